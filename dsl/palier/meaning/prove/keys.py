"""Scalars as keys: two that are written alike, and asked at the same date of the same frame, are one variable."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

import attrs

from palier.meaning import core, programme
from palier.meaning.core import Scalar
from palier.meaning.prove.formula import TooMuch
from palier.meaning.prove.solve import Variable
from palier.meaning.prove.terms import Env, Key, closure
from palier.meaning.types import COUNT, DATE, DAYS, MONTHS, present

NODES: Final = 6_000
"""How many nodes are read for one question, at the most: definitions rest on definitions."""
_DATED: Final = (core.Elements, core.Claim, core.StateAt, core.Rank, core.DateWhen, core.OfIncentive)
"""What depends on the date in hand, whatever its parts."""


class Keys:
    """The variables of one programme, by what they stand for. They keep their numbers from question to question."""

    def __init__(self, definitions: Mapping[tuple[str, str], programme.Definition | None]) -> None:
        self.definitions = definitions
        self.numbers: dict[Key, int] = {}
        self.variables: list[Variable] = []
        self.written: list[Scalar] = []
        self.left = NODES

    def met(self, record: str, key: Key, fact: tuple[Scalar, Env]) -> None:
        """Called for each fact whose fields are asked for."""

    def variable(self, key: Key, scalar: Scalar, known: Variable) -> int:
        """The number of the variable that stands for a key; `written` keeps the first scalar it was met as."""
        found = self.numbers.get(key)
        if found is None:
            found = self.numbers[key] = len(self.variables)
            self.variables.append(known)
            self.written.append(scalar)
        return found

    def opaque(self, key: Key, scalar: Scalar) -> int:
        """The variable of a number of which nothing is known but its type, and that a count is not below zero."""
        inner = present(scalar.type)
        whole = inner in (COUNT, MONTHS, DAYS, DATE)
        least = None
        if isinstance(scalar, core.Measure) and scalar.kind in ("count", "distinct"):
            least = Fraction(0)
        if isinstance(scalar, core.Rank) or (isinstance(scalar, core.OfPart) and scalar.name == "number"):
            least = Fraction(1)
        return self.variable(key, scalar, Variable(whole=whole, least=least))

    def inside(self, scalar: core.Local | core.Apply, env: Env) -> tuple[Scalar, Env] | None:
        """What a `let` or a definition stands for, with its frame; None for what is a fact, or an error."""
        if isinstance(scalar, core.Local):
            return closure(env.slots.get(scalar.slot))
        of = self.definitions.get((scalar.record, scalar.name))
        if of is None:
            return None
        return of.body, Env({core.SUBJECT: (scalar.of, env)}, env.date, env.depth)

    def key(self, scalar: Scalar, env: Env) -> Key:
        """What a scalar is, so that two that are alike are equal."""
        self.count()
        match scalar:
            case core.Constant(value=value):
                return ("is", tuple(value) if isinstance(value, list) else value)
            case core.Local(slot=slot):
                held = env.slots.get(slot)
                inner = closure(held)
                if inner is not None:
                    return self.key(*inner)
                if held is not None:
                    return held
                return env.date if slot == core.TODAY else ("slot", slot)
            case core.Parameter(name=name):
                return ("parameter", name, env.date)
            case core.Apply():
                inner = self.inside(scalar, env)
                if inner is not None:
                    return self.key(*inner)
            case core.KnownFrom(value=value):
                return self.key(value, env)
            case core.AsOf(operand=operand, date=day):
                return self.key(operand, attrs.evolve(env, date=("at", self.key(day, env))))
            case core.Measure() | core.Rank() | core.DateWhen():
                elements = scalar.among if isinstance(scalar, core.Rank) else scalar.over
                return self._generic(scalar, env.inside(elements.slot), env)
            case core.Field(of=of, name=name):
                inner_key = self.key(of, env)
                self.met(scalar.record, inner_key, (of, env))
                return ("field", inner_key, name, env.date if scalar.as_it_happens else None)
        return self._generic(scalar, env, env)

    def _generic(self, scalar: object, env: Env, outer: Env) -> Key:
        self.count()
        parts: list[Key] = [type(scalar).__name__]
        if isinstance(scalar, _DATED):
            parts.append(env.date)
        for field in attrs.fields(type(scalar)):  # type: ignore[arg-type]
            if field.name in ("span", "type", "slot"):
                continue
            held = getattr(scalar, field.name)
            # The start of the facts, and what bounds their dates, are read outside of them.
            frame = outer if field.name in ("start", "bound", "reaches") and isinstance(scalar, core.Elements) else env
            frame = outer if field.name == "reaches" else frame
            parts.append(self._part(held, frame, outer))
        return tuple(parts)

    def _part(self, held: object, env: Env, outer: Env) -> Key:
        if isinstance(held, tuple):
            return tuple(self._part(one, env, outer) for one in held)
        if isinstance(held, core.Elements):
            return self._generic(held, env, outer)
        if isinstance(held, core.Hop | core.Stretch):
            return self._generic(held, env, outer)
        if attrs.has(type(held)) and type(held).__module__ == core.__name__:
            return self.key(held, env)  # type: ignore[arg-type]
        return held

    def count(self) -> None:
        """One node more was read."""
        self.left -= 1
        if self.left < 0:
            raise TooMuch
