"""P5xx: incentives, their lines, caps, templates."""

from palier.problems.nearest import NEAR
from palier.problems.problem import NAME, error, warning

LINE_TWICE = error("P502", "line-twice", "`{line}` is written twice.", "keep one of the two.")
LINE_MISSING = error("P503", "line-missing", "`{name}` says nowhere {what}.", "add a line `{line}`.")
NO_PAYEE = error(
    "P504",
    "no-payee",
    "nothing says who is paid: `{record}` {reason}.",
    "add a line `to …`.",
)
NOT_A_PAYEE = error(
    "P505",
    "not-a-payee",
    "the one who is paid is a `{payee}`, and this is {found}.",
    "name a reference to a `{payee}`, or say `payees are …` under the `programme` line.",
)
NO_DATE = error(
    "P506",
    "no-date",
    "`{record}` is not dated, so nothing says when `{name}` is earned.",
    "add a line `earned on …`, or declare the record `dated`.",
)
CAP_BELOW_PAYMENT = warning(
    "P507",
    "cap-below-payment",
    "the cap of `{cap}` lies below a single payment of `{amount}`.",
    "raise the cap, or lower the payment.",
)
ALWAYS_TRUE = warning("P508", "always-true", "this {line} always holds.", "delete it, or compare with something else.")
NEVER_TRUE = warning(
    "P509", "never-true", "this {line} never holds, so nothing is ever paid.", "compare with something else."
)
WRONG_LINE = error(
    "P510",
    "wrong-line",
    "`{line}` has no place in {where}.",
    "{hint}",
)
MISSING_SCOPE_VALUE = error(
    "P511",
    "scope-may-be-missing",
    "`{text}` may be missing, and a {line} per nothing has no meaning.",
    "require `{text} is known` first.",
)
TEMPLATE_SHADOWS = error(
    "P512",
    "template-shadows",
    "the parameter `{name}` is named like a field of `{record}`.",
    "rename it, for example `for_{name}`: nothing shadows anything.",
)
NAME_TAKEN = error(
    "P513",
    "name-taken",
    "`{name}` is already {what}.",
    "choose another name: nothing shadows anything.",
)
TWO_PERIODS = error(
    "P514", "two-periods", "a scope has one period at the most.", "write a second `cap` for the other period."
)
NEGATIVE_LIMIT = error("P515", "negative-limit", "a {line} of `{value}` has no meaning.", "write an amount above zero.")
NO_PAYEE_RECORD = error(
    "P516",
    "no-payee-record",
    "there is no record `{name}` to be paid.",
    *NEAR,
    "write `payees are …` under the `programme` line, with the record that is paid.",
    cure=NAME,
)
NO_INCENTIVES = warning(
    "P517",
    "no-incentives",
    "the programme `{name}` pays nothing: it has no incentive.",
    "write one: `incentive NAME`, with `for each …` and `pays …`.",
)
RECORD_KEY = error(
    "P518", "bad-key", "`{name}` cannot be part of a key: it {reason}.", "choose a field that is always there."
)
DATED_BY = error(
    "P519", "bad-date", "`{path}` is {found}, and a fact is dated by a date.", "name a field of the type `date`."
)
FIELD_KIND = error(
    "P520", "field-line", "`{what}` can only stand at {where}.", "delete it, or change the type of `{name}`."
)
NEGATIVE_PAYMENT = error(
    "P521",
    "negative-payment",
    "this pays `{value}`, and a payment is never below zero.",
    "what is taken back is a claw-back.",
)
CHOICE_WITH_CAP = warning(
    "P540",
    "choice-with-cap",
    "`{name}` has a cap of its own, and `{line}` may choose it although that cap is used up.",
    "write the cap in the stack `{stack}`: it then holds for whatever is chosen.",
)
NOT_A_MEMBER = error(
    "P541",
    "not-a-member",
    "there is no incentive, discount or stack `{name}` to combine.",
    *NEAR,
    "those declared: {known}.",
    cure=NAME,
)
COMBINED_TWICE = error(
    "P542",
    "combined-twice",
    "`{name}` already stands in the stack `{first}`.",
    "what is paid stands in one stack, on one line; a stack may stand in another.",
)
CANNOT_COMBINE = error("P543", "cannot-combine", "`{name}` cannot stand in `{stack}`: {reason}.", "{hint}")
NO_BASE = error(
    "P544",
    "no-base",
    "`{name}` has no `base`, so nothing says what it is taken of when something is left.",
    "give `{name}` a line `base …`, and write what it pays as a share `of base`.",
)
NOT_ABOVE = error(
    "P545",
    "not-above",
    "`{name}` stands on no line above, so nothing of it can be taken off.",
    "`after` names members of the lines above: {known}.",
)
CIRCLE = error(
    "P546",
    "circle",
    "nothing can be computed first: {circle}.",
    "take one of them out.",
)
SAME_STACK = error(
    "P547",
    "same-stack",
    "`{name}` asks of `{other}`, which stands in the same stack `{stack}`.",
    "let the stack say it: `first of`, `best of` or `on what is left`.",
)
OTHER_SUBJECT = error(
    "P548",
    "other-subject",
    "`{name}` asks of `{other}`, which {reason}.",
    "only incentives for the same subject, earned on the same day, can be asked.",
)
NOT_COMBINED = warning(
    "P549",
    "not-combined",
    "`{first}` and `{second}` can both pay for one `{record}`{case}, and nothing says whether they add up.",
    "combine them in a `stack`, or write `unstacked incentives add up` under the `programme` line.",
)
NOT_FACTS = error(
    "P530",
    "claims-of-no-facts",
    "a claim is made by a fact, and `{found}` is none.",
    "write `for each {record}`.",
)
NOT_DATED = error(
    "P531",
    "claims-without-a-date",
    "`{record}` is not dated, so nothing says which claim comes first.",
    "declare the record `dated`.",
)
CLAIMANT = error(
    "P532",
    "not-a-claimant",
    "a claim is made for a fact, and this is {found}.",
    "name a reference, such as `for partner`.",
)
NO_TIME = error(
    "P533", "no-time", "a claim for `{value}` protects nothing.", "write a duration of one day at the least."
)
OTHER_KEYS = error(
    "P534",
    "other-keys",
    "`{protection}` protects by `{path}`, and `{record}` {reason}.",
    "ask it of a `{claims}`, or write `define {name} for {record}`.",
)
ASKED_OF_CLAIM = error(
    "P535",
    "asked-of-protection",
    "a protection cannot be asked for its `{name}`.",
    *NEAR,
    "ask for `holder`, `held` or `contested`.",
    cure=NAME,
)
ASKED_OF_INCENTIVE = error(
    "P558",
    "asked-of-incentive",
    "another incentive cannot be asked for its `{name}`.",
    "did you mean `{near}`?",
    "ask whether it `applies`, or what it `paid`.",
    cure=NAME,
)
CLAIM_CIRCLE = error(
    "P536",
    "claim-circle",
    "the claims rest on themselves: {circle}.",
    "let a claim not ask who holds what it claims: the first one wins anyway.",
)
CONTESTED_BY_WHOM = error(
    "P537",
    "contested-by-whom",
    "`contested` compares the holder, a `{claimant}`, with {other}.",
    "compare `{protection}.holder` yourself.",
)
UNKNOWN_PROTECTION = error(
    "P538",
    "unknown-protection",
    "no protection is called `{name}`.",
    *NEAR,
    "there is {known}.",
    cure=NAME,
)
PROTECTION_ALONE = error(
    "P539",
    "protection-alone",
    "`{name}` is a protection, and no value.",
    "ask for `{name}.holder`, `{name}.held` or `{name}.contested`.",
)
WITHIN_OF_WHAT = error(
    "P560",
    "within-of-what",
    "a window is asked of what another incentive paid, and `{text}` is none of that.",
    "{hint}",
)
PAID_TO_WHOM = error(
    "P561",
    "paid-to-whom",
    "`{name}.paid within …` is what the payee was paid, and {reason}.",
    "write a line `to …` with a path from the subject, and no `split`.",
)
RETURNS_SUBJECT = error(
    "P562",
    "returns-subject",
    "a return is a fact of its own, and the subject here is {found}.",
    "write `for each RECORD`; the base of a return is below zero.",
)
RETURNS_ORIGINAL = error(
    "P563",
    "returns-what",
    "`returns adjust` names the `{record}` that is returned, and `{path}` is {found}.",
    "name a reference of `{record}` to a `{record}`.",
)
RETURNS_WITHOUT_BASE = error(
    "P564",
    "returns-without-base",
    "`{name}` has no `base`, so nothing says how much is returned.",
    "write `base amount`: a return takes back as large a share of the payout as it has of the base.",
)
RETURNS_REST = error(
    "P565",
    "returns-rest-on-a-requirement",
    "the base of a return is read whether or not it meets the requirements, and `{text}` may then be missing.",
    "make sure of it in the `where` of the `for each`.",
)
LINES_WITHOUT_BASE = error(
    "P566",
    "lines-without-base",
    "`{name}` has no `base`, so nothing says which part of the window each payout is for.",
    "write `base …`: what the amount is a share of, for the window so far.",
)
SHARES_SUM = error(
    "P551",
    "shares-sum",
    "the shares of this `{line}` come to {total}, not to 100%.",
    "correct a share; overlays on top of a whole are allowed by `shares may exceed 100%`.",
)
TRUED_UP_SUBJECT = error(
    "P552",
    "trued-up-subject",
    "`trued up` corrects the periods of a window, and the subject here is {found}.",
    "write `for each … every fiscal quarter`.",
)
NO_REFERENCE_BACK = error(
    "P553",
    "no-reference-back",
    "`{record}` has {count} references to `{subject}`, so nothing says what it takes back.",
    "let it have one: a field of the type `{subject}`.",
)
IMPLIED = warning(
    "P554",
    "holds-anyway",
    "this requirement changes nothing: it holds wherever all the others do.",
    "delete it, or ask for something else.",
)
DEAD_CASE = warning(
    "P555",
    "case-never-reached",
    "this case is never reached: what stands above it takes all of it, or rules it out.",
    "delete it, or change its condition.",
)
CLAWED_BACK_BEYOND = warning(
    "P556",
    "claws-back-too-much",
    "this can take back {total} of what was paid, and no more than all of it is ever taken.",
    "lower a share, or let the conditions exclude each other.",
)
ORDER_MATTERS = warning(
    "P557",
    "order-decides",
    "`{amount}` is an amount and `{share}` a share of what is left: which one goes first decides what comes out.",
    "write two lines in the order that is meant: `on what is left: {first}`, then `on what is left: {second}`.",
)
