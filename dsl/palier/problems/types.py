"""P3xx: types and money."""

from palier.problems.nearest import NEAR
from palier.problems.problem import NAME, Cure, error, warning

WRONG_TYPE = error("P301", "wrong-type", "{wanted} is wanted here, and this is {found}.", "{hint}")
CANNOT_CALCULATE = error(
    "P302",
    "cannot-calculate",
    "{left} {operator} {right} has no meaning.",
    "{hint}",
)
CANNOT_COMPARE = error("P303", "cannot-compare", "{left} cannot be compared with {right}.", "{hint}")
MAY_BE_MISSING = error(
    "P304",
    "may-be-missing",
    "`{text}` may be missing.",
    "ask `{text} is known` before, or say what holds then: `{text} otherwise …`.",
)
OTHER_CURRENCY = error(
    "P305",
    "other-currency",
    "the programme pays in {currency}, and this is in {found}.",
    "write the amount in {currency}; amounts in the data are converted, those in the rules are not.",
)
POINT_IN_THOUSANDS = warning(
    "P327",
    "point-in-thousands",
    "`{text}` is less than `{more}`: the point is the decimal sign.",
    "write `{thousands}` if thousands are meant, and `{thousandths}` if thousandths are.",
)
NOT_ORDERED = error(
    "P306", "not-ordered", "{type} has no order, so `{operator}` has no meaning.", "compare with `is` or `is not`."
)
NEVER_MISSING = warning("P307", "never-missing", "`{text}` is never missing, so this test says nothing.", "delete it.")
NOT_A_CONDITION = error(
    "P308",
    "not-a-condition",
    "a condition is wanted here, and this is {found}.",
    "compare it: `{text} is …`.",
)
NOT_WHOLE = error("P309", "not-whole", "a whole number is wanted here, and {value} is not one.", "round it.")
ENDLESS_SUM = error(
    "P310",
    "quotient-not-rounded",
    "a quotient is added up over many facts, and its decimals may have no end.",
    "round it first: `round … to 0.01`.",
)
MONEY_TIMES_MONEY = error(
    "P311",
    "money-times-money",
    "money times money has no meaning.",
    "multiply by a rate or a number; `amount / amount` gives one.",
)
WRONG_COUNT = error("P312", "wrong-arguments", "`{name}` takes {wanted}, and {found} given.", "write `{example}`.")
UNKNOWN_FUNCTION = error(
    "P313",
    "unknown-function",
    "no table or function is called `{name}`.",
    *NEAR,
    "the functions are {known}.",
    cure=NAME,
)
NO_COMMON_TYPE = error(
    "P314", "no-common-type", "one branch gives {first} and another {second}.", "let every branch give the same type."
)
NEEDS_OTHERWISE = error(
    "P315",
    "needs-otherwise",
    "these cases may leave something out, and nothing says what holds then.",
    "add a last line `otherwise …`.",
)
POINTS_WITHOUT_RATE = error(
    "P317",
    "points-without-rate",
    "points of a percent can only be added to a rate or taken off one.",
    "did you mean `{amount}`?",
    "write a rate: `{rate}`.",
    cure=Cure("{rate}", safe=False),
)
NOT_IN_RANGE = error(
    "P318", "not-in-range", "`{value}` lies outside `{low}` to `{high}`.", "choose a value between them."
)
NO_PERIOD = error(
    "P319",
    "no-period",
    "`within period` means the period of a subject, and there is none here.",
    "say which one: `within calendar year`, or write `for each … every …`.",
)
ONLY_OWN_RECORD = error(
    "P320",
    "only-own-record",
    "`{bound}` goes by the order of facts of one record: the collection holds `{record}`, and `this` is `{subject}`.",
    "use `before` and a date.",
)
NOT_DATED = error(
    "P321",
    "not-dated",
    "`{record}` is not dated, so a window over it has no meaning.",
    "declare the record `dated`, or name a date of it with `by`.",
)
DURATION_MIX = error(
    "P322",
    "duration-mix",
    "months and days do not mix: a month has no fixed number of days.",
    "use one of them throughout.",
)
COUNTED_WITHOUT_VALUE = error(
    "P323", "needs-number", "`{aggregate} of` wants money, a number or a duration, and this is {found}.", "{hint}"
)
SET_EMPTY = error("P324", "empty-set", "this set is empty, so nothing is ever in it.", "name at least one member.")
MUST_LOOKS_OUTSIDE = error(
    "P325",
    "must-looks-outside",
    "a `must` may look at its own fact and what it refers to, not at collections, definitions or parameters.",
    "write the condition as a requirement of the incentive.",
)
SAME_ON_BOTH_SIDES = warning(
    "P326",
    "same-on-both-sides",
    "`{text}` is compared with itself.",
    "a bare name is a field of the facts that are gone through; that of the subject is `{meant}`.",
    "compare with something else.",
)
