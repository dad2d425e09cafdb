"""The visitor is told what the link does to the picture, and that the voice goes on."""

from dataclasses import replace

import pytest

from kiosk.journey.conversation import CallState
from session.protocol.quality import LinkNews, LinkWord
from ui.presenters.link_words import expert_seen, is_weak, link_words, path_note, unseen_words

TALKING = CallState("caf", "CAF", "Nadia", link="connected")


def _said(word: LinkWord, *, mine: bool = False, theirs: bool = False) -> CallState:
    return replace(TALKING, path=LinkNews(word=word, mine=mine, theirs=theirs))


def test_of_a_good_link_nothing_is_said() -> None:
    for state in (TALKING, _said("good")):
        assert (link_words(state), path_note(state), is_weak(state)) == ("Liaison établie", None, False)


@pytest.mark.parametrize(
    ("word", "line", "title"),
    [
        ("weak", "Liaison faible : image réduite", "La liaison est faible : image réduite"),
        ("stills", "Liaison faible : image fixe, la voix d’abord", "Image fixe, la voix d’abord"),
        ("voice", "Liaison très faible : la voix seule", "La voix seule, pour l’instant"),
    ],
)
def test_each_step_down_has_its_words(word: LinkWord, line: str, title: str) -> None:
    state = _said(word, mine=True)
    note = path_note(state)
    assert note is not None
    assert (link_words(state), note.title, is_weak(state)) == (line, title, True)


def test_it_is_said_who_sees_whom() -> None:
    notes = {
        whose: path_note(_said("stills", mine="m" in whose, theirs="t" in whose))
        for whose in ("m", "t", "mt")
    }
    texts = {whose: note.text for whose, note in notes.items() if note is not None}
    assert texts["m"].startswith("Nadia vous voit par images fixes")
    assert texts["t"].startswith("Vous voyez Nadia par images fixes")
    assert texts["mt"].startswith("Vous vous voyez par images fixes")
    unseen = path_note(_said("voice", mine=True))
    assert unseen is not None
    assert unseen.text.startswith("Nadia ne vous voit plus, mais vous entend.")


def test_the_last_picture_of_someone_who_is_only_heard_is_not_left_standing() -> None:
    assert not expert_seen(_said("voice", theirs=True))
    assert "Nadia" in unseen_words(_said("voice", theirs=True))
    for state in (_said("voice", mine=True), _said("stills", theirs=True)):
        assert expert_seen(state)


def test_while_the_link_is_lost_that_is_what_is_said() -> None:
    lost = replace(_said("stills", mine=True), link="lost")
    assert link_words(lost).startswith("La liaison est coupée")
    assert (path_note(lost), is_weak(lost)) == (None, False)
