"""A wizard asked one question at a time, and a sheet narrowed to what the answers say. Pure.

Answers are the numbers of the choices made, in the order the questions came; taking the last one off
goes back a question. `UNSURE` is an answer too: it leaves open what the question would have settled.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from offline_cache.conditions import Facts
from offline_cache.model import Choice, Wizard, WizardQuestion

UNSURE = -1


@dataclass(frozen=True)
class Answered:
    """A question and the choice made; None when the person was not sure."""

    question: WizardQuestion
    choice: Choice | None


@dataclass(frozen=True)
class Progress:
    """Where a person stands: what was answered, what comes next (None at the end), what is known by now.

    `leads` are the sheets that the answers lead to, known once a way through the tree is at its end.
    """

    answered: tuple[Answered, ...]
    question: WizardQuestion | None
    facts: Facts
    leads: tuple[str, ...] = ()


def progress(wizard: Wizard, answers: Sequence[int] = ()) -> Progress:
    """Follow the answers through the wizard. Answers beyond the last question are not looked at.

    Raises:
        IndexError: an answer is the number of no choice of its question.
    """
    waiting, given = list(wizard.questions), list(answers)
    answered: list[Answered] = []
    leads: list[str] = []
    while waiting and given:
        question, number = waiting.pop(0), given.pop(0)
        if number == UNSURE:
            answered.append(Answered(question, None))
            continue
        if not 0 <= number < len(question.choices):
            raise IndexError(f"no choice {number} among {len(question.choices)}")
        choice = question.choices[number]
        answered.append(Answered(question, choice))
        leads += choice.leads
        if choice.choices:
            waiting.insert(0, WizardQuestion(choice.question, choice.choices))
    following = waiting[0] if waiting else None
    return Progress(tuple(answered), following, _facts(answered, waiting), tuple(dict.fromkeys(leads)))


def _facts(answered: Sequence[Answered], waiting: Sequence[WizardQuestion]) -> Facts:
    """What the answers set, and what they rule out.

    Ruled out is what only an answer not given would have made true, unless a question still to come, or
    one that was left open, may yet do it.
    """
    chosen = [step.choice for step in answered if step.choice is not None]
    true = frozenset(variable for choice in chosen for variable in choice.true)
    false = frozenset(variable for choice in chosen for variable in choice.false) - true
    left_open = [*waiting, *(step.question for step in answered if step.choice is None)]
    still = {v for question in left_open for choice in question.choices for v in _may_set(choice)}
    others = {
        variable
        for step in answered
        if step.choice is not None
        for choice in step.question.choices
        if choice is not step.choice
        for variable in _may_set(choice)
    }
    return Facts(true, false, frozenset(others - still) - true - false)


def _may_set(choice: Choice) -> Iterator[str]:
    yield from choice.true
    for below in choice.choices:
        yield from _may_set(below)


def leads_of(wizard: Wizard | None) -> tuple[str, ...]:
    """Every sheet that some way through the wizard leads to, each once."""
    if wizard is None:
        return ()
    choices = (choice for question in wizard.questions for choice in question.choices)
    return tuple(dict.fromkeys(_leads(choices)))


def _leads(choices: Iterable[Choice]) -> Iterator[str]:
    for choice in choices:
        yield from choice.leads
        yield from _leads(choice.choices)


def merged(first: Facts, second: Facts) -> Facts:
    """What two wizards found out about one person; what is set wins over what is ruled out."""
    true, false = first.true | second.true, first.false | second.false
    ruled_out = (first.ruled_out | second.ruled_out) - true - false
    return replace(first, true=true, false=false - true, ruled_out=ruled_out)
