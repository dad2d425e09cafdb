"""Local content as the real presenters draw it: pages for the gallery and for an editor's preview."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.core.clock import ManualClock
from kiosk.core.ids import new_id
from kiosk.core.settings import Settings
from kiosk.journey import screens as at
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey
from offline_cache.local.content import LocalContent
from offline_cache.model import Edition, Topic
from offline_cache.tiles import load_tiles
from session.protocol import local as wire
from ui.adapters.commune import CommuneLibrary
from ui.adapters.library import EmptyLibrary
from ui.frame import Display
from ui.gallery_states.state import State
from ui.presenters import surround
from ui.presenters.present import present
from ui.presenters.scene import Scene

_SHEETS = 12


class EightTiles(EmptyLibrary):
    """The official tiles without their sheets, as an overlay is laid over them."""

    def __init__(self, day: str) -> None:
        self.edition: Edition | None = Edition(day, "Service-Public.fr", day, 3, False, False, 2980)

    def topics(self) -> list[Topic]:
        """The eight."""
        return [Topic(tile.id, tile.title, tile.icon, _SHEETS) for tile in load_tiles()]

    def topic(self, topic: str) -> Topic | None:
        """One of them."""
        return next((tile for tile in self.topics() if tile.id == topic), None)


@dataclass(frozen=True)
class Stagehand:
    """Draws places of a visit on one content, at one moment. `official` False: an empty cache."""

    content: LocalContent
    wall: datetime
    settings: Settings
    official: bool = True

    def rules(self) -> Rules:
        """The visit's rules."""
        day = self.wall.date().isoformat()
        under = EightTiles(day) if self.official else EmptyLibrary()
        library = CommuneLibrary(under, self.content, ManualClock(start=self.wall))
        return Rules(library, new_id, self.settings.silence, local=self.content, today=self.wall.date)

    def journey(self, screen: at.Screen) -> Journey:
        """A visit that stands there, with a printer."""
        world = wire.World(link="none", printer=wire.Printer(usable=True))
        return Journey(screen=screen, history=(at.Home(),), visiting=True, world=world)

    def state(
        self,
        name: str,
        caption: str,
        screen: at.Screen,
        change: Callable[[Journey], Journey] = lambda journey: journey,
        display: Display | None = None,
    ) -> State:
        """One page with what surrounds it."""
        scene = Scene(change(self.journey(screen)), self.rules(), self.settings, self.wall)
        return State(
            name, caption, present(scene), surround.overlay(scene), display or Display(), surround.header(scene),
            surround.bar(scene),
        )  # fmt: skip


def answered(sheet: str, **answers: str) -> Callable[[Journey], Journey]:
    """A visit with these answers to a request."""
    return lambda journey: replace(journey, requested={sheet: answers})
