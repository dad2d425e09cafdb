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

    `leads` are the sheets that the answers lead to, known once a way through the tree is at its end;
    `waiting` are all the questions known to come, the next one first.
    """

    answered: tuple[Answered, ...]
    question: WizardQuestion | None
    facts: Facts
    leads: tuple[str, ...] = ()
    waiting: tuple[WizardQuestion, ...] = ()


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
    facts = _facts(answered, waiting)
    return Progress(tuple(answered), following, facts, tuple(dict.fromkeys(leads)), tuple(waiting))


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


def most_left(waiting: Iterable[WizardQuestion]) -> int:
    """How many questions are still to come at most, whatever is answered."""
    return sum(
        1
        + max((most_left([WizardQuestion(c.question, c.choices)]) for c in q.choices if c.choices), default=0)
        for q in waiting
    )


def changed(wizard: Wizard, given: Sequence[int], index: int, number: int) -> tuple[int, ...]:
    """The answers with one given otherwise; those after it stay only where the same questions still follow."""
    fresh = (*given[:index], number)
    whole = (*fresh, *given[index + 1 :])
    try:
        after = progress(wizard, whole).answered
    except IndexError:
        return fresh
    before = progress(wizard, given).answered
    same = [step.question for step in after] == [step.question for step in before]
    return whole if same else fresh


def sheets_meant(at: Progress) -> tuple[str, ...]:
    """The sheets that the answers lead to; where the person was not sure, all those it may still be."""
    open_ends = (step.question.choices for step in at.answered if step.choice is None)
    return at.leads or tuple(dict.fromkeys(lead for choices in open_ends for lead in _leads(choices)))


def said(step: Answered) -> str:
    """An answer as a sentence; empty when the person was not sure."""
    if step.choice is None:
        return ""
    asked = step.question.title.rstrip(" ?:")
    return step.choice.said or (f"{asked} : {step.choice.title}" if asked else step.choice.title)


def settable(wizard: Wizard) -> frozenset[str]:
    """Every variable that some answer sets."""
    choices = (choice for question in wizard.questions for choice in question.choices)
    return frozenset(variable for choice in choices for variable in _sets(choice))


def _sets(choice: Choice) -> Iterator[str]:
    yield from choice.true
    yield from choice.false
    for below in choice.choices:
        yield from _sets(below)


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
