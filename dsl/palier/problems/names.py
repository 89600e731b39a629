"""P2xx: names, modules and what they refer to."""

from palier.problems.nearest import NEAR
from palier.problems.problem import NAME, Cure, error, warning

UNKNOWN_MODULE = error(
    "P201",
    "unknown-module",
    "there is no module `{name}` in the standard library.",
    *NEAR,
    "the library has {known}.",
    cure=NAME,
)
FILE_NOT_FOUND = error(
    "P202",
    "file-not-found",
    "there is no rule file `{name}` beside this one.",
    *NEAR,
    "the path starts from the folder of this file.",
    cure=NAME,
)
UNKNOWN_NAME = error("P203", "unknown-name", "nothing is called `{name}` here.", *NEAR, "{hint}", cure=NAME)
UNKNOWN_FIELD = error(
    "P204",
    "unknown-field",
    "`{record}` has no field `{name}`.",
    *NEAR,
    "{hint}",
    "it has {known}.",
    cure=NAME,
)
UNKNOWN_MEMBER = error(
    "P205",
    "unknown-member",
    "`{name}` is no member of `{enumeration}`.",
    *NEAR,
    "its members are {known}.",
    cure=NAME,
)
UNKNOWN_TYPE = error(
    "P206",
    "unknown-type",
    "`{name}` is no type, record, enumeration or unit.",
    *NEAR,
    "the plain types are `money`, `rate`, `number`, `count`, `months`, `days`, `date`, `text` and `yes/no`.",
    cure=NAME,
)
UNKNOWN_RECORD = error(
    "P207",
    "unknown-record",
    "no record is called `{name}`.",
    *NEAR,
    "declare it with `record {name}`, or `use` the module that does.",
    cure=NAME,
)
DECLARED_TWICE = error(
    "P208", "declared-twice", "`{name}` is declared twice.", "give one of them another name, or delete it."
)
UNKNOWN_TEMPLATE = error(
    "P209",
    "unknown-template",
    "no template is called `{name}`.",
    *NEAR,
    "declare it with `template {name} (…)`, or `use` the module that does.",
    cure=NAME,
)
UNKNOWN_ARGUMENT = error(
    "P210",
    "unknown-argument",
    "the template `{template}` has no parameter `{name}`.",
    *NEAR,
    "its parameters are {known}.",
    cure=NAME,
)
MISSING_ARGUMENT = error(
    "P211", "missing-argument", "the template `{template}` wants a value for {names}.", "add `with {example}`."
)
MODULE_CIRCLE = error(
    "P212",
    "module-circle",
    "modules use each other in a circle: {circle}.",
    "move what both need into a module of its own.",
)
OUTSIDE_PROJECT = error(
    "P213",
    "outside-project",
    "`{name}` lies outside the folder of the project.",
    "a rule file may use only what lies in its own folder and below; copy the module there.",
)
NOT_A_MODULE = error(
    "P214",
    "not-a-module",
    "`{name}` is a programme, and only a module can be used.",
    "delete its `programme` line, or move what is shared into a file without one.",
)
AMBIGUOUS_MEMBER = error(
    "P215",
    "ambiguous-member",
    "`{name}` is a member of {known}, and nothing here says which is meant.",
    "compare it with a field, so that the field's type decides.",
)
AMBIGUOUS_NAME = error(
    "P216",
    "ambiguous-name",
    "`{name}` is {first} and also {second}.",
    "rename one of them: nothing shadows anything.",
)
OUTER_FIELD = error(
    "P217",
    "outer-field",
    "`{record}` has no field `{name}`, but `{outer}` outside has one.",
    "write `this.{name}`, or give the outer element a name with `as`.",
    cure=Cure("this.{name}", "name", safe=False),
)
UNUSED = warning("P218", "unused", "{what} `{name}` is used nowhere.", "use it or delete it.")
UNUSED_MODULE = warning("P219", "unused-module", "nothing of `{name}` is used.", "delete the `use` line.")
DEFINITION_CIRCLE = error(
    "P220",
    "definition-circle",
    "definitions look at each other in a circle: {circle}.",
    "one of them must be computed without the others.",
)
UNKNOWN_PARAMETER = error(
    "P221",
    "unknown-parameter",
    "no parameter is called `{name}`.",
    *NEAR,
    "there are {known}.",
    cure=NAME,
)
NOT_A_PARAMETER_VALUE = error(
    "P222",
    "not-a-constant",
    "a value that is fixed in advance is wanted here, not something to be computed.",
    "write a literal, a member or a set of them.",
)
UNKNOWN_FACTS = error(
    "P223",
    "unknown-facts",
    "no facts are called `{name}`.",
    *NEAR,
    "declare them with `facts {name}`.",
    cure=NAME,
)
FIELD_TWICE = error("P224", "field-twice", "the field `{name}` is given twice.", "delete one of them.")
NOT_A_REFERENCE = error(
    "P225",
    "not-a-reference",
    "`{name}` is {type}, not a reference to a record: nothing can be asked of it.",
    "a dot stands after a reference only.",
)
UNREADABLE_MODULE = error("P226", "unreadable-module", "`{name}` cannot be read: {reason}.", "see to it that it can.")
NO_WAY_BACK = error(
    "P227",
    "no-way-back",
    "`{name}` leads to no collection: it is {type}.",
    *NEAR,
    "a collection is a record's name or a way back, declared with `as` on a reference.",
    cure=NAME,
)
NO_PROGRAMME = error(
    "P228",
    "no-programme",
    "this file is a module: it has no `programme` line, so there is nothing to run.",
    "begin it with `programme NAME`, or name a file that does.",
)
TWO_PROGRAMMES = error(
    "P229",
    "two-programmes",
    "a file holds one programme; `{name}` is a second.",
    "write each programme, and each version of one, in a file of its own.",
)
TOO_DEEP = error(
    "P230",
    "too-deep",
    "`{name}` is nested {depth} levels deep with all it rests on; at most {limit} are allowed.",
    "break the chain of definitions, or write long lists of cases as a table.",
)
