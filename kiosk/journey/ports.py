"""What the journey asks of the world around it: content, and the town hall's rules."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from kiosk.core.clock import SystemClock
from kiosk.core.settings import Silence
from kiosk.journey.print_choice import PrintRules
from offline_cache.checklist import Checklist
from offline_cache.conditions import Facts
from offline_cache.directory.guide import Guide
from offline_cache.events import LifeEvent
from offline_cache.form_ways import FormWays
from offline_cache.local.content import LocalContent
from offline_cache.model import Crumb, Edition, Entry, Form, Sheet, Topic, Wizard
from offline_cache.search.answer import SearchAnswer

NOTHING = Facts()
"""What is known of someone who answered no question."""


class Library(Protocol):
    """The content in use. It does not change while a visit lasts: asking twice answers the same."""

    @property
    def edition(self) -> Edition | None:
        """The edition, or None when no content is installed."""

    def topic(self, topic: str) -> Topic | None:
        """A tile or a folder under one."""

    def topics(self) -> list[Topic]:
        """The tiles."""

    def children(self, topic: str) -> list[Entry]:
        """What a tile holds."""

    def folder(self, topic: str) -> Sheet | None:
        """What a topic's own page says: introduction, services, offices; None when it has none."""

    def sheet(self, sheet: str, known: Facts = NOTHING) -> Sheet | None:
        """A sheet with only what applies to someone of whom this is known; None when there is none."""

    def has(self, key: str) -> bool:
        """Whether a sheet or a topic can be opened."""

    def wizards(self, sheet: str) -> list[Crumb]:
        """The other sheets whose questions narrow this one, those it names first."""

    def wizard(self, key: str) -> Wizard | None:
        """The questions a sheet asks, if any."""

    def events(self) -> tuple[LifeEvent, ...]:
        """The life events that this edition can tell, in the table's order."""

    def search(self, text: str) -> SearchAnswer:
        """Look for words."""

    def suggest(self, prefix: str) -> list[str]:
        """Words that begin so."""

    def checklist(self, sheet: str, known: Facts = NOTHING) -> Checklist:
        """The papers to bring, each with the cases it applies in; empty for an unknown sheet."""

    def forms(self, sheet: str, known: Facts = NOTHING) -> list[Form]:
        """The sheet's forms."""

    def form_ways(self, sheet: str, form: Form) -> FormWays:
        """How else to get a form of which there is no copy here."""


@dataclass(frozen=True)
class AllowedSite:
    """A public site a visitor may open."""

    name: str
    url: str


@dataclass(frozen=True)
class Rules:
    """All that a transition needs beside the state and the event. `new_id` gives 32 hex digits."""

    library: Library
    new_id: Callable[[], str]
    silence: Silence = field(default_factory=Silence)
    sites: tuple[AllowedSite, ...] = ()
    offices: Guide = field(default_factory=Guide)
    local: LocalContent | None = None
    """What the town hall writes itself; None when nothing is installed."""
    today: Callable[[], date] = lambda: SystemClock().now().astimezone().date()
    """The day in the town hall: what an answer about a date is judged by."""
    printing: PrintRules = field(default_factory=PrintRules)
