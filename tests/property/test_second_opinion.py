"""A second, naive evaluator agrees with the run: definitions, candidates, amounts, caps."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import naive_run
from hypothesis import given
from naive_values import DataFault, Row, World, plain
from running import day_of, programme_of

import palier
from palier.facts import load
from palier.result import Subject
from palier.run.conditions import conditions
from strategies import Drawn, drawn_programmes


def same(mine: Any, theirs: Any) -> bool:
    if isinstance(theirs, Subject):
        return isinstance(mine, Row) and (mine.record, mine.text) == (theirs.record, theirs.key)
    return mine == theirs if mine is None or theirs is None else plain(mine) == plain(theirs)


@given(drawn_programmes())
def test_a_naive_evaluator_agrees_with_the_run(drawn: Drawn) -> None:
    programme = programme_of(drawn.text)
    rules = programme.versions[0]
    as_of = day_of(drawn)
    loaded = load(palier.facts_from(drawn.rows), programme.model, conditions(programme.versions, programme.model))
    if loaded.facts is None:
        return
    world = World(rules, loaded.facts, {})
    try:
        paid = naive_run.run(world, as_of)
        measures = [
            (name, row.text, world.definition(record, name, row, as_of))
            for (record, name), definition in rules.definitions.items()
            if definition.shown
            for row in world.rows.get(record, [])
            if row.seen(as_of)
        ]
    except DataFault:
        paid = None
    try:
        result = programme.run(palier.facts_from(drawn.rows), as_of=as_of)
    except palier.DataError as error:
        assert paid is None, error
        return
    assert paid is not None, "the naive evaluator finds a fault of the data"
    assert {(one.name, one.subject.key) for one in result.measures} == {one[:2] for one in measures}
    found = {(one.name, one.subject.key): one.value for one in result.measures}
    for name, key, value in measures:
        assert same(value, found[name, key]), (name, key, value, found[name, key])
    for name, candidates in paid.items():
        theirs = [one for one in result.payouts if one.incentive == name]
        mine = [one for one in candidates if one.gross]
        assert [(one.row.text, one.earned, one.gross, one.amount, one.payee.text) for one in mine] == [
            (one.subject.key, one.earned_on, Fraction(one.gross.amount), Fraction(one.amount.amount), one.payee)
            for one in theirs
        ]
        for one, other in zip(mine, theirs, strict=True):
            assert one.caps == [tuple(map(Fraction, (cap.limit, cap.used, cap.left, cap.after))) for cap in other.caps]
