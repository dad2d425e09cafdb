"""Themes and folders (N files): which sheets lie under which tile, in the editor's order."""

from collections.abc import Iterator

from lxml import etree

from offline_cache.branch import Branch
from offline_cache.importer.text import plain

_QUESTIONS = "Questions ? Réponses !"
_LEAVES = frozenset({"Fiche", "Dossier"})


def branches_of(root: etree._Element) -> tuple[Branch, ...]:
    """What lies under a `Publication` of kind N."""
    return tuple(branch for branch in _branches(root) if branch.child)


def _branches(root: etree._Element) -> Iterator[Branch]:
    for child in root:
        tag = str(child.tag)
        if tag in ("SousTheme", "SousDossier"):
            group = plain(child.find("Titre"))
            yield from (_leaf(leaf, group) for leaf in child if leaf.tag in _LEAVES)
        elif tag in _LEAVES:
            yield _leaf(child, "")
        elif tag in ("QuestionReponse", "CommentFaireSi"):
            yield _leaf(child, _QUESTIONS)


def _leaf(element: etree._Element, group: str) -> Branch:
    title = element.find("Titre")
    return Branch(element.get("ID", ""), plain(element if title is None else title), group)
