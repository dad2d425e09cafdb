"""One picture of the gallery, and the pieces most of them share."""

import dataclasses
from dataclasses import dataclass, field

from ui.frame import Bar, BarItem, Display, Header, Overlay
from ui.pages import Action, Note, Page

HEADER = Header("Mairie de Saint-Aubin", "Espace services publics", "online", "Connecté")
OFFLINE = Header("Mairie de Saint-Aubin", "Espace services publics", "offline", "Hors ligne")
NONE = Overlay("")


def bar(*, back: bool = True, home: bool = True, help_rings: bool = False, speaking: bool = False) -> Bar:
    """The bottom bar as it is on most pages."""
    return Bar([
        BarItem("bar.back", "Retour", "arrow-left", enabled=back),
        BarItem("bar.home", "Accueil", "house", enabled=home),
        BarItem("bar.help", "Aide", "hand-waving", attention=True, active=help_rings),
        BarItem("bar.listen", "Écouter", "speaker-high", active=speaking),
        BarItem("bar.display", "Affichage", "text-aa"),
    ])  # fmt: skip


@dataclass(frozen=True)
class State:
    """A page with what surrounds it; `name` names the file, `caption` says what to look for."""

    name: str
    caption: str
    page: Page
    overlay: Overlay = NONE
    display: Display = field(default_factory=Display)
    header: Header = HEADER
    bar: Bar = field(default_factory=bar)

    @property
    def screen(self) -> str:
        """The page's class name in snake case, as QML names its files."""
        name = type(self.page).__name__
        return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")

    def seen(self, suffix: str, caption: str, display: Display) -> "State":
        """The same state, drawn otherwise."""
        return dataclasses.replace(self, name=f"{self.name}-{suffix}", caption=caption, display=display)


BIG = Display(big=True, calm=True)
CONTRAST = Display(contrast=True, calm=True)
REACH = Display(reach=True, calm=True)
BIG_CONTRAST = Display(big=True, contrast=True, calm=True)


def action(
    label: str, icon: str = "", kind: str = "secondary", *, enabled: bool = True, hint: str = ""
) -> Action:
    """A button that names itself."""
    return Action("gallery", label, icon, "", kind, enabled, hint)  # type: ignore[arg-type]


def main(label: str, icon: str = "", hint: str = "") -> Action:
    """The main action of a page."""
    return action(label, icon, "main", hint=hint)


def note(title: str, text: str = "", tone: str = "calm", icon: str = "info") -> Note:
    """A set-apart sentence."""
    return Note(title, text, tone, icon)  # type: ignore[arg-type]
