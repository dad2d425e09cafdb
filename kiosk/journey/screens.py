"""Where a visitor can be: a closed union of frozen dataclasses, one per screen.

A screen holds only what belongs to being there (which sheet, which page); what the visit remembers
from one screen to the next is in `kiosk.journey.state.Journey`.
"""

from dataclasses import dataclass
from typing import Literal

from kiosk.journey.appointment_screens import *
from kiosk.journey.call_screens import *


@dataclass(frozen=True)
class Welcome:
    """Nobody is visiting; also drawn as « fermé » when the world says so."""


@dataclass(frozen=True)
class Neutral:
    """The visit is over; nothing is drawn but the town hall's name."""


@dataclass(frozen=True)
class Home:
    """The tiles."""


@dataclass(frozen=True)
class Topic:
    """What one tile holds; `opened` are the folded parts of its page that were unfolded."""

    topic: str
    opened: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Search:
    """Search as typed so far; `submitted` once the words are meant to be complete."""

    text: str = ""
    submitted: bool = False


@dataclass(frozen=True)
class Procedure:
    """One sheet; `opened` holds the chapters unfolded."""

    sheet: str
    opened: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Checklist:
    """Have / do not have."""

    sheet: str


@dataclass(frozen=True)
class Wizard:
    """Questions that narrow `sheet` (empty: they lead to one), with the answers given so far.

    `review`: all were given, and are looked at again. `kept` are those of before while one is given anew.
    """

    wizard: str
    sheet: str = ""
    answers: tuple[int, ...] = ()
    review: bool = False
    kept: tuple[int, ...] = ()


@dataclass(frozen=True)
class Events:
    """« Il m'arrive quelque chose »: the life events."""


@dataclass(frozen=True)
class Plan:
    """The steps of one life event, for this visitor."""

    event: str


@dataclass(frozen=True)
class Form:
    """A form of `sheet` shown as the document `document`; `focused` is the field being filled."""

    sheet: str
    form: str
    document: str
    page: int = 0
    zoom: float = 1.0
    focused: str = ""


@dataclass(frozen=True)
class Printing:
    """Follows one job."""

    job: str


@dataclass(frozen=True)
class PrintOptions:
    """« Autres choix » of a document; `page` is the one that was shown."""

    document: str
    page: int = 0


@dataclass(frozen=True)
class PrintPages:
    """Which pages of a document go on paper."""

    document: str


@dataclass(frozen=True)
class Goodbye:
    """`after_call` says who ended it. `leaving_at` is set while running sheets are waited for."""

    after_call: Literal["", "citizen", "expert"] = ""
    answer: Literal["", "yes", "partly", "no"] = ""
    leaving_at: float | None = None


@dataclass(frozen=True)
class Town:
    """« Ma commune »."""


@dataclass(frozen=True)
class Area:
    """One part of it, whole: notices, events or associations."""

    kind: Literal["notices", "events", "associations"]


@dataclass(frozen=True)
class Notice:
    """One notice."""

    notice: str


@dataclass(frozen=True)
class Ask:
    """One question of a request; `text` as typed so far, `said` what would help to answer."""

    sheet: str
    key: str
    text: str = ""
    said: str = ""


@dataclass(frozen=True)
class AskReview:
    """« Voilà ce que vous demandez »."""

    sheet: str


@dataclass(frozen=True)
class AskDone:
    """The request has its reference and goes to the printer; nothing was sent."""

    sheet: str


@dataclass(frozen=True)
class Sites:
    """The allowed public sites."""


@dataclass(frozen=True)
class Site:
    """One of them, in the confined view. `deeper`: its own Retour has somewhere to go, `steps` times so far."""

    name: str
    url: str
    refused: str = ""
    """The host of the last page that was not let in."""
    failed: bool = False
    deeper: bool = False
    steps: int = 0
    here: str = ""
    """The page shown; where one comes back to after printing it."""


@dataclass(frozen=True)
class Offices:
    """What is near: permanences and offices."""


@dataclass(frozen=True)
class Office:
    """One office of the directory, or one permanence."""

    office: str


@dataclass(frozen=True)
class Orient:
    """« Vers qui me tourner ? »: the answers given so far; what is asked next follows from them."""

    theme: str = ""
    need: str = ""
    age: int | None = None
    case: str = ""


@dataclass(frozen=True)
class Pin:
    """A PIN being typed."""

    digits: str = ""
    checking: bool = False
    wrong: bool = False
    wait_until: float = 0.0


@dataclass(frozen=True)
class Agent:
    """The agent's panel."""

    message: Literal["", "extended"] = ""


@dataclass(frozen=True)
class Maintenance:
    """The technician's page: every device and link."""


@dataclass(frozen=True)
class DevicePage:
    """One device: its state, its tests, what is known of it."""

    device: str


@dataclass(frozen=True)
class Remedy:
    """What to do about an error of a device, and where to look."""

    device: str
    key: str


@dataclass(frozen=True)
class Trial:
    """A device's guided test; `round` when it is one of « Tout tester »."""

    device: str
    round: bool = False


@dataclass(frozen=True)
class Journal:
    """The last events in words, of one device or of all."""

    device: str = ""


@dataclass(frozen=True)
class Checkup:
    """« Tout tester »: how far it is, and what came out."""


Screen = (
    Welcome | Neutral | Home | Topic | Search | Procedure | Wizard | Events | Plan | Checklist | Form | Printing
    | Counters | Counter | BeforeCall | Waiting | Nobody
    | Call | Reading | Sign | Fill | PaperSign | Showing | Writing | Goodbye
    | PrintOptions | PrintPages
    | Sites | Site | Offices | Office | Orient | Pin | Agent | Maintenance
    | DevicePage | Remedy | Trial | Journal | Checkup
    | Town | Area | Notice | Ask | AskReview | AskDone | ScanPlace | ScanCamera | ScanPages | ScanDone
    | SlotDays | SlotHours | SlotConfirm | SlotBooked | AppointmentCode | AppointmentHere
)  # fmt: skip
ASKING = (Ask, AskReview)
IN_CALL = (Call, Reading, Sign, Fill, PaperSign, Showing, Writing)
SCANNING = (ScanPlace, ScanCamera, ScanPages, ScanDone)
IN_QUEUE = (Waiting, Nobody)
CHOOSING_SLOT = (SlotDays, SlotHours, SlotConfirm)
UPKEEP = (DevicePage, Remedy, Trial, Journal, Checkup)
STAFF = (Pin, Agent, Maintenance, *UPKEEP)
DEAF = (Neutral, *STAFF)
"""Where no code is read: the reader is free for a technician's test, or for the next visitor's screen."""
