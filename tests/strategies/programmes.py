"""Whole programmes, with the facts and the day to run them by."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
from hypothesis import strategies as st

from strategies.expressions import PERIODS, Element, Named, Place, Writer, subject
from strategies.models import ModelOf, models
from strategies.rows import DAYS, Rows, rows_for
from strategies.text import OR, OTHERWISE, Text

PARAMETER_TYPES = ("money", "rate", "number", "count", "months", "days", "date", "yes/no", "text", "enum:Colour")


@attrs.frozen
class Drawn:
    """A programme as text, the same with all brackets, facts for it, and the day of the run."""

    text: str
    bracketed: str
    rows: Rows
    as_of: date | None
    parameters: dict[str, str]


class Builder:
    """Writes a programme line by line, in both spellings at once."""

    def __init__(self, draw: st.DrawFn, model: ModelOf) -> None:
        self.draw = draw
        self.model = model
        self.write = Writer(draw)
        self.lines: list[tuple[str, str]] = []
        self.definitions: list[tuple[str, Named]] = []
        self.values: list[Named] = []
        self.units = False
        self.count = 0

    def line(self, template: str, *parts: Text) -> None:
        plain = template.format(*(part.plain for part in parts))
        self.lines.append((plain, template.format(*(part.spare for part in parts))))

    def name(self, stem: str) -> str:
        self.count += 1
        return f"{stem}{self.count}"

    def place(self, record: str, **more: Any) -> Place:
        return subject(self.model, record, names=tuple(self.values), definitions=tuple(self.definitions), **more)

    def any(self, of: str, place: Place, depth: int = 3) -> Text:
        """An expression that stands alone on its line."""
        return self.write.value(of, place, depth).at(OTHERWISE, last=True)

    # --- declarations

    def header(self) -> None:
        write = self.write
        self.line("programme generated")
        self.line("  currency EUR")
        if write.chance(2):
            self.line(f"  fiscal year starts in {write.one_of(['February', 'July', 'December'])}")
        if write.chance(2):
            self.line(f"  rounding {write.one_of(['half up', 'half even', 'down'])}")
        if write.chance(3):
            self.line(
                f"  effective from {write.one_of(['1900-01-01', '2020-02-29'])}{write.one_of(['', ' to 2020-12-31'])}"
            )
        self.line("")

    def parameter(self) -> None:
        write, name = self.write, self.name("p")
        of = write.one_of(list(PARAMETER_TYPES))
        shown = of.partition(":")[2] or of
        form = write.one_of(["fixed", "dated", "range"])
        value = write.literal(of).plain
        if form == "dated":
            self.line(f"parameter {name}: {shown}")
            self.line(f"  from 1900-01-01: {value}")
            self.line(f"  from 2020-03-01: {write.literal(of).plain}")
        elif form == "range" and of == "money":
            self.line(f"parameter {name}: money from 0 EUR to 10 M EUR, default {value}")
        else:
            self.line(f"parameter {name}: {shown} = {value}")
        self.line("")
        self.values.append(Named(name, of))

    def definition(self) -> None:
        write, name = self.write, self.name("d")
        record = write.one_of(list(self.model.records))
        of = write.one_of(["money", "money", "number", "count", "months", "date", "yes/no", "enum:Colour", "text"])
        place = self.place(record)
        shown = " shown" if write.chance(2) else ""
        optional = False
        self.line(f"define {name} for {record}{shown}")
        if write.chance(4):
            endless = False
            for _ in range(self.draw(st.integers(1, 3))):
                value = self.any(of, place, 2)
                self.line("  when {} then {}", self.any("yes/no", place, 2), value)
                endless = endless or value.endless
            last = self.any(of, place, 2)
            self.line("  otherwise {}", last)
            endless = endless or last.endless
        else:
            maybe = write.maybe(of, place, 2) if write.chance(4) else None
            optional = maybe is not None
            body = (maybe or write.value(of, place, 3)).at(OTHERWISE, last=True)
            endless = body.endless
            self.line("  {}", body)
        self.line("")
        self.definitions.append((record, Named(name, of, optional, endless)))

    def template(self, subjects: list[str]) -> tuple[str, str]:
        """A template for one record: a fee under a condition, both given by whoever uses it."""
        name, record = self.name("t"), self.write.one_of(subjects)
        self.line(f"template {name} (fee_{name}: money, floor_{name}: money)")
        place = self.place(record)
        place = attrs.evolve(
            place, names=(*place.names, Named(f"fee_{name}", "money"), Named(f"floor_{name}", "money"))
        )
        self.line(f"  for each {record}")
        self.line("  requires {}", self.any("yes/no", place, 2))
        self.line("  pays {}", self.payment(place))
        self.line("")
        return name, record

    def payment(self, place: Place) -> Text:
        """An amount, mostly kept at zero or above."""
        found = self.write.value("money", place, 3)
        if self.write.chance(8):
            return found.at(OTHERWISE, last=True)
        inner = found.at(OTHERWISE, last=True)
        return Text(
            f"min(max(0 EUR, {inner.plain}), 1 M EUR)",
            f"min(max(0 EUR, {inner.spare}), 1 M EUR)",
            endless=found.endless,
        )

    def incentive(self, subjects: list[str], templates: list[tuple[str, str]]) -> None:
        write, name = self.write, self.name("i")
        self.line(f"incentive {name}")
        if templates and write.chance(3):
            template, record = write.one_of(templates)
            place = self.place(record)
            self.line(
                f"  like {template} with fee_{template} {{}}, floor_{template} {{}}",
                write.literal("money"), write.literal("money"),
            )  # fmt: skip
            place = self.conditions(place, 1)
            self.caps(place)
            self.line("")
            return
        record = write.one_of(subjects)
        period = write.one_of(PERIODS) if record in ("Partner", "Deal") and write.chance(4) else None
        dated = self.model.records[record].dated
        place = self.place(record, period=period is not None)
        where = ""
        parts: list[Text] = []
        if write.chance(2):
            where, parts = " where {}", [self.any("yes/no", place, 2)]
        self.line(f"  for each {record}{f' every {period}' if period else ''}{where}", *parts)
        if period is None and (not dated or write.chance(4)):
            self.line("  earned on {}", self.earned(place))
        if write.chance(6):
            self.line("  effective from 2020-01-01 to 2021-01-30")
        place = self.conditions(place, 3)
        place = self.payee(record, place)
        if write.chance(4):
            base = self.payment(place)
            self.line("  base {}", base)
            place = attrs.evolve(place, names=(*place.names, Named("base", "money", endless=base.endless)))
        if write.chance(5):
            self.line("  pays")
            for _ in range(self.draw(st.integers(1, 2))):
                self.line("    when {} then {}", self.any("yes/no", place, 2), self.payment(place))
            self.line("    otherwise {}", self.payment(place))
        elif write.chance(6):
            self.line(f"  pays {write.one_of(['30 Points', '0.5 * 7 Points', '0 Points'])}")
            self.units = True
            self.caps(place, unit="Points")
            self.line("")
            return
        else:
            self.line("  pays {}", self.payment(place))
        self.caps(place)
        self.line("")

    def earned(self, place: Place) -> Text:
        found = self.write.maybe("date", place, 1) if self.write.chance(2) else None
        return (found or self.write.value("date", place, 1)).at(OTHERWISE, last=True)

    def conditions(self, place: Place, most: int) -> Place:
        """Lets and requirements, which narrow those after them."""
        write = self.write
        for _ in range(self.draw(st.integers(0, most))):
            form = write.one_of(["requires", "requires", "let", "known", "above zero", "ways", "pick"])
            title = write.one_of(["", ' "a title" fr "un titre"'])
            if form == "requires":
                self.line(f"  requires {{}}{title}", self.any("yes/no", place))
            elif form == "let":
                of, name = write.one_of(["money", "number", "date", "yes/no"]), self.name("l")
                maybe = write.maybe(of, place, 2) if write.chance(3) else None
                value = (maybe or write.value(of, place, 3)).at(OTHERWISE, last=True)
                self.line(f"  let {name} = {{}}", value)
                named = Named(name, of, maybe is not None, value.endless)
                place = attrs.evolve(place, names=(*place.names, named))
            elif form == "known":
                of = write.one_of(["money", "date", "ref:Partner", "text", "enum:Colour", "number"])
                options = place.missing_fields(of)
                if options:
                    text, path = write.one_of(options)
                    self.line(f"  requires {{}} is known{title}", text)
                    place = attrs.evolve(place, known=place.known | {path})
            elif form == "above zero":
                fields = [
                    one
                    for one in self.model.records[place.this.record].fields
                    if not one.optional and not one.known_from
                ]
                numbers = [one.name for one in fields if one.of in ("number", "count", "rate")]
                if numbers:
                    number = write.one_of(numbers)
                    self.line(f"  requires {number} {write.one_of(['> 0', 'is not 0', '>= 0.1'])}")
                    place = attrs.evolve(place, nonzero=place.nonzero | {(0, number)})
            elif form == "pick":
                place = self.picked(place)
            else:
                for head in ("either", "or"):
                    self.line(f'  {head} "{head} way"')
                    self.line("    requires {}", self.any("yes/no", place, 2))
        return place

    def picked(self, place: Place) -> Place:
        """The first or the latest of some facts, under a name, and that there is one; perhaps the amount of one, too."""
        write, name = self.write, self.name("l")
        path, record = write.one_of(place.collections())
        by = write.one_of(["", " by amount", " by paid_on"]) if record == "Deal" else ""
        self.line(f"  let {name} = {write.one_of(['first of', 'latest of'])} {path}{by}")
        self.line(f"  requires {name} is known")
        number = 100 + self.count
        if record == "Deal" and write.chance(2):
            carried = self.name("l")
            self.line(f"  let {carried} = amount of {write.one_of(['first of', 'latest of'])} {path}{by}")
            place = attrs.evolve(place, names=(*place.names, Named(carried, "money", True, False)))
        return attrs.evolve(place, elements=(place.elements[0], Element(number, record, name), *place.elements[1:]))

    def payee(self, record: str, place: Place) -> Place:
        if record == "Line" or (record != "Partner" and self.write.chance(3)):
            facts = place.facts("Partner")
            self.line("  to {}", self.write.one_of(facts) if facts else Text("deal.partner", "deal.partner"))
        return place

    def caps(self, place: Place, unit: str = "EUR") -> None:
        write = self.write
        for _ in range(self.draw(st.integers(0, 3))):
            paths = {"payee": "payee"}
            for of in ("ref:Partner", "ref:Deal", "enum:Colour", "text", "date"):
                for path in place.of_fields(lambda field, of=of: field.of == of):
                    paths[path.plain] = path.plain
            scope = "".join(
                f" per {one}" for one in self.draw(st.lists(st.sampled_from(sorted(paths)), max_size=2, unique=True))
            )
            period = f" per {write.one_of(PERIODS)}" if write.chance(2) else ""
            whole = ", whole or nothing" if write.chance(3) else ""
            if write.chance(3):
                self.line(f"  cap {write.one_of(['1', '2', '3'])} payments{scope}{period}")
            elif unit != "EUR":
                self.line(f"  cap 45 {unit}{scope}{period}{whole}")
            elif write.chance(4):
                limit = self.payment(place)
                self.line(f"  cap {{}}{scope}{period}{whole}", limit)
            else:
                self.line(f"  cap {write.one_of(['1', '10', '50.05', '100', '5 K'])} EUR{scope}{period}{whole}")


@st.composite
def drawn_programmes(draw: st.DrawFn) -> Drawn:
    """A programme that checks, its facts, and a day."""
    model = draw(models())
    build = Builder(draw, model)
    build.header()
    for part in model.text.split("\n"):
        build.line(part.replace("{", "{{").replace("}", "}}"))
    build.line("unit Points to 0.5")
    for _ in range(draw(st.integers(0, 2))):
        build.parameter()
    for _ in range(draw(st.integers(0, 3))):
        build.definition()
    subjects = ["Deal", "Deal", *(one for one in model.records if one != "Deal")]
    dated = [one for one in subjects if model.records[one].dated and one != "Line"]
    templates = [build.template(dated)] if draw(st.integers(0, 2)) == 0 else []
    for _ in range(draw(st.integers(1, 2))):
        build.incentive(subjects, templates)
    rows = draw(rows_for(model))
    as_of = draw(st.sampled_from([None, *DAYS, date(2021, 12, 31)]))
    plain = "\n".join(one for one, _ in build.lines) + "\n"
    spare = "\n".join(other for _, other in build.lines) + "\n"
    return Drawn(plain, spare, rows, as_of, {})


__all__ = ["OR", "Drawn", "drawn_programmes"]
