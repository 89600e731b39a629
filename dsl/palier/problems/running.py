"""D2xx: faults of the data that only show when rules are run on it."""

from palier.problems.problem import error, warning

READ_TOO_EARLY = error(
    "D201",
    "read-too-early",
    "`{field}` of `{record}` `{key}` is not known before {known}, and it is asked on {day}.",
    "compare it with `is` or `in`, which fail before that day.",
    "ask for it later, or correct the date it is known from.",
)
AS_OF_LATER = error(
    "D202",
    "as-of-later",
    "`{text}` looks at {later}, which is later than the date in hand, {day}.",
    "correct the date in the data; nothing is paid by what is not known yet.",
)
NEGATIVE_AMOUNT = error(
    "D203",
    "negative-amount",
    "`{incentive}` comes to {amount} for `{key}`, and a payment is never below zero.",
    "correct the data, or write `max(0, …)` in the rule.",
)
LEFT_OUT = error(
    "D204", "left-out", "`{field}` of `{record}` `{key}` is left out, and it is asked for.", "give it in the example."
)
TOO_LARGE = error(
    "D205",
    "too-large",
    "`{incentive}` comes to {amount} for `{key}`, beyond what is computed.",
    "correct the data, or the rule: amounts stay below 10^15 in the smallest coin.",
)
NEGATIVE_LIMIT = error(
    "D206",
    "limit-below-zero",
    "a cap of `{incentive}` comes to {amount} for `{key}`.",
    "write `max(0, …)` in the rule.",
)
NO_ROW = error(
    "D207",
    "no-row",
    "no row of the table `{table}` holds for {case}.",
    "correct the data, or add the row to the table.",
)
NEGATIVE_BAND = error(
    "D208",
    "negative-band",
    "`{table}` is applied by band to {amount}, which is below zero.",
    "write `max(0, …)` in the rule, or `by band above` what was already counted.",
)
NO_CLAIM = warning(
    "D215",
    "no-claim",
    "`{record}` `{key}` claims nothing of `{protection}`: its `{text}` is missing.",
    "give it, if it is to be protected.",
)
TOO_MANY_DIGITS = error(
    "D220",
    "too-many-digits-on-the-way",
    "a figure on the way to the result has more than {most} digits.",
    "round it where it is computed: `round … to 0.01`.",
)
RETURN_OF_NOTHING = error(
    "D214",
    "return-of-nothing",
    "`{record}` `{key}` returns {amount}, and `{path}`, which says of what, is missing.",
    "name what is returned in the data.",
)
RETURN_OF_RETURN = error(
    "D212",
    "return-of-a-return",
    "`{record}` `{key}` returns something of `{original}`, which is a return itself.",
    "name the first of them in the data.",
)
RETURN_OF_NO_BASE = error(
    "D213",
    "return-of-no-base",
    "`{incentive}` paid for `{key}` on a base of zero, so nothing says which share of it `{returned}` returns.",
    "correct the data.",
)
SHARES_UNEQUAL = error(
    "D209",
    "shares-unequal",
    "the shares of `{incentive}` come to {total} for `{key}`, not to 100%.",
    "correct the shares in the data, or write `shares may exceed 100%` in the rule.",
)
OTHER_VERSIONS_TIER = error(
    "D211",
    "tier-of-another-version",
    "`{text}` looks at the tier `{tier}`, which the version `{version}` does not have.",
    "compare it with `is` or `in`, or ask for a day that this version governs.",
)
NOT_A_PAYOUT = error(
    "D210",
    "not-a-payout",
    "this is no payout of an earlier run: {reason}.",
    "hand over what `palier run --format json` or `--format csv` wrote.",
)
