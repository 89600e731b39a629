"""Slips of writing, P101 to P199: what cannot be read, in the words of the language."""

from __future__ import annotations

from palier.problems.nearest import NEAR
from palier.problems.problem import Cure, error

# --- the file

NOT_UTF8 = error(
    "P101",
    "not-utf-8",
    "the file is not UTF-8: line {line} holds the byte {byte}, which begins no character.",
    "save it as UTF-8.",
)
NUL = error(
    "P102",
    "nul-byte",
    "the file holds a zero byte at offset {offset}, so it is no text.",
    "save it as plain UTF-8 text.",
)
TOO_LARGE = error(
    "P103", "file-too-large", "the text is larger than {most}.", "split it, and join the parts with `use`."
)
TOO_MANY = error(
    "P104",
    "too-many-problems",
    "more than {most} problems: the rest of the file was not looked at.",
    "correct these, and check again.",
)

# --- lines and indentation

TAB = error("P110", "tab", "a tab indents this line.", "indent with spaces.")
UNEVEN = error(
    "P111",
    "uneven-indentation",
    "this line stands at {column} spaces, between two levels.",
    "indent it by {outer} or by {inner} spaces.",
    "indent it by {inner} spaces.",
)
FIRST_INDENTED = error(
    "P112", "first-line-indented", "the first line is indented, so it belongs to nothing.", "begin it in column 1."
)
INDENTED = error(
    "P113",
    "unexpected-indentation",
    "this line is indented, but {above} takes no lines below it.",
    "give it the indentation of the line above; a line goes on after an operator or a comma, and inside brackets.",
)
NEEDS_LINES = error("P114", "block-missing", "{above} needs indented lines below it: {wanted}.")
UNCLOSED_BRACKET = error(
    "P115", "unclosed-bracket", "the bracket `{bracket}` is not closed.", "close it with `{closing}`."
)
UNCLOSED_TEXT = error("P116", "unclosed-text", "the text that begins here has no closing quote.", 'close it with `"`.')

# --- signs and characters

CHARACTER = error("P120", "unknown-character", "{character} has no meaning here.", "{remedy}.", "take it out.")
SMART_QUOTE = error("P121", "smart-quote", "{character} is no quote of the language.", 'write `"`.')
SIGN = error("P122", "unknown-sign", "`{sign}` is no sign of the language.", "write `{remedy}`.", "take it out.")
EQUALS = error("P123", "equals-sign", "`=` gives a name to something; it compares nothing.", "write `is`.")
PERCENT = error("P124", "stray-percent", "`%` stands right after a number and nowhere else.", "write `12% of price`.")
UNDERSCORE = error(
    "P125",
    "name-begins-with-underscore",
    "`{text}` is no name: a name begins with a letter.",
    "begin it with a letter.",
)

# --- numbers and dates

DECIMAL_COMMA = error(
    "P130",
    "decimal-comma",
    "`{text}` is no number: the decimal sign is a point.",
    "write `{remedy}`; in a list put a space after the comma.",
    cure=Cure("{remedy}", "text", safe=False),
)
SPACED_NUMBER = error(
    "P131",
    "spaced-number",
    "`{text}` is no number: a space does not separate thousands.",
    "write `{remedy}`.",
    cure=Cure("{remedy}", "text"),
)
NOT_A_NUMBER = error(
    "P132",
    "not-a-number",
    "`{text}` is no number.",
    "{remedy}.",
    "digits, `_` between groups of three, one decimal point with digits on both sides.",
)
NOT_A_DATE = error(
    "P133",
    "not-a-date",
    "`{text}` is no date.",
    "write `{remedy}`.",
    "a date is written 2021-03-01; a subtraction has a space on both sides of the minus.",
    cure=Cure("{remedy}", "text"),
)
NO_SUCH_DAY = error("P134", "no-such-day", "there is no day {date}.", "{remedy}.", "write a day that the month has.")
NO_SUCH_PERIOD = error(
    "P135", "no-such-period", "there is no {unit} `{text}`.", "{unit}s are counted from 1 to {most}."
)
NO_CURRENCY = error(
    "P136",
    "no-currency",
    "`{code}` is no currency of ISO 4217.",
    *NEAR,
    "money is written `2_000 EUR`; a unit of points is a word such as `Points`, not three capitals.",
    cure=Cure("{near}", "code"),
)
NUMBER_TOO_LONG = error(
    "P137", "number-too-long", "this number has more than {most} digits.", "write it with fewer digits."
)
NOT_A_COUNT = error("P138", "not-a-count", "`{number}` is no count.", "write a whole number from 1.")
NOT_DAYS = error("P139", "not-days", "the age of a rate is counted in days, not `{duration}`.", "write `7 days`.")
PART_OF_DURATION = error(
    "P140",
    "part-of-a-duration",
    "`{text}` is no duration: months and days come whole.",
    "write `18 months` for a year and a half.",
)
PERCENT_WORD = error("P143", "percent-in-letters", "`{word}` is no unit.", "write `{number}%`.", cure=Cure("{number}%"))
TORN_APART = error(
    "P144",
    "torn-apart",
    "`{number}` and `{unit}` belong together, and stand on two lines.",
    "write `{joined}`.",
    "write them on one line.",
    cure=Cure("{joined}"),
)
NO_MONTH = error(
    "P141",
    "no-month",
    "`{name}` is no month.",
    *NEAR,
    "write a month such as `February`.",
    cure=Cure("{near}", "name"),
)
NOT_THE_WHOLE = error(
    "P142", "not-the-whole", "shares may exceed 100%, and no other limit.", "write `shares may exceed 100%`."
)

# --- words

MISSPELLED = error("P150", "misspelled-keyword", "`{word}` is not known here.", *NEAR)
NO_DECLARATION = error("P151", "no-declaration", "`{word}` begins no declaration.", *NEAR, "begin with {wanted}.")
NO_CLAUSE = error(
    "P152",
    "no-such-line",
    "`{word}` begins no line of {block}.",
    *NEAR,
    "its lines begin with {wanted}.",
)
WRONG_BLOCK = error(
    "P153",
    "line-in-the-wrong-block",
    "`{word}` is no line of {block}; it is a line of {home}.",
    "its lines begin with {wanted}.",
)
NOT_INDENTED = error(
    "P159", "line-in-column-1", "`{word}` stands in column 1, and it is a line of {home}.", "indent it."
)
RESERVED_WORD = error("P154", "reserved-word", "`{word}` is reserved and cannot be a name.", "choose another name.")
NAME_TOO_LONG = error(
    "P155", "name-too-long", "this name has more than {most} characters.", "shorten it, and say the rest in a title."
)
MINUS = error(
    "P156",
    "minus-without-spaces",
    "`{text}` is no name: a minus between two words subtracts.",
    "write `{remedy}` as a name, or put a space on both sides of the minus.",
    cure=Cure("{remedy}", "text", safe=False),
)
MINUS_SPACES = error(
    "P157", "minus-without-spaces-around", "a minus that subtracts has a space on both sides.", "write ` - `."
)
UNQUOTED = error(
    "P158",
    "unquoted-text",
    "`{text}` is text, and text stands in quotes.",
    'write `"{text}"`.',
    cure=Cure('"{text}"', "text"),
)

# --- expressions

UNEXPECTED = error("P160", "unexpected", "{found} cannot stand here; expected {wanted}.", "{remedy}.")
ENDS_EARLY = error("P161", "line-ends-early", "the line ends too early; expected {wanted}.", "{remedy}.")
OPEN_FORM = error(
    "P162",
    "open-form-before-operator",
    "`{word}` takes all that follows, so nothing can stand behind it.",
    "put {form} in brackets, or last.",
)
AS_OF_LITERAL = error(
    "P163",
    "as-of-after-a-value",
    "`as of` stands after what is looked up, and `{value}` is the same on every day.",
    "write it after the left side: `partner.grade as of {date} is {value}`.",
)
TOO_DEEP = error(
    "P164",
    "expression-too-deep",
    "this expression is nested more than {most} deep.",
    "name parts of it with `let` or `define`.",
)
CHAINED = error("P165", "chained-comparison", "a comparison has two sides.", "join two of them: `a <= b and b <= c`.")
LOOSE_OTHERWISE = error(
    "P167",
    "otherwise-without-brackets",
    "`otherwise` binds more loosely than all else, so it cannot follow a comparison, `not`, `and` or `or`.",
    "put `x otherwise y` in brackets.",
)
IS_IN = error("P168", "is-in", "whether something is in a set is asked without `is`.", "write `in` or `not in`.")
STRAY_BRACKET = error(
    "P166",
    "stray-closing-bracket",
    "nothing is open that `{bracket}` closes.",
    "take it out.",
    cure=Cure(" ", safe=False),
)

# --- tables, facts and blocks

CELLS = error(
    "P170",
    "wrong-number-of-cells",
    "this row has {found}, and there are {wanted} columns.",
    "give each column its cell.",
)
ROW_OPEN = error("P171", "row-without-its-end", "this row does not end in `|`.", "close it with `|`.")
NO_COLUMN_NAME = error(
    "P181", "column-without-a-name", "a column has no name.", "write a field's name between the pipes."
)
NO_ROW = error("P182", "no-row", "this is no row of {block}.", "rows stand between pipes: `| a | b |`.")
EMPTY_CELL = error("P172", "empty-cell", "a cell of a table is never empty.", "write `any` or `missing`.")
ONE_ALTERNATIVE = error(
    "P173", "one-alternative", "`either` needs a second way.", "add `or` with its own lines, or take `either` away."
)
NO_TIERS = error("P174", "ladder-without-tiers", "`{name}` has no `tier`.", "add `tier NAME` with what it requires.")
NO_MEMBERS = error(
    "P175", "group-without-members", "`{name}` has no incentive in it.", "indent the incentives under it."
)
LATE_GROUP_LINE = error(
    "P176",
    "shared-line-after-a-member",
    "what the members of `{name}` share stands before the first of them.",
    "move it up.",
)
FACTS_IN_FACTS = error(
    "P177", "facts-in-facts", "a set of facts takes no other set, such as `{name}`.", "name both sets in the example."
)
TWO_TITLES = error("P178", "two-titles", "the title is given twice.", "leave one.")
TWO_ENDINGS = error("P179", "ending-twice", "`capped` and `for want of` stand once each at most.", "leave one of each.")

# --- limits

BRACKETS_TOO_DEEP = error(
    "P190", "brackets-too-deep", "brackets stand more than {most} deep here.", "name parts with `let` or `define`."
)
BLOCKS_TOO_DEEP = error(
    "P191", "blocks-too-deep", "blocks stand more than {most} deep here.", "divide the declaration."
)
LINE_TOO_LONG = error("P192", "line-too-long", "this line has more than {most} words and signs.", "divide it.")
