"""When a part of a sheet applies: the edition's `Condition`, judged in three values. Pure.

A variable is set by an answer (`affecteVrai`, `affecteFaux`), ruled out because another answer was
given to the question that would have set it, or nobody was asked about it. Of the last nothing is
known: what depends on it stays, because hiding a paper that someone needs is the worse mistake.
"""

from dataclasses import dataclass
from typing import Literal

ConditionKind = Literal["true", "false", "unset", "any", "all"]


@dataclass(frozen=True)
class Condition:
    """`estVrai`, `estFaux`, `estIndefini` of one `variable`, or `ou`, `et` of `parts`."""

    kind: ConditionKind
    variable: str = ""
    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True)
class Facts:
    """What the answers given say of the variables; one that is in none of the sets was not asked about."""

    true: frozenset[str] = frozenset()
    false: frozenset[str] = frozenset()
    ruled_out: frozenset[str] = frozenset()


def holds(condition: Condition | None, facts: Facts) -> bool | None:
    """True, False, or None while nobody can tell. No condition always holds."""
    if condition is None:
        return True
    match condition.kind:
        case "true":
            return _value(condition.variable, facts)
        case "false":
            value = _value(condition.variable, facts)
            return None if value is None else not value
        case "unset":
            # Publishers' readers count a variable as unset until an answer sets it, whatever was asked.
            return condition.variable not in facts.true | facts.false
        case "any":
            return _any([holds(part, facts) for part in condition.parts])
        case "all":
            negated = _any([_not(holds(part, facts)) for part in condition.parts])
            return _not(negated)


def variables(condition: Condition | None) -> frozenset[str]:
    """Every variable a condition asks about."""
    if condition is None:
        return frozenset()
    below = (variables(part) for part in condition.parts)
    return frozenset({condition.variable} - {""}).union(*below)


def _value(variable: str, facts: Facts) -> bool | None:
    if variable in facts.true:
        return True
    return False if variable in facts.false | facts.ruled_out else None


def _any(values: list[bool | None]) -> bool | None:
    if True in values:
        return True
    return None if None in values else False


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value
