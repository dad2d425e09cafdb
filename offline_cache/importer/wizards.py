"""The edition's questions: a « Recherche guidée » (a tree) or a sheet's own questionnaire (a list)."""

from collections.abc import Iterable

from lxml import etree

from offline_cache.importer.blocks import blocks_of
from offline_cache.importer.text import plain
from offline_cache.model import Block, Blocks, Choice, Wizard, WizardQuestion

_DEEPEST = 40


def wizard_of(root: etree._Element) -> Wizard | None:
    """The wizard a file carries, if any: its tree first, then its list of questions."""
    tree = [element for part in root.iterfind("Problematiques") for element in part]
    questions = [WizardQuestion("", tuple(_branches(tree, 0)))] if tree else []
    introduction: list[Block] = []
    for questionnaire in root.iterfind("Questionnaire"):
        introduction += _all(questionnaire, "Description")
        questions += [_question(element) for element in questionnaire.iterfind("Question")]
    asked = tuple(question for question in questions if question.choices)
    return Wizard(asked, tuple(introduction)) if asked else None


def _question(element: etree._Element) -> WizardQuestion:
    choices = tuple(_choice(child) for child in element.iterfind("Choix"))
    return WizardQuestion(plain(element.find("Titre")), choices, _all(element, "Aide"))


def _choice(element: etree._Element) -> Choice:
    return Choice(
        title=plain(element.find("Titre")),
        said=plain(element.find("IntituleSiSelectionne")),
        help=_all(element, "Aide"),
        true=_sets(element, "affecteVrai"),
        false=_sets(element, "affecteFaux"),
        leads=_leads(element),
    )


def _branches(elements: Iterable[etree._Element], depth: int) -> Iterable[Choice]:
    """`Problematique` and `Branche` alike: an answer, then further answers or the sheets it leads to."""
    for element in elements:
        label, title = plain(element.find("TitreChoix")), plain(element.find("Titre"))
        below = element.findall("Branche") if depth < _DEEPEST else []
        yield Choice(
            title=label or title,
            help=_all(element, "Aide"),
            true=_sets(element, "affecteVrai"),
            false=_sets(element, "affecteFaux"),
            question=title if label else "",
            choices=tuple(_branches(below, depth + 1)),
            leads=_leads(element),
        )


def _sets(element: etree._Element, tag: str) -> tuple[str, ...]:
    found = (part.get("var", "") for part in element.iterfind(f"SiSelectionne/{tag}"))
    return tuple(dict.fromkeys(variable for variable in found if variable))


def _leads(element: etree._Element) -> tuple[str, ...]:
    found = (link.get("LienPublication", "") for link in element.iterfind("LienInterne"))
    return tuple(dict.fromkeys(target for target in found if target))


def _all(element: etree._Element, tag: str) -> Blocks:
    return tuple(block for child in element.iterfind(tag) for block in blocks_of(child))
