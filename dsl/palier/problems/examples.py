"""P7xx: examples."""

from palier.problems.nearest import NEAR
from palier.problems.problem import NAME, error, warning

NO_EXPECTATION = warning(
    "P701", "no-expectation", "this example expects nothing, so it cannot fail.", "add a line `expect …`."
)
UNKNOWN_INCENTIVE = error(
    "P702",
    "unknown-incentive",
    "no incentive is called `{name}`.",
    *NEAR,
    "there are {known}.",
    cure=NAME,
)
BAD_FACT_VALUE = error(
    "P703",
    "bad-fact-value",
    "`{field}` is {wanted}, and this is {found}.",
    "{hint}",
)
FIELD_MISSING = error(
    "P704", "field-missing", "this `{record}` has no {names}.", "give it, or declare the field `optional`."
)
UNKNOWN_FACT = error(
    "P705",
    "unknown-fact",
    "the example has no {record} with the key `{key}`.",
    *NEAR,
    "add it with `given`.",
)
FACT_TWICE = error(
    "P706", "fact-twice", "the example has two facts `{record}` with the key `{key}`.", "give one another key."
)
NO_AS_OF = error("P707", "no-as-of", "the example has no date, and no fact in it is dated.", "add a line `as of …`.")
UNKNOWN_WANT = error(
    "P708",
    "unknown-requirement",
    "`{incentive}` has no requirement titled “{want}”.",
    "did you mean “{near}” or “{other}”?",
    "did you mean “{near}”?",
    "it requires {known}.",
)
KEY_OF_FACT = error(
    "P709", "key-wanted", "`{record}` has no key, so no fact of it can be named.", "declare one: `key id: text`."
)
WRONG_KEY_COUNT = error(
    "P710", "wrong-key", "the key of `{record}` has {wanted} part{s}, and {found} given.", "name it as in `{example}`."
)
TOO_FINE = error(
    "P716",
    "amount-too-fine",
    "`{value}` is never paid: amounts are rounded to {step}.",
    "expect the rounded amount.",
)
EXAMPLE_TWICE = warning("P711", "example-twice", "two examples are called “{name}”.", "give one of them another title.")
NO_PAYER = error(
    "P715",
    "no-payer",
    "`{name}` does not say who pays: it is the vendor.",
    "write a line `paid by …` in the incentive, or leave the expectation out.",
)
GUARANTEE_OF_WHAT = error(
    "P712",
    "guarantee-of-what",
    "the guarantee is for each `{subject}`, and `{other}` {reason}.",
    "ask of what is paid for the same subject, or, for one who is paid, `{other}.paid within …` a window.",
)
GUARANTEE_TWICE = warning(
    "P713", "guarantee-twice", "two guarantees are called “{name}”.", "give one of them another title."
)
GUARANTEE_BROKEN = error(
    "P720",
    "guarantee-broken",
    "“{title}” does not hold for the `{record}` `{key}`{part}: {seen}.",
    "correct the rules, or what they guarantee.",
)
