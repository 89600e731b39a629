"""A result as tables, JSON, CSV, Arrow and Parquet."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import attrs
import pytest
from recorded import agrees
from result_samples import eur, payout, result
from rich.console import Console

from palier.facts import SetAside
from palier.problems import DataPlace, Fault
from palier.problems.data import UNKNOWN_MEMBER
from palier.report.arrow import to_arrow
from palier.report.cells import cell_width
from palier.report.parquet import write_parquet
from palier.report.result_csv import result_csv
from palier.report.result_json import result_json
from palier.report.result_table import MOST_PARTNERS, result_table
from palier.result import IncentiveInfo, Result

STAGE = DataPlace("activity.csv", 17, "stage")
ASIDE = SetAside(
    "Activity",
    DataPlace("activity.csv", 17),
    {"id": "a9"},
    (Fault(UNKNOWN_MEMBER, STAGE, {"value": "X", "enumeration": "Stage", "near": "Y"}),),
)


def drawn(of: Result, columns: int = 80) -> str:
    parts, width = result_table(of, columns)
    out = StringIO()
    console = Console(file=out, width=width, color_system=None, markup=False, highlight=False, emoji=False)
    for part in parts:
        console.print(part)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().rstrip().split("\n"))


def many(count: int) -> Result:
    numbers = range(1, count + 1)
    return result(tuple(payout(1, f"p{one}", id=f"assessment:a{one}", amount=eur(f"{one}.00")) for one in numbers))


def with_incentives(count: int) -> Result:
    names = [f"fee_{number}" for number in range(count)]
    infos = {name: IncentiveInfo(name, {}, rank) for rank, name in enumerate(names)}
    return result(tuple(payout(1, id=f"{name}:a1", incentive=name) for name in names), incentives=infos)


@pytest.mark.parametrize("columns", [110, 80, 40])
def test_the_tables_fit_the_width(columns: int, update: bool) -> None:
    agrees(f"result_{columns}.txt", drawn(result(), columns), update)


def test_no_amount_is_cut_however_narrow_it_gets() -> None:
    assert "1 234 567.80" in drawn(result(), 20).replace("\N{NO-BREAK SPACE}", " ")


def test_the_table_of_the_partners_closes_the_output() -> None:
    assert drawn(result()).split("\n\n")[-1].lstrip().startswith("Technical")


def test_at_80_columns_no_line_is_wider() -> None:
    assert all(cell_width(line) <= 80 for line in drawn(result()).splitlines())


def test_up_to_six_incentives_have_a_column_each() -> None:
    columns = drawn(with_incentives(6), 120).split("\n\n")[-1]
    rows = drawn(with_incentives(7), 120).split("\n\n")[-1]
    assert "Incentive" not in columns
    assert "Incentive" in rows


def test_of_very_many_partners_those_who_get_most_are_shown_and_all_are_summed() -> None:
    text = drawn(many(MOST_PARTNERS + 5))
    assert "The 200 who get most of 205 partners; --format csv lists all." in text
    assert "\n p205 " in text
    assert "\n p5 " not in text
    total = f"{sum(range(1, MOST_PARTNERS + 6)):,}.00".replace(",", "\N{NO-BREAK SPACE}")
    assert text.rstrip().endswith(total)


def test_who_asked_for_the_date_is_said() -> None:
    assert "as of 2021-12-31 (the last date in the data)" in drawn(result())
    assert "as of 2021-12-31 (as given)" in drawn(result(as_of_given=True))


def test_rows_set_aside_are_counted() -> None:
    assert "1 row was set aside: 1 Activity." in drawn(result(set_aside=(ASIDE,), lost={"Activity": 1}))


def test_a_run_that_pays_nothing_has_its_incentives() -> None:
    text = drawn(result(payouts=()))
    assert "Referral fee" in text
    assert "Partner  " not in text


def test_names_are_no_markup() -> None:
    assert "[bold]Alpha[/] :smile: (p1)" in drawn(result(names={"p1": "[bold]Alpha[/] :smile:"}), 120)


# --- JSON


def document(of: Result) -> Any:
    return json.loads("".join(result_json(of)))


def test_the_document_has_all_the_lists_of_the_contract() -> None:
    found = document(result())
    for name in (
        "payouts",
        "totals",
        "tiers",
        "prices",
        "protections",
        "conflicts",
        "measures",
        "balances",
        "benefits",
        "set_aside",
    ):
        assert isinstance(found[name], list), name
    assert (found["programme"], found["currency"], found["as_of"]) == ("partner_connect", "EUR", "2021-12-31")
    assert (found["rules_sha256"], found["data_sha256"], found["engine"]) == ("a" * 64, "b" * 64, "interpreter")


def test_a_payout_has_the_keys_of_the_contract_in_its_order() -> None:
    found = document(result())["payouts"]
    assert found[0] == {
        "id": "assessment:a1",
        "incentive": "assessment",
        "payee": "p1",
        "payer": None,
        "subject": {"record": "Activity", "key": "a1"},
        "period": None,
        "part": None,
        "earned_on": "2021-03-01",
        "gross": "2000.00",
        "amount": "2000.00",
        "currency": "EUR",
        "unit": None,
        "capped": False,
        "adjusts": None,
    }
    assert list(found[0]) == [
        "id",
        "incentive",
        "payee",
        "payer",
        "subject",
        "period",
        "part",
        "earned_on",
        "gross",
        "amount",
        "currency",
        "unit",
        "capped",
        "adjusts",
    ]
    assert (found[2]["amount"], found[2]["capped"]) == ("0.00", True)
    assert (found[3]["currency"], found[3]["unit"]) == (None, "Points")


def test_totals_and_measures_are_those_of_the_result() -> None:
    found = document(result())
    assert found["totals"][0] == {"incentive": "assessment", "payee": "p1", "amount": "2000.00"}
    assert found["measures"] == [
        {"name": "revenue", "subject": {"record": "Partner", "key": "p1"}, "value": "612400.00", "type": "money"},
        {"name": "share", "subject": {"record": "Partner", "key": "p1"}, "value": None, "type": "optional rate"},
    ]


def test_tiers_balances_and_benefits_are_listed() -> None:
    found = document(result())
    assert found["tiers"][1] == {
        "ladder": "grade",
        "member": "p1",
        "tier": "Platinum",
        "from": "2021-07-01",
        "until": None,
        "reason": "review",
    }
    assert found["balances"] == [{"incentive": "draw", "key": "p1", "kind": "to recover", "amount": "1700.00"}]
    assert found["benefits"] == [{"benefit": "console", "subject": {"record": "Subscription", "key": "s1"}, "to": "p1"}]


def test_the_same_result_gives_the_same_bytes() -> None:
    assert list(result_json(result())) == list(result_json(result()))


def test_a_long_list_is_written_row_by_row() -> None:
    assert sum(1 for _ in result_json(many(1000))) > 1000


def test_rows_set_aside_are_listed_with_their_reasons() -> None:
    (row,) = document(result(set_aside=(ASIDE,)))["set_aside"]
    assert (row["record"], row["file"], row["row"]) == ("Activity", "activity.csv", 17)
    assert row["reasons"][0]["code"] == "D104"


# --- flat lists


def rows(of: Result, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO("".join(result_csv(of, name)))))


def test_csv_has_a_column_for_each_key_of_the_document() -> None:
    first, _, third, fourth, _ = rows(result(), "payouts")
    assert list(first) == [
        "id",
        "incentive",
        "payee",
        "payer",
        "subject_record",
        "subject_key",
        "period",
        "part",
        "earned_on",
        "gross",
        "amount",
        "currency",
        "unit",
        "capped",
        "adjusts",
    ]
    assert (first["payer"], first["earned_on"], first["amount"]) == ("", "2021-03-01", "2000.00")
    assert first["capped"] == "false"
    assert third["capped"] == "true"
    assert (fourth["amount"], fourth["currency"], fourth["unit"]) == ("30", "", "Points")
    assert [row["value"] for row in rows(result(), "measures")] == ["612400.00", ""]


def test_a_long_list_of_csv_comes_in_pieces() -> None:
    assert len(list(result_csv(many(2500), "payouts"))) == 3


def test_arrow_has_decimals_and_dates_and_no_floats() -> None:
    table = to_arrow(result(), "payouts")
    types = {field.name: str(field.type) for field in table.schema}
    assert (types["amount"], types["earned_on"], types["capped"]) == ("decimal128(38, 2)", "date32[day]", "bool")
    assert types["part"] == "int64"
    assert not any("float" in one or "double" in one for one in types.values())
    assert table.column("amount").to_pylist()[4] == Decimal("1234567.80")
    assert table.column("earned_on").to_pylist()[0] == date(2021, 3, 1)


def test_an_empty_list_keeps_its_types() -> None:
    empty, full = to_arrow(result(payouts=()), "payouts"), to_arrow(result(), "payouts")
    assert empty.num_rows == 0
    assert empty.schema == full.schema


def test_a_list_that_is_not_there_is_named() -> None:
    with pytest.raises(LookupError, match="a result has no list `payout`; did you mean `payouts`"):
        to_arrow(result(), "payout")


def test_parquet_holds_what_arrow_does() -> None:
    from pyarrow import parquet

    out = BytesIO()
    write_parquet(result(), "payouts", out)
    assert parquet.read_table(BytesIO(out.getvalue())).equals(to_arrow(result(), "payouts"))


def test_every_list_can_be_had_flat() -> None:
    full = attrs.evolve(result(), set_aside=(ASIDE,))
    for name in ("payouts", "totals", "tiers", "measures", "balances", "benefits", "set_aside"):
        assert len(rows(full, name)) == to_arrow(full, name).num_rows > 0
