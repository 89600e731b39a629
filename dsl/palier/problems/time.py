"""P6xx: time and versions."""

from palier.problems.nearest import NEAR
from palier.problems.problem import NAME, error, warning

ENDS_BEFORE = error(
    "P601",
    "ends-before-start",
    "this ends on {end}, before it starts on {start}.",
    "swap the two days.",
)
VALUES_OUT_OF_ORDER = error(
    "P602",
    "values-out-of-order",
    "the values of a parameter stand in order of their days, and {day} is not after {before}.",
    "sort the lines by their day.",
)
FIRST_VALUE_LATE = error(
    "P603",
    "first-value-late",
    "`{name}` has no value from {effective}, when the programme starts, to {first}.",
    "let the first value start on {effective} or before.",
)
VERSIONS_OVERLAP = error(
    "P604",
    "versions-overlap",
    "the versions `{first}` and `{second}` both govern {day}.",
    "end the one before the other starts: `effective from … to …`.",
)
VERSION_GAP = warning(
    "P605",
    "version-gap",
    "no version governs the days from {start} to {end}.",
    "let one version end the day before the next starts, if that is not meant.",
)
VERSIONS_DISAGREE = error(
    "P606",
    "versions-disagree",
    "the versions `{first}` and `{second}` do not declare `{name}` alike: {difference}.",
    "move it into a module that both use.",
)
OTHER_PROGRAMME = error(
    "P607",
    "other-programme",
    "`{second}` is another programme than `{first}`, not a version of it.",
    "run them one after the other, or give both the same name and a `version` each.",
)
SAME_VERSION = error(
    "P608", "same-version", "two files are the version `{version}` of `{name}`.", "give each its own `version`."
)
PROGRAMME_LINE_MISSING = error(
    "P609", "programme-line-missing", "the programme says nowhere {what}.", "add a line `{line}` under `programme`."
)
CANNOT_CONTINUE = error(
    "P610",
    "cannot-continue",
    "`{name}` cannot continue `{old}`: {reason}.",
    "what is counted goes on under one name: take one of the two, or the line `continues`, out.",
)
NOTHING_TO_CONTINUE = error(
    "P611",
    "nothing-to-continue",
    "`{name}` continues `{old}`, and up to the version `{version}` no {kind} has that name.",
    *NEAR,
    "take the line out, or name what it goes on from.",
    cure=NAME,
)
GOES_ON_OTHERWISE = error(
    "P612",
    "goes-on-otherwise",
    "`{name}` goes on from the version `{first}` to `{second}`, and {difference}.",
    "write it alike in both, or give the new one another name.",
)
GOVERNED_OTHERWISE = error(
    "P613",
    "governed-otherwise",
    "another day says which version governs `{name}`: {one} in `{first}`, {other} in `{second}`.",
    "write the same line `governed by …` in both, or both versions might pay for one fact, or neither.",
)
TIER_LEFT_OUT = error(
    "P614",
    "tier-left-out",
    "`{tier}` of the version `{first}` is no tier of `{ladder}` in `{second}`, and nothing says what comes after it.",
    "write `when previous is {tier} then …` under `starts at`.",
)
NO_PREVIOUS_TIER = error(
    "P615",
    "no-previous-tier",
    "`{ladder}` has no tier `{tier}` in the version `{first}`.",
    *NEAR,
    "its tiers are {known}.",
)
PERIOD_STRADDLES = warning(
    "P616",
    "period-straddles",
    "`{period}` of `{name}` begins under the version `{first}` and ends under `{second}`, which governs all of it.",
    "let the version start with a period, or allow it with the reason.",
)
