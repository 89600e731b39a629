"""P8xx: style, and notes that let a warning stand."""

from palier.problems.nearest import NEAR
from palier.problems.problem import warning

NO_REASON = warning(
    "P801",
    "allowed-without-reason",
    "this lets `{code}` stand and does not say why.",
    "say it: `# palier: allow {code} because …`.",
)
UNKNOWN_CODE = warning(
    "P802",
    "unknown-code",
    "there is no code `{code}`.",
    *NEAR,
    "`palier explain-code` tells what there is.",
)
ALLOWED_ERROR = warning(
    "P803",
    "error-allowed",
    "`{code}` is an error, and only a warning can be let stand.",
    "correct what it tells, and take the note out.",
)
ALLOWED_NOTHING = warning(
    "P804",
    "nothing-allowed",
    "there is no `{code}` here that could be let stand.",
    "take the note out, or put it behind the line that is meant, or above it.",
)
UNKNOWN_NOTE = warning(
    "P805",
    "unknown-note",
    "a comment that begins with `palier:` is a note, and this is none.",
    "write `# palier: allow P218 because …`, or begin the comment with another word.",
)
VALUE_NAME = warning(
    "P806",
    "capital-in-a-name",
    "`{name}` names {what}; by custom such names have no capital.",
    "write `{better}`.",
    "write it in small letters, with `_` between words.",
)
TYPE_NAME = warning(
    "P807",
    "small-letter-in-a-name",
    "`{name}` names {what}; by custom such names are capitalised words without `_`.",
    "write `{better}`.",
    "write its words together, each with a capital.",
)
