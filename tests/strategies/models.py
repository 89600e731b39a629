"""Data models: records with keys, references, ways back, dates, and fields of every type."""

from __future__ import annotations

import attrs
from hypothesis import strategies as st

BASIC = ("money", "rate", "number", "count", "months", "days", "date", "text", "yes/no")
ENUMS = {"Colour": ("Red", "Green", "Blue"), "Size": ("Small", "Large")}
LABELS = {"Large": "Very large"}


@attrs.frozen
class FieldOf:
    """A field; `of` is a basic type, `enum:E`, `ref:R` or `set:E`."""

    name: str
    of: str
    optional: bool = False
    back: str | None = None
    known_from: str | None = None
    happens: bool = False

    @property
    def line(self) -> str:
        kind, _, named = self.of.partition(":")
        words = {"set": f"set of {named}", "enum": named, "ref": named}.get(kind, self.of)
        line = f"{self.name}: {'optional ' if self.optional else ''}{words}"
        if self.back:
            line += f" as {self.back}"
        if self.known_from:
            line += f" known from {self.known_from}"
        return line + (" as it happens" if self.happens else "")


@attrs.frozen
class RecordOf:
    """A record. `key` is empty where it has none."""

    name: str
    fields: tuple[FieldOf, ...]
    key: tuple[str, ...]
    dated: str | None
    until: str | None = None
    order: str | None = None

    @property
    def text(self) -> str:
        head = f"record {self.name}"
        if self.dated:
            head += f" dated {self.dated}" + (f" until {self.until}" if self.until else "")
        lines = [f"  {'key ' if one.name in self.key else ''}{one.line}" for one in self.fields]
        if self.order:
            lines.append(f"  ordered by {self.order}")
        return "\n".join([head, *lines]) + "\n"

    def field(self, name: str) -> FieldOf:
        return next(one for one in self.fields if one.name == name)


@attrs.frozen
class ModelOf:
    """Enumerations and records; the records in an order in which references come first."""

    records: dict[str, RecordOf]

    @property
    def text(self) -> str:
        parts = []
        for name, members in ENUMS.items():
            shown = ", ".join(one + (f' "{LABELS[one]}"' if one in LABELS else "") for one in members)
            parts.append(f"enum {name} = {shown}\n")
        return "\n".join([*parts, *(one.text for one in self.records.values())])

    def ways_back(self, record: str) -> list[tuple[str, str]]:
        """The ways back to a record: name, and the record that it leads to."""
        return [
            (field.back, one.name)
            for one in self.records.values()
            for field in one.fields
            if field.back and field.of == f"ref:{record}"
        ]


@st.composite
def extra_fields(draw: st.DrawFn, dates: tuple[str, ...]) -> list[FieldOf]:
    """Some more fields; `dates` are fields of the same record that one may be known from."""
    found: list[FieldOf] = []
    for number in range(draw(st.integers(1, 5))):
        of = draw(st.sampled_from([*BASIC, "money", "money", "count", "enum:Colour", "enum:Size", "set:Colour"]))
        name = f"{of.replace('/', '_').replace(':', '_').lower()}_{number}"
        optional = draw(st.integers(0, 3)) == 0
        happens = optional and of == "date" and draw(st.booleans())
        known = None
        if not optional and dates and not of.startswith("set") and draw(st.integers(0, 7)) == 0:
            known = draw(st.sampled_from(dates))
        found.append(FieldOf(name, of, optional, known_from=known, happens=happens))
    return found


@st.composite
def models(draw: st.DrawFn) -> ModelOf:
    """A model around partners, their deals, the lines of those, and badges that lapse."""
    maybe = st.booleans()
    partner_dated = draw(maybe)
    partner = [FieldOf("id", "text"), FieldOf("name", "text", optional=True)]
    if partner_dated:
        partner.append(FieldOf("since", "date"))
    if draw(maybe):
        partner.append(FieldOf("parent", "ref:Partner", optional=True, back="children"))
    partner += draw(extra_fields(("since",) if partner_dated else ()))
    records = {"Partner": RecordOf("Partner", tuple(partner), ("id",), "since" if partner_dated else None)}

    key = draw(st.sampled_from(["text", "count"]))
    deal = [
        FieldOf("id", key),
        FieldOf("partner", "ref:Partner", back="deals"),
        FieldOf("second", "ref:Partner", optional=True, back=draw(st.sampled_from([None, "second_deals"]))),
        FieldOf("closed_on", "date", optional=draw(st.integers(0, 3)) == 0),
        FieldOf("paid_on", "date", optional=draw(maybe)),
        FieldOf("amount", "money"),
        *draw(extra_fields(("closed_on", "paid_on"))),
    ]
    order = draw(st.sampled_from([None, None, "amount", "paid_on, amount"]))
    records["Deal"] = RecordOf("Deal", tuple(deal), ("id",), "closed_on", order=order)

    if draw(maybe):
        compound = draw(maybe)
        line = [
            FieldOf("id", "text"),
            FieldOf("deal", "ref:Deal", back="lines"),
            FieldOf("quantity", "count"),
            *draw(extra_fields(("deal.closed_on",))),
        ]
        keys = ("deal", "id") if compound else ("id",)
        records["Line"] = RecordOf("Line", tuple(line), keys, "deal.closed_on")
    if draw(maybe):
        badge = [
            FieldOf("partner", "ref:Partner", back="badges"),
            FieldOf("obtained_on", "date"),
            FieldOf("expires_on", "date", optional=draw(maybe)),
            *draw(extra_fields(())),
        ]
        records["Badge"] = RecordOf("Badge", tuple(badge), (), "obtained_on", until="expires_on")
    return ModelOf(records)
