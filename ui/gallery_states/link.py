"""A call whose picture gave way to the voice."""

from kiosk.journey.conversation import CallState
from session.protocol.quality import LinkNews
from ui.gallery_states.person import call
from ui.gallery_states.state import BIG, CONTRAST, State
from ui.pages import Call
from ui.presenters.link_words import link_words, path_note, unseen_words


def _call(news: LinkNews, *, unseen: bool = False) -> Call:
    state = CallState("caf", "CAF", "Nadia", link="connected", path=news)
    face = unseen_words(state) if unseen else "L’image de Nadia arrive…"
    return call(link="weak", words=link_words(state), news=path_note(state), face=face)


def states() -> list[State]:
    """Smaller, still, and none."""
    stills = _call(LinkNews(word="stills", mine=True, theirs=True))
    voice = _call(LinkNews(word="voice", mine=True, theirs=True), unseen=True)
    return [
        State("call-weak", "La liaison est faible : image réduite", _call(LinkNews(word="weak", mine=True))),
        State("call-stills", "Image fixe, la voix d’abord", stills),
        State("call-stills", "", stills).seen("big", "Image fixe, grand texte", BIG),
        State("call-voice", "La voix seule", voice),
        State("call-voice", "", voice).seen("contrast", "La voix seule, contraste", CONTRAST),
    ]
