"""What an office is made of. Frozen, typed, free of any I/O."""

from dataclasses import dataclass
from typing import Literal

DAY = 24 * 60
"""Minutes of a day."""

Access = Literal["", "yes", "asking", "no"]
"""Whether a wheelchair gets in: not said, yes, when told beforehand, no."""


@dataclass(frozen=True)
class Span:
    """Open from `start` to `end`, minutes after the midnight of its day; past `DAY`, in the next day."""

    start: int
    end: int


@dataclass(frozen=True)
class Rule:
    """One line of opening hours: the weekdays `first` to `last` (0 is Monday, the week may wrap round).

    `remark` is what the office wrote beside these hours: it overrides them. `unread` holds hours that
    make no sense, as they were written: they are shown, never counted on.
    """

    first: int
    last: int
    spans: tuple[Span, ...] = ()
    remark: str = ""
    unread: str = ""

    def covers(self, weekday: int) -> bool:
        """Whether a weekday is one of its days."""
        if self.first <= self.last:
            return self.first <= weekday <= self.last
        return weekday >= self.first or weekday <= self.last


@dataclass(frozen=True)
class Hours:
    """The usual week; `remark` holds for all of it. No rule: nobody wrote when it opens."""

    rules: tuple[Rule, ...] = ()
    remark: str = ""

    def on(self, weekday: int) -> tuple[Rule, ...]:
        """The lines that speak of a weekday."""
        return tuple(rule for rule in self.rules if rule.covers(weekday))


@dataclass(frozen=True)
class Point:
    """Where something is, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Phone:
    """A number as it is written; `note` says what for. `adapted`: for people who hear badly."""

    number: str
    note: str = ""
    adapted: bool = False


@dataclass(frozen=True)
class Site:
    """A web address with its label, perhaps empty."""

    url: str
    label: str = ""


@dataclass(frozen=True)
class Office:
    """A place where people are received.

    `types` are the directory's words (`mairie`, `caf`…), `address` its lines without the town, `changed`
    an ISO date or empty. `mail` is where to write when that is not where to go.
    """

    id: str
    name: str
    types: tuple[str, ...]
    insee: str = ""
    address: tuple[str, ...] = ()
    postcode: str = ""
    town: str = ""
    mail: tuple[str, ...] = ()
    point: Point | None = None
    access: Access = ""
    access_note: str = ""
    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    sites: tuple[Site, ...] = ()
    hours: Hours = Hours()
    remark: str = ""
    changed: str = ""
    mobile: bool = False


@dataclass(frozen=True)
class Found:
    """An office as an answer: whether it serves this commune expressly, and how far it is in km."""

    office: Office
    serves: bool
    distance: float | None = None


@dataclass(frozen=True)
class Edition:
    """Where the directory in use comes from. `date` is the ISO day of its newest entry, or empty."""

    date: str
    source: str
    offices: int
    sample: bool = False
