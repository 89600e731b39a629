"""Whether a formula can hold: a search over its cases, with intervals of sums and sets of values.

Variables are taken as independent of each other, whatever they stand for. So “it cannot hold” is certain, and “it can”
only means that nothing here speaks against it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final

import attrs

from palier.meaning.prove.formula import All, Among, Either, Form, Formula, Number, TooMuch

STEPS: Final = 20_000
"""How many cases are looked at for one question, at the most."""


@attrs.frozen
class Variable:
    """What is known of a variable before any test: whether it is whole, its least value, what it can be at all."""

    whole: bool = False
    least: Fraction | None = None
    universe: frozenset[Any] | None = None


@attrs.define
class Bounds:
    """What a form may be: between two limits, each included or not, and none of `without`."""

    low: Fraction | None = None
    low_in: bool = True
    high: Fraction | None = None
    high_in: bool = True
    without: frozenset[Fraction] = frozenset()

    def copy(self) -> Bounds:
        """The same bounds, to be narrowed apart."""
        return Bounds(self.low, self.low_in, self.high, self.high_in, self.without)

    def narrow(self, operator: str, bound: Fraction) -> None:
        """What is left where a comparison holds."""
        if operator == "is not":
            self.without |= {bound}
        if operator in (">", ">=", "is"):
            included = operator != ">"
            if self.low is None or bound > self.low or (bound == self.low and not included):
                self.low, self.low_in = bound, included
        if operator in ("<", "<=", "is"):
            included = operator != "<"
            if self.high is None or bound < self.high or (bound == self.high and not included):
                self.high, self.high_in = bound, included

    def possible(self, *, whole: bool) -> bool:
        """Whether something is left. Of a whole number the limits go to the next whole one first."""
        if whole:
            self._to_whole()
            while self.low is not None and self.low in self.without:
                self.low += 1
            while self.high is not None and self.high in self.without:
                self.high -= 1
        if self.low is None or self.high is None:
            return True
        if self.low == self.high:
            return self.low_in and self.high_in and self.low not in self.without
        return self.low < self.high

    def _to_whole(self) -> None:
        if self.low is not None:
            self.low = Fraction(ceil(self.low) if self.low_in or self.low.denominator > 1 else self.low + 1)
            self.low_in = True
        if self.high is not None:
            self.high = Fraction(floor(self.high) if self.high_in or self.high.denominator > 1 else self.high - 1)
            self.high_in = True


@attrs.define
class State:
    """What is left of each form and variable on one way through the cases."""

    numbers: dict[Form, Bounds] = attrs.field(factory=dict)
    among: dict[int, frozenset[Any]] = attrs.field(factory=dict)
    without: dict[int, frozenset[Any]] = attrs.field(factory=dict)

    def copy(self) -> State:
        """The same, to be narrowed apart."""
        numbers = {form: bounds.copy() for form, bounds in self.numbers.items()}
        return State(numbers, dict(self.among), dict(self.without))


class Search:
    """One question: which cases are left, and how many more may be looked at."""

    def __init__(self, variables: Callable[[int], Variable], steps: int = STEPS) -> None:
        self.variables = variables
        self.steps = steps

    def solve(self, formulas: Sequence[Formula], state: State | None = None) -> State | None:
        """A state in which all formulas hold as far as can be seen; None where there is none."""
        self.steps -= 1
        if self.steps < 0:
            raise TooMuch
        left = State() if state is None else state
        choices: list[Either] = []
        waiting = list(formulas)
        while waiting or choices:
            while waiting:
                one = waiting.pop()
                if isinstance(one, All):
                    waiting.extend(one.parts)
                elif isinstance(one, Either):
                    choices.append(one)
                elif not self._take(left, one):
                    return None
            if not self._sums(left):
                return None
            # What can no more be chosen goes; where one way is left, it is taken.
            open_choices: list[Either] = []
            for choice in choices:
                ways = tuple(way for way in choice.parts if not self._refuted(way, left))
                if not ways:
                    return None
                if len(ways) == 1:
                    waiting.append(ways[0])
                else:
                    open_choices.append(Either(ways))
            choices = open_choices
            if not waiting and choices:
                return self._branch(choices, left)
        return left

    def _branch(self, choices: list[Either], left: State) -> State | None:
        first = min(choices, key=lambda one: len(one.parts))
        others = [one for one in choices if one is not first]
        for way in first.parts:
            found = self.solve([*others, way], left.copy())
            if found is not None:
                return found
        return None

    def _refuted(self, way: Formula, left: State) -> bool:
        self.steps -= 1
        if self.steps < 0:
            raise TooMuch
        tests: list[Formula] = [way] if not isinstance(way, All) else list(way.parts)
        trial: State | None = None
        while tests:
            one = tests.pop()
            if isinstance(one, All):
                tests.extend(one.parts)
            elif isinstance(one, Either):
                if not one.parts:
                    return True
            else:
                trial = left.copy() if trial is None else trial
                if not self._take(trial, one):
                    return True
        return False

    def _take(self, left: State, test: Number | Among) -> bool:
        if isinstance(test, Number):
            bounds = left.numbers.get(test.form)
            if bounds is None:
                bounds = left.numbers[test.form] = self._bounds(test.form)
            if not test.form:
                # A number alone: nothing is left where it does not compare.
                bounds.narrow("is", Fraction(0))
            bounds.narrow(test.operator, test.bound)
            return bounds.possible(whole=self._whole(test.form))
        universe = self.variables(test.variable).universe
        if not test.negated:
            known = left.among.get(test.variable, universe)
            left.among[test.variable] = test.values if known is None else known & test.values
        else:
            left.without[test.variable] = left.without.get(test.variable, frozenset()) | test.values
        among = left.among.get(test.variable, universe)
        return among is None or bool(among - left.without.get(test.variable, frozenset()))

    def _bounds(self, form: Form) -> Bounds:
        if len(form) == 1:
            return Bounds(self.variables(form[0][0]).least)
        return Bounds()

    def _whole(self, form: Form) -> bool:
        return all(factor.denominator == 1 and self.variables(one).whole for one, factor in form)

    def _sums(self, left: State) -> bool:
        """Whether each sum can be what its parts leave it."""
        for form, bounds in left.numbers.items():
            if len(form) < 2:
                continue
            low = self._end(left, form, lowest=True)
            high = self._end(left, form, lowest=False)
            trial = bounds.copy()
            if low is not None:
                trial.narrow(">=" if low[1] else ">", low[0])
            if high is not None:
                trial.narrow("<=" if high[1] else "<", high[0])
            if not trial.possible(whole=self._whole(form)):
                return False
        return True

    def _end(self, left: State, form: Form, *, lowest: bool) -> tuple[Fraction, bool] | None:
        total, included = Fraction(0), True
        for variable, factor in form:
            bounds = left.numbers.get(((variable, Fraction(1)),)) or self._bounds(((variable, Fraction(1)),))
            of_low = lowest == (factor > 0)
            end, inside = (bounds.low, bounds.low_in) if of_low else (bounds.high, bounds.high_in)
            if end is None:
                return None
            total += factor * end
            included = included and inside
        return total, included

    def span(self, left: State, form: Form) -> Bounds:
        """Between what a sum may lie in a state."""
        bounds = left.numbers.get(form, Bounds()).copy()
        for lowest, closed, open_ in ((True, ">=", ">"), (False, "<=", "<")):
            end = self._end(left, form, lowest=lowest)
            if end is not None:
                bounds.narrow(closed if end[1] else open_, end[0])
        return bounds
