"""P4xx: tables."""

from palier.problems.nearest import NEAR
from palier.problems.problem import NAME, error, warning

HEADER_UNLIKE = error(
    "P401",
    "header-unlike",
    "the row of names says {found}, and the table has {wanted}.",
    "name the inputs and then the outputs, in the order of the `table` line.",
)
TABLE_GAP = error(
    "P402",
    "table-gap",
    "no row of `{table}` holds for {case}.",
    "add the row `{row}`.",
)
TABLE_OVERLAP = error(
    "P403",
    "table-overlap",
    "two rows of `{table}` hold for {case}.",
    "narrow one of them, or let rows overlap with a line `first match` under the `table` line.",
)
STEPS_OUT_OF_ORDER = error(
    "P404",
    "steps-out-of-order",
    "this step starts at {step}, and the one before at {before}.",
    "sort the rows by their steps, the lowest first.",
)
ROW_NEVER_MET = warning(
    "P405",
    "row-never-met",
    "this row of `{table}` never holds: the rows above take all of it.",
    "delete it, or move it up.",
)
CELL_KIND = error(
    "P406",
    "cell-kind",
    "{found} cannot stand in the column `{column}`, which holds {wanted}.",
    "{hint}",
)
NO_STEPS = error(
    "P407",
    "no-steps",
    "`{table}` cannot be applied with `of`: {reason}.",
    "its last input is the measure, in steps: `from 0`, `from 20_000`; `{read}` asks for a row instead.",
)
TABLE_FILE = error(
    "P408",
    "table-file",
    "the rows of `{table}` cannot be read from `{file}`: {reason}.",
    "the file lies beside the rule file, with the names of the columns in its first row.",
)
WHICH_OUTPUT = error(
    "P409",
    "which-output",
    "`{table}` has several outputs: {known}.",
    "say which one: `{table}(…).{first}`.",
)
UNKNOWN_OUTPUT = error(
    "P410",
    "unknown-output",
    "`{table}` has no output `{name}`.",
    *NEAR,
    "its outputs are {known}.",
    cure=NAME,
)
TABLE_EMPTY = error("P411", "table-empty", "`{table}` has no rows.", "write at least one row under the names.")
TABLE_TOO_WIDE = warning(
    "P412",
    "table-not-checked",
    "`{table}` has more combinations than are looked through, so gaps and overlaps were not looked for.",
    "split it into two tables.",
)
EMPTY_INTERVAL = error(
    "P413",
    "empty-interval",
    "nothing lies in this interval.",
    "the lower limit goes first; `from` and `to` include their limit, `above` and `below` leave it out.",
)
NO_TIER = error(
    "P421",
    "unknown-tier",
    "`{ladder}` has no tier `{name}`.",
    *NEAR,
    "its tiers are {known}.",
    cure=NAME,
)
TIER_WITHOUT_REQUIREMENT = error(
    "P422",
    "tier-without-requirement",
    "the tier `{name}` asks for nothing, and only the lowest may.",
    "add a line `requires …`.",
)
LADDER_LINE_MISSING = error(
    "P423", "ladder-line-missing", "the ladder `{name}` says nowhere {what}.", "add a line `{line}`."
)
NO_REVIEW_ANCHOR = error(
    "P424",
    "no-review-anchor",
    "nothing says from when the ladder `{name}` is reviewed.",
    "write `reviewed every … from 2021-01-01`, or give the programme a date: `effective from …`.",
)
UNKNOWN_BENEFIT = error(
    "P426",
    "unknown-benefit",
    "no benefit is called `{name}`.",
    *NEAR,
    'declare it: `benefit {name} "…"`.',
    cure=NAME,
)
HELD_SHORT = error(
    "P427", "held-too-short", "a tier is held for a length of time, and this is {found}.", "write `held for 1 year`."
)
TIER_EASIER = warning(
    "P428",
    "tier-easier",
    "`{higher}` asks for less than `{lower}`, which lies below it{case}: `{what}` of {found}, and {wanted} there.",
    "raise what `{higher}` asks for, or swap the two.",
)
TIER_AS_WELL = warning(
    "P429",
    "tier-met-as-well",
    "whoever meets `{lower}` meets `{higher}`, which lies above it, as well{case}.",
    "raise what `{higher}` asks for, or lower what `{lower}` does.",
)
TIER_OUT_OF_REACH = warning(
    "P430",
    "tier-out-of-reach",
    "no review ever finds the tier `{name}`: {reason}.",
    "change what it asks for, or delete it.",
)
TIER_LOST_AT_ONCE = warning(
    "P431",
    "tier-lost-at-once",
    "`{name}` {manner} lost on the day it is won{case}.",
    "let `lost when` begin where what it asks for ends.",
)
