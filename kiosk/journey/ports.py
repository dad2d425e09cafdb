"""What the journey asks of the world around it: content, and the town hall's rules."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from kiosk.core.settings import Silence
from offline_cache.checklist import Checklist
from offline_cache.directory.guide import Guide
from offline_cache.form_ways import FormWays
from offline_cache.model import Edition, Entry, Form, SearchAnswer, Sheet, Topic


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

    def sheet(self, sheet: str) -> Sheet | None:
        """A sheet, or None when it is not in this edition."""

    def search(self, text: str) -> SearchAnswer:
        """Look for words."""

    def suggest(self, prefix: str) -> list[str]:
        """Words that begin so."""

    def checklist(self, sheet: str) -> Checklist:
        """The papers to bring, each with the cases it applies in; empty for an unknown sheet."""

    def forms(self, sheet: str) -> list[Form]:
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
