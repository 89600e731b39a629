"""D1xx: data, from the file down to the cell, and what the rows say of each other."""

from palier.problems.nearest import NEAR
from palier.problems.problem import error, warning

# Files

NOT_UTF8 = error(
    "D101",
    "not-utf-8",
    "the file is not UTF-8: byte {byte} at offset {offset} (from 0).",
    "save it as UTF-8; spreadsheets call it “CSV UTF-8”.",
)
MALFORMED_FILE = error("D102", "malformed-file", "the file cannot be read as {format}: {reason}.", "{hint}")
RECORD_TWICE = error(
    "D103",
    "record-twice",
    "the facts of `{record}` stand in `{first}` and again in `{second}`.",
    "keep one of the two, or put their rows into one.",
)
MISSING_EXTRA = error(
    "D105",
    "missing-extra",
    "reading {format} files needs a package that is not installed.",
    "`pip install 'palier[{extra}]'`",
)
UNKNOWN_TABLE = warning(
    "D106",
    "unknown-table",
    "`{name}` is named after no record of the programme, and was not read.",
    *NEAR,
    "the programme wants {known}.",
)
UNREAD_FORMAT = warning(
    "D134",
    "unread-format",
    "the file is named after `{record}`, but its format is not read.",
    "save it as `.csv`, `.json`, `.ndjson`, `.parquet` or `.xlsx`.",
)
NO_HEADER = error(
    "D107", "no-header", "there is no header row.", "the first row holds the names of the fields: see `palier schema`."
)

# Columns and rows

UNKNOWN_COLUMN = warning(
    "D108", "unknown-column", "`{record}` has no field `{column}`; the column was not used.", *NEAR
)
MISSING_COLUMN = error(
    "D109",
    "missing-column",
    "there is no column for the field `{field}` of `{record}`, which must not be missing.",
    "is it the column `{near}` or `{other}`?",
    "is it the column `{near}`?",
    "add the column `{field}`, or declare the field `optional`.",
)
COLUMN_TWICE = error("D110", "column-twice", "two columns are called `{column}`.", "rename one of them.")
RAGGED_ROW = error(
    "D111",
    "ragged-row",
    "the row has {found} cells, and the header {wanted}.",
    "put quotes round a value that holds the separator `{delimiter}`.",
)
NOT_A_ROW = error(
    "D112",
    "not-a-row",
    "a row is an object of fields and values, and this is {found}.",
    "write it as `{{…}}`.",
)
FIELD_TWICE = error("D113", "field-twice", "the row gives `{field}` twice.", "keep one of the two.")

# Cells

UNKNOWN_MEMBER = error("D104", "unknown-member", "`{value}` is no {enumeration}.", *NEAR, "write one of {known}.")
MISSING_VALUE = error(
    "D114", "missing-value", "the value is missing.", "fill in the cell, or declare the field `optional`."
)
MISSING_KEY = error("D115", "missing-key", "the row has no key.", "fill in `{field}`, by which the fact is known.")
NOT_A_DATE = error(
    "D116",
    "not-a-date",
    "`{value}` is no date.",
    "write it as `{first}` or `{second}`, whichever is meant.",
    "write it as `{near}`.",
    "write it as year-month-day, without a time of day, such as `2021-03-01`.",
)
DATE_OUT_OF_RANGE = error(
    "D117", "date-out-of-range", "`{value}` lies outside 1900-01-01 to 2199-12-31.", "correct the year."
)
NOT_A_NUMBER = error(
    "D118",
    "not-a-number",
    "`{value}` is no {type}.",
    "{hint}",
    "write digits, with a point before the decimals and nothing between the thousands, such as `{sample}`.",
)
TOO_MANY_DIGITS = error(
    "D119", "too-many-digits", "`{value}` has more than 15 digits before the point or 12 after it.", "round it."
)
NOT_WHOLE = error(
    "D120",
    "not-whole",
    "`{value}` is no whole number, and the field is a count.",
    "round it, or declare the field a `number`.",
)
AMOUNT_TOO_BIG = error(
    "D121", "amount-too-big", "`{value}` is an amount of 10^15 {currency} minor units or more.", "correct the amount."
)
UNKNOWN_CURRENCY = error(
    "D122",
    "unknown-currency",
    "`{value}` is no currency of ISO 4217.",
    *NEAR,
    "write its three letters, such as `EUR`.",
)
TWO_CURRENCIES = error(
    "D123",
    "two-currencies",
    "the amount is in `{first}` by its cell and in `{second}` by the column `{column}`.",
    "say it once.",
)
NOT_A_DURATION = error(
    "D124", "not-a-duration", "`{value}` is no duration in {type}.", "{hint}", "write it as `{sample}`."
)
NOT_YES_NO = error(
    "D125", "not-yes-no", "`{value}` is neither yes nor no.", "write `yes` or `no`, or `true` or `false`."
)
UNKNOWN_TIER = error("D126", "unknown-tier", "`{value}` is no tier of {ladder}.", *NEAR, "write one of {known}.")
NOT_A_MULTIPLE = error("D127", "not-a-multiple", "`{value}` is no multiple of {step}, the smallest step of {unit}.")
WRONG_UNIT = error("D128", "wrong-unit", "`{value}` is not in {unit}.", "write a number, or `{sample}`.")
TEXT_TOO_LONG = error(
    "D129", "text-too-long", "the text has {length} characters, and 10,000 is the most.", "shorten it."
)
CONTROL_CHARACTER = error(
    "D130",
    "control-character",
    "the text `{value}` holds the character {character}, which cannot be shown.",
    "delete it; a text is one line.",
)
BINARY_FLOAT = error(
    "D131",
    "binary-float",
    "`{value}` is a binary float, which is not exact.",
    "hand over a `Decimal` or a text; in a Parquet file, a column of type decimal or string.",
)
FLOAT_COLUMN = error(
    "D133",
    "float-column",
    "the column `{column}` holds binary floats, which are not exact.",
    "write it as a column of type decimal or string.",
)
WRONG_VALUE = error("D132", "wrong-value", "{found} cannot be read as {type}.", "{hint}")

# Rows among each other

KEY_TWICE = error(
    "D140", "key-twice", "`{record}` `{key}` is there twice: in {first} and in {second}.", "keep one of the two."
)
UNKNOWN_REFERENCE = error(
    "D141",
    "unknown-reference",
    "there is no `{record}` `{key}`.",
    *NEAR,
    "add the row to the facts of `{record}`, or correct the key.",
)
KEY_PARTS = error(
    "D142",
    "key-parts",
    "`{value}` has {found} parts, and a key of `{record}` has {wanted}.",
    "write {parts}, with a comma between them; in JSON a list.",
)
CONDITION_FAILED = error(
    "D143", "condition-failed", "the row breaks what `{record}` demands: {condition}.", "correct the row."
)
NO_DATA_OF = error(
    "D145",
    "no-data-of",
    "the row refers to a `{record}`, and there is no data of any.",
    "add `{file}`, or hand its rows over; see `palier schema`.",
)
REFERS_TO_SET_ASIDE = error("D144", "refers-to-set-aside", "the row refers to `{record}` `{key}`, which is set aside.")

# Currency

NO_DATE_FOR_RATE = error(
    "D150",
    "no-date-for-rate",
    "the amount is in {currency}, and the fact has no date on which it could be converted to {target}.",
    "fill in the date of the fact, or give the amount in {target}.",
)
NO_RATE = error(
    "D151",
    "no-rate",
    "there is no exchange rate from {currency} to {target} of {date} or the {age} days before it.",
    "the programme declares no record `{undeclared}`; give the amount in {target}.",
    "add a fact `ExchangeRate` from {currency} to {target}; the inverse rate is not used.",
)
TWO_RATES = error(
    "D152",
    "two-rates",
    "the rate from {currency} to {target} on {date} is `{first}` and again `{second}`.",
    "keep one of the two.",
)
FOREIGN_AMONG_OTHERS = error(
    "D153",
    "foreign-among-others",
    "an amount in {currency} cannot be converted in a key, a set or a list.",
    "give the amounts in the currency of the programme, or in a record of their own.",
)

# In memory

UNKNOWN_RECORD = error("D160", "unknown-record", "the programme has no record `{name}`.", *NEAR, "it has {known}.")

# Changes

UNKNOWN_FACT = error(
    "D161",
    "unknown-fact",
    "there is no `{record}` `{key}` {wish}.",
    *NEAR,
    "name it by its key, as the data has it.",
)
UNKNOWN_FIELD = error("D162", "no-such-field", "`{record}` has no field `{field}`.", *NEAR, "it has {known}.")
REFERS_TO_WITHDRAWN = error(
    "D163",
    "refers-to-withdrawn",
    "the row refers to `{record}` `{key}`, which {change} withdraws.",
    "withdraw this row as well, or let it refer to another `{record}`.",
)

MORE_FAULTS = error("D199", "more-faults", "there are {count} more faults.", "correct those above first.")
