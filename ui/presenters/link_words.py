"""How the link of a call stands, in words: the picture gives way, the voice goes on."""

from kiosk.journey.conversation import CallState
from session.protocol.quality import LinkNews
from ui.pages import Note

_LINK = {
    "connecting": "Nous établissons la liaison…",
    "connected": "Liaison établie",
    "lost": "La liaison est coupée, elle revient toute seule…",
    "unreached": "La liaison vidéo ne s’établit pas, la borne essaie encore…",
}
_PATH = {
    "weak": "Liaison faible : image réduite",
    "stills": "Liaison faible : image fixe, la voix d’abord",
    "voice": "Liaison très faible : la voix seule",
}


def _path(state: CallState) -> LinkNews:
    """What the path allows; of one that is not there nothing is said."""
    news = state.path
    return news if news is not None and state.link == "connected" else LinkNews(word="good")


def is_weak(state: CallState) -> bool:
    """Whether a picture gave way."""
    return _path(state).word != "good"


def link_words(state: CallState) -> str:
    """One line, always on the screen."""
    word = _path(state).word
    return _LINK[state.link] if word == "good" else _PATH[word]


def expert_seen(state: CallState) -> bool:
    """Whether the expert's picture is to be shown."""
    paused = state.paused or state.expert_paused
    return state.link == "connected" and not paused and not expert_unseen(state)


def expert_unseen(state: CallState) -> bool:
    """Whether the expert is heard only, so that their last picture must not pass for a live one."""
    news = _path(state)
    return news.word == "voice" and news.theirs


def unseen_words(state: CallState) -> str:
    """Said in place of the picture."""
    return f"La voix seule passe pour l’instant. L’image de {state.expert} reviendra dès que possible."


def path_note(state: CallState) -> Note | None:
    """What it means for the visitor, who has nothing to do about it."""
    news, expert = _path(state), state.expert
    match news.word:
        case "good":
            return None
        case "weak":
            title, text = (
                "La liaison est faible : image réduite",
                "La voix passe d’abord. Vous n’avez rien à faire.",
            )
        case "stills":
            title, text = "Image fixe, la voix d’abord", _stills(news, expert)
        case "voice":
            title, text = "La voix seule, pour l’instant", _voice(news, expert)
    return Note(title, text, "warn", "wifi-high")


def _stills(news: LinkNews, expert: str) -> str:
    if news.mine and news.theirs:
        return "Vous vous voyez par images fixes, et vous vous entendez bien : continuez à parler."
    seen = f"{expert} vous voit" if news.mine else f"Vous voyez {expert}"
    return f"{seen} par images fixes, de temps en temps. Continuez à parler."


def _voice(news: LinkNews, expert: str) -> str:
    unseen = (
        f"{expert} ne vous voit plus, mais vous entend" if news.mine else f"{expert} vous entend toujours"
    )
    return f"{unseen}. L’image reviendra dès que la liaison le permet : continuez à parler."
