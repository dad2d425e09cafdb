"""The edition's conditions as values (`Condition`, `estVrai@var`, `ou`, `et`…)."""

from lxml import etree

from offline_cache.conditions import Condition, ConditionKind

_LEAVES: dict[str, ConditionKind] = {"estVrai": "true", "estFaux": "false", "estIndefini": "unset"}
_NODES: dict[str, ConditionKind] = {"ou": "any", "et": "all"}
# Deeper than any real one; past it a condition is one nobody can tell.
_DEEPEST = 20


def condition_of(element: etree._Element) -> Condition | None:
    """The condition an element stands under; None without one, or with one that is not understood.

    What stands under a condition nobody understands is shown to everybody.
    """
    found = element.find("Condition")
    if found is None or len(found) == 0:
        return None
    parts = tuple(_read(child, 0) for child in found)
    known = tuple(part for part in parts if part is not None)
    if len(known) != len(parts):
        return None
    return known[0] if len(known) == 1 else Condition("all", "", known)


def _read(element: etree._Element, depth: int) -> Condition | None:
    tag = str(element.tag)
    if tag in _LEAVES:
        return Condition(_LEAVES[tag], element.get("var", ""))
    if tag not in _NODES or depth > _DEEPEST:
        return None
    parts = tuple(_read(child, depth + 1) for child in element)
    known = tuple(part for part in parts if part is not None)
    return Condition(_NODES[tag], "", known) if known and len(known) == len(parts) else None
