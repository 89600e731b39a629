"""What checks runs: on any facts, in any order, from any file, as often as wanted."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from running import day_of, explanations, outcome, programme_of, told

import palier
from palier.result import Result
from strategies import FORMATS, Drawn, drawn_programmes, write_files


@given(drawn_programmes())
def test_what_checks_fails_by_faults_of_the_data_alone_and_every_candidate_is_explained(drawn: Drawn) -> None:
    programme = programme_of(drawn.text)
    result = outcome(programme, drawn.rows, day_of(drawn))
    if isinstance(result, Result):
        for one in explanations(result, programme, drawn.rows):
            assert one.outcome in ("paid", "capped", "nothing", "no candidate")
            assert one.outcome != "no candidate" or one.reason
        for partner in drawn.rows["Partner"]:
            result.statement(partner["id"])


@given(drawn_programmes())
def test_brackets_that_follow_how_tightly_operators_bind_change_nothing(drawn: Drawn) -> None:
    def without_rules(text: str) -> str:
        return "\n".join(
            line for line in told(outcome(text, drawn.rows, day_of(drawn))).split("\n") if "rules_sha256" not in line
        )

    # What a fault quotes is the text of the rule, brackets and all.
    plain, bracketed = without_rules(drawn.text), without_rules(drawn.bracketed)
    if "D202" in plain:
        assert "D202" in bracketed
    else:
        assert plain == bracketed


@given(drawn_programmes(), st.randoms(use_true_random=False))
def test_the_order_of_rows_of_columns_and_of_files_changes_no_byte(drawn: Drawn, random: Random) -> None:
    shuffled = {}
    for record in random.sample(list(drawn.rows), len(drawn.rows)):
        rows = random.sample(drawn.rows[record], len(drawn.rows[record]))
        shuffled[record] = [dict(random.sample(list(row.items()), len(row))) for row in rows]
    programme = programme_of(drawn.text)
    first, second = (outcome(programme, rows, day_of(drawn)) for rows in (drawn.rows, shuffled))
    if isinstance(first, Result):
        assert told(first) == told(second)
        keys = [row["id"] for row in drawn.rows["Partner"]]
        assert isinstance(second, Result)
        assert [first.statement(key) for key in keys] == [second.statement(key) for key in keys]
    else:
        # The rows have other numbers now, and so have their faults.
        assert isinstance(second, str)
        assert sorted(line.split(")")[-1] for line in first.split("\n")) == sorted(
            line.split(")")[-1] for line in second.split("\n")
        )


@given(drawn_programmes())
def test_the_form_of_the_files_changes_no_byte(drawn: Drawn) -> None:
    programme = programme_of(drawn.text)
    memory = outcome(programme, drawn.rows, day_of(drawn))
    for form in FORMATS:
        with tempfile.TemporaryDirectory() as folder:
            data = palier.read(write_files(Path(folder), drawn.rows, form))
            try:
                assert told(programme.run(data, as_of=day_of(drawn))) == told(memory), form
            except palier.DataError:
                assert isinstance(memory, str), form


@given(drawn_programmes())
def test_a_programme_that_four_threads_run_at_once_gives_each_the_same(drawn: Drawn) -> None:
    programme = programme_of(drawn.text)

    def run(_: int) -> str:
        try:
            result = programme.run(palier.facts_from(drawn.rows), as_of=day_of(drawn))
        except palier.DataError as error:
            return str([fault.order() for fault in error.faults])
        explained = [repr(one) for one in explanations(result, programme, drawn.rows)]
        return told(result) + "".join(explained)

    alone = run(0)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(run, range(4))) == [alone] * 4
