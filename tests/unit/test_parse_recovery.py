"""Several slips at once: each is told once, and what can be read is kept."""

from __future__ import annotations

from tree_shapes import codes, read, said

FAULTY = """\
programme p
  currency EURO
  rounding half up

incentive first
  for each Activity
  require status is Approved
  pays 2,5% of amount
  pays
    when a then b
    wen c then d
  cap 10 EUR per calender year

incentiv second
  for each Activity
  nonsense here
  pays (

incentive third
  for each Deal
  either "a"
    requires x = y
  or "b"
    requires z
  pays 5 EUR

example "e"
  given Deal
    | id | name of it |
    | d1 | A |
    | d2 | B |
  given Activity
    | id | stage |
    | a1 | Two Words |
    | a2 | Won |
  expect third for d1 pays 5 EUR
"""


def test_every_slip_is_told_once_and_nothing_else() -> None:
    assert [(problem.code, problem.span.first.line) for problem in read(FAULTY).problems] == [
        ("P136", 2),
        ("P152", 7),
        ("P130", 8),
        ("P152", 11),
        ("P150", 12),
        ("P151", 14),
        ("P115", 17),
        ("P123", 22),
        ("P158", 29),
        ("P158", 34),
    ]


def test_what_is_left_of_a_declaration_is_kept() -> None:
    programme, first, third, example = read(FAULTY).file.declarations
    assert [type(line).__name__ for line in programme.lines] == ["RoundingLine"]  # type: ignore[union-attr]
    assert [type(line).__name__ for line in first.lines] == ["ForEach", "Pays"]  # type: ignore[union-attr]
    assert [type(line).__name__ for line in third.lines] == ["ForEach", "Pays"]  # type: ignore[union-attr]
    assert [type(line).__name__ for line in example.lines] == ["GivenFact", "ExpectPays"]  # type: ignore[union-attr]


def test_a_faulty_header_hides_its_lines_but_not_the_next_declaration() -> None:
    parsed = read("incentiv a\n  nonsense\n    more\nuse b\n")
    assert [problem.code for problem in parsed.problems] == ["P151"]
    assert len(parsed.file.declarations) == 1


def test_a_block_whose_lines_are_all_faulty_is_no_second_fault() -> None:
    assert codes("incentive a\n  nonsense\n") == ["P152"]
    assert codes("incentive a\n  pays\n    wen b then c\n  to partner\n") == ["P150"]
    assert codes("tiers t for P\n  held forever\n  teir A\n") == ["P152"]
    assert codes("group g\n  incentive a\n    nonsense\n") == ["P152"]
    assert codes("define a for B\n  c ==\n") == ["P122"]


def test_what_stands_under_a_row_of_names_that_cannot_be_read_is_left_out() -> None:
    assert codes("table t (a: b) -> c: d\n  | a | 5 |\n  | from 1 | 2 |\n  | from 2 | x y |\n") == ["P160"]


def test_many_slips_in_one_declaration_are_all_told() -> None:
    text = "incentive i\n" + "".join(f"  nonsense_{number}\n" for number in range(15)) + "  pays 5 EUR\n"
    parsed = read(text)
    assert len(parsed.problems) == 15
    assert len(parsed.file.declarations) == 1


def test_the_place_is_counted_in_the_whole_text() -> None:
    assert said("use a\n\n\nuse b c\n") == ["P160 4 `c` cannot stand here; expected the end of the line."]


def test_problems_come_in_the_order_of_their_places() -> None:
    places = [problem.span.start for problem in read(FAULTY).problems]
    assert places == sorted(places)
