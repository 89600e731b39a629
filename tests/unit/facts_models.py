"""Models to read facts against, built by hand."""

from __future__ import annotations

from decimal import Decimal

from palier.meaning.model import Enumeration, Field, Member, Model, Record
from palier.meaning.types import (
    COUNT,
    DATE,
    DAYS,
    MONEY,
    MONTHS,
    NUMBER,
    RATE,
    TEXT,
    YES_NO,
    MemberOf,
    Optional,
    ReferenceTo,
    SetOf,
    TierOf,
    Type,
    UnitOf,
)
from palier.source import Source, Span

SPAN = Span(Source("dummy.palier", ""), 0, 0)


def record(
    name: str,
    fields: dict[str, Type | tuple[Type, str]],
    key: str | tuple[str, ...] = (),
    dated: str | None = None,
    until: str | None = None,
    order: tuple[str, ...] = (),
) -> Record:
    """A record; `fields` by name, those with a way back as (type, way back); paths with dots."""
    made = []
    for index, (field, of) in enumerate(fields.items()):
        of, back = of if isinstance(of, tuple) else (of, None)
        made.append(Field(field, of, index, {}, SPAN, back))
    path = lambda text: None if text is None else tuple(text.split("."))  # noqa: E731
    key = (key,) if isinstance(key, str) else key
    return Record(name, {}, tuple(made), key, path(dated), path(until), tuple(map(path, order)), SPAN)


def enumeration(name: str, *members: str | tuple[str, str]) -> Enumeration:
    """An enumeration; members by name, or name and label."""
    made = [Member(one, {}, SPAN) if isinstance(one, str) else Member(one[0], {None: one[1]}, SPAN) for one in members]
    return Enumeration(name, {}, tuple(made), SPAN)


def model(*records: Record, currency: str = "EUR") -> Model:
    """A model of these records with a few enumerations, a unit and a ladder."""
    enumerations = [
        enumeration("Area", "VCF", "Tanzu", ("WorkspaceOne", "Workspace ONE")),
        enumeration("Stage", "Assessment", "Referral"),
        enumeration("Status", "Draft", "Approved"),
    ]
    return Model(
        currency,
        2,
        {one.name: one for one in records},
        {one.name: one for one in enumerations},
        {"Points": Decimal("0.5")},
        {"grade": ("Authorized", "Gold", "Platinum")},
    )


PARTNER = record("Partner", {"id": TEXT, "name": Optional(TEXT), "enrolled_on": Optional(DATE)}, "id")
ACTIVITY = record(
    "Activity",
    {
        "id": TEXT,
        "partner": (ReferenceTo("Partner"), "activities"),
        "stage": MemberOf("Stage"),
        "status": MemberOf("Status"),
        "completed_on": Optional(DATE),
    },
    "id",
    "completed_on",
)
DEAL = record(
    "Deal", {"id": TEXT, "partner": (Optional(ReferenceTo("Partner")), "deals"), "closed_on": DATE}, "id", "closed_on"
)
LINE = record(
    "Line",
    {"deal": (ReferenceTo("Deal"), "lines"), "number": COUNT, "amount": MONEY},
    ("deal", "number"),
    "deal.closed_on",
)
RATES = record("ExchangeRate", {"from_currency": TEXT, "to_currency": TEXT, "date": DATE, "rate": NUMBER}, (), "date")
EVERYTHING = record(
    "Everything",
    {
        "id": TEXT,
        "money": Optional(MONEY),
        "rate": Optional(RATE),
        "number": Optional(NUMBER),
        "count": Optional(COUNT),
        "months": Optional(MONTHS),
        "days": Optional(DAYS),
        "date": Optional(DATE),
        "text": Optional(TEXT),
        "yes": Optional(YES_NO),
        "area": Optional(MemberOf("Area")),
        "tier": Optional(TierOf("grade")),
        "points": Optional(UnitOf("Points")),
        "areas": SetOf(MemberOf("Area")),
        "numbers": SetOf(NUMBER, ordered=True),
        "partner": Optional(ReferenceTo("Partner")),
        "line": (Optional(ReferenceTo("Line")), "everythings"),
        "friends": (SetOf(ReferenceTo("Partner")), "befriended"),
    },
    "id",
    "date",
)
CHANNEL = model(PARTNER, ACTIVITY, DEAL, LINE, RATES, EVERYTHING)
