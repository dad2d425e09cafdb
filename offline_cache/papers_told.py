"""A checklist in plain text for whoever checks an edition: each paper, for whom, and why it is there. Pure."""

from collections.abc import Iterator

from offline_cache.checklist import Checklist, ChecklistItem
from offline_cache.found import How, Path, Rule
from offline_cache.model import Sheet

_RULES: dict[Rule, str] = {
    "A": "partie déclarée comme papiers par l'éditeur",
    "B": "annoncé par un titre",
    "C": "annoncé par une phrase",
}
_HOWS: dict[How, str] = {
    "list": "liste",
    "picked": "choisi dans une liste qui parle aussi d'autre chose",
    "hinted": "liste de papiers après une phrase qui en dit peu",
    "enclosed": "à joindre, parmi ce qu'un courrier doit contenir",
    "name": "seule ligne de sa partie",
    "sentence": "demandé dans une phrase",
}
_HEADS = ((True, "PAPIERS À APPORTER"), (False, "DOCUMENTS CITÉS DANS LA FICHE"))


def told(sheet: Sheet, checklist: Checklist) -> Iterator[str]:
    """The lines, the sure papers first."""
    yield f"{sheet.id}  {sheet.title}"
    if not checklist.items:
        yield "aucun papier reconnu"
    for sure, head in _HEADS:
        items = [item for item in checklist.items if item.sure == sure]
        if items:
            yield ""
            yield f"{head} ({len(items)})"
        for item in items:
            yield from _item(item)


def _item(item: ChecklistItem) -> Iterator[str]:
    yield f"- {item.label}"
    if item.detail:
        yield f"    précisions : {item.detail}"
    if item.options:
        yield f"    l'un de ces papiers : {' ; '.join(item.options)}"
    yield from (f"    pour : {_case(path)}" for path in item.paths if path)
    yield f"    pourquoi : règle {item.rule} ({_RULES[item.rule]}), {_HOWS[item.how]}, sûr à {round(100 * item.confidence)} %"
    if item.because:
        yield f"    source : « {item.because} »"


def _case(path: Path) -> str:
    return " › ".join(step.answer for step in path)
