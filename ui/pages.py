"""What QML draws, page by page: plain values, all words already French.

`kiosk.screen` names the page (the class name in snake case: `Welcome` is `welcome`), `kiosk.page` is
the dataclass as a map with the same field names. QML decides nothing: a button that may not be used
is not in the page, or has `enabled` false.

What QML may say is `kiosk.act(name, argument)`. Buttons carry their own name and argument as an
`Action`: `kiosk.act(a.name, a.argument)`. Besides those, only:

- `touch`                        the welcome screen was touched anywhere
- `bar.back|home|help|listen|display`   the five places of the bottom bar
- `overlay.cancel`               Escape, or a touch beside an overlay's card
- `search.open`                  the search field of the home page was touched
- `search.type` TEXT             the field's text after each change (QML owns the caret; when
                                 `page.text` differs from the field, the field takes it)
- `search.submit`                Enter
- `form.focus` NAME              a field of the form was touched; empty leaves it
- `form.type` {name, text}       that field's text after each change
- `document.page` INDEX          show this page (from 0): form, reading
- `document.zoom` FACTOR         1.0 to 3.0
- `pointer.move` [x, y]          the visitor's finger on a page read together, 0..1; at most 15 Hz
- `pointer.leave`
- `sign.stroke` [[x, y], ...]    one finished stroke, 0..1 of the page shown
- `pin.key` DIGIT                also `pin.erase`, `pin.enter`
- `site.loaded`                  the web view shows a page; `site.failed` when the site does not answer
- `site.blocked` HOST            the web view refused an address
- `site.history` DEEPER          whether the web view's own Retour has somewhere to go
- `site.print`                   never sent: its button asks the page's own web view to print
- `site.printed` DOCUMENT        the web view wrote a page into the vault under this id
- `scroll`                       the page was dragged or scrolled (keeps the visit alive)

Pictures are `image://icon/NAME` and the `picture` addresses given in pages (`image://vault/…`).
Video is drawn by two `VideoOutput`s handed over with `kiosk.video("self"|"remote", output.videoSink)`.
"""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["calm", "good", "warn", "bad"]
"""How a sentence is coloured; the words say it as well."""
ActionKind = Literal["main", "secondary", "danger", "quiet"]


@dataclass(frozen=True)
class Action:
    """A button: what it says and what it does."""

    name: str
    label: str
    icon: str = ""
    argument: str | int | bool = ""
    kind: ActionKind = "secondary"
    enabled: bool = True
    hint: str = ""


@dataclass(frozen=True)
class CounterLine:
    """A counter in one line: « CAF », « 1 personne avant vous · environ 8 min »."""

    name: str
    words: str
    open: bool


@dataclass(frozen=True)
class Note:
    """A set-apart sentence, with its title and icon."""

    title: str
    text: str
    tone: Tone = "calm"
    icon: str = "info"


@dataclass(frozen=True)
class Greeting:
    """« Touchez l'écran » in one language; `rtl` for those written from the right."""

    language: str
    text: str
    rtl: bool = False


@dataclass(frozen=True)
class CallbackNote:
    """An expert calls back now: who holds `number` may answer."""

    number: str
    title: str
    text: str
    answer: Action


# ---- before the visit


@dataclass(frozen=True)
class Neutral:
    """Nothing of a visit: the town hall's name only. Drawn while the wipe happens."""

    words: str


@dataclass(frozen=True)
class Welcome:
    """`callback`, when present, comes first."""

    title: str
    greetings: list[Greeting]
    time: str
    date: str
    counters_title: str
    counters: list[CounterLine]
    notices: list[Note]
    start: Action
    staff: Action
    callback: CallbackNote | None = None


@dataclass(frozen=True)
class Closed:
    """`code` is the error's short code, for the telephone; may be empty."""

    title: str
    text: str
    fallback: str
    code: str
    staff: Action


# ---- browse


@dataclass(frozen=True)
class Home:
    """`counter` is the big « Parler à un conseiller » card; its `enabled` follows the world."""

    title: str
    question: str
    search_hint: str
    tiles: list[Action]
    counter: Action
    counters: list[CounterLine]
    more: list[Action]
    notes: list[Note]


@dataclass(frozen=True)
class Group:
    """Entries under one sub-title (may be empty)."""

    title: str
    entries: list[Action]


@dataclass(frozen=True)
class Topic:
    """What one tile holds."""

    crumbs: str
    title: str
    groups: list[Group]
    notes: list[Note]
    actions: list[Action]


@dataclass(frozen=True)
class Result:
    """One search result: touch opens it."""

    title: str
    why: str
    crumbs: str
    open: Action


@dataclass(frozen=True)
class Search:
    """Search and its results; the keyboard is always there. `topics` only when nothing was found."""

    title: str
    text: str
    hint: str
    suggestions: list[Action]
    results: list[Result]
    words: str
    note: Note | None
    topics: list[Action]
    actions: list[Action]


# ---- procedure


@dataclass(frozen=True)
class Choice:
    """One answer among several."""

    label: str
    chosen: bool
    choose: Action


@dataclass(frozen=True)
class Question:
    """« Est-ce votre cas ? »: exactly one of the choices; touching the chosen one undoes it."""

    title: str
    choices: list[Choice]


LineKind = Literal["heading", "text", "bullet", "number", "note", "question", "table", "link"]


@dataclass(frozen=True)
class Line:
    """One thing of a text, top to bottom. `level` indents (0, 1, 2).

    note: `title`, `text`, `tone`. question: `question`. table: `rows`, the first is the heading.
    link: `action`. number: `title` is « 1. ».
    """

    kind: LineKind
    text: str = ""
    level: int = 0
    title: str = ""
    tone: Tone = "calm"
    question: Question | None = None
    rows: list[list[str]] | None = None
    action: Action | None = None


@dataclass(frozen=True)
class Chapter:
    """A part of the procedure that opens and closes."""

    title: str
    open: bool
    toggle: Action
    lines: list[Line]


@dataclass(frozen=True)
class Card:
    """An online service, an office, a form: title, words under it, and perhaps one action."""

    title: str
    text: str
    icon: str
    action: Action | None = None


@dataclass(frozen=True)
class Procedure:
    """`facts` are « Coût », « Délai »… with their words; `lines` come before the chapters."""

    crumbs: str
    title: str
    summary: str
    source: str
    old: bool
    questions: list[Question]
    facts: list[Note]
    lines: list[Line]
    chapters: list[Chapter]
    forms: list[Card]
    services: list[Card]
    offices: list[Card]
    related: list[Action]
    actions: list[Action]


@dataclass(frozen=True)
class Paper:
    """One paper to bring. `have` is `yes`, `no` or empty."""

    label: str
    hint: str
    have: Literal["yes", "no", ""]
    yes: Action
    no: Action


@dataclass(frozen=True)
class Checklist:
    """`questions` narrow the list to the person's case; `outcome` says what follows."""

    crumbs: str
    title: str
    question: str
    source: str
    old: bool
    questions: list[Question]
    papers: list[Paper]
    outcome: Note
    actions: list[Action]


# ---- paper


@dataclass(frozen=True)
class Picture:
    """One page on the screen: `width`/`height` in pixels at 144 dpi give its proportions."""

    picture: str
    page: int
    pages: int
    width: int
    height: int
    zoom: float
    words: str


@dataclass(frozen=True)
class FormField:
    """A simple field of the page shown, 0..1 of the page. `type` is `text` or `check`."""

    name: str
    label: str
    type: Literal["text", "check"]
    value: str
    x: float
    y: float
    w: float
    h: float
    focused: bool


@dataclass(frozen=True)
class Form:
    """`picture` is None while the form is being prepared, or when it failed (`note`)."""

    title: str
    words: str
    note: Note | None
    picture: Picture | None
    fields: list[FormField]
    focused: str
    pager: list[Action]
    actions: list[Action]


PrintWord = Literal["preparing", "queued", "printing", "held", "done", "failed", "canceled", "unsure"]


@dataclass(frozen=True)
class Printing:
    """`progress` is 0..1, or -1 when not known. When `state` is done the actions ask if it came out."""

    title: str
    what: str
    state: PrintWord
    words: str
    remedy: str
    code: str
    progress: float
    actions: list[Action]


# ---- counter


@dataclass(frozen=True)
class CounterCard:
    """A counter in the list."""

    name: str
    administration: str
    words: str
    open: bool
    choose: Action


@dataclass(frozen=True)
class Counters:
    """All counters; `note` when the link is down or none exists."""

    title: str
    text: str
    counters: list[CounterCard]
    note: Note | None
    actions: list[Action]


@dataclass(frozen=True)
class Counter:
    """`consent` is a yes/no question about sharing the procedure, or None without a procedure."""

    title: str
    administration: str
    open: bool
    words: str
    estimate: str
    can: list[str]
    cannot: list[str]
    papers: list[str]
    consent: Question | None
    note: Note | None
    actions: list[Action]


@dataclass(frozen=True)
class BeforeCall:
    """Privacy in three lines; `camera` tells whether the self-view may be drawn."""

    title: str
    lines: list[Note]
    camera: bool
    camera_words: str
    actions: list[Action]


@dataclass(frozen=True)
class Waiting:
    """`ahead` is -1 until the relay answered."""

    title: str
    ahead: int
    position: str
    estimate: str
    advice: str
    papers: list[Paper]
    note: Note | None
    actions: list[Action]


@dataclass(frozen=True)
class Nobody:
    """The promised time has passed. `number` once a call-back is kept."""

    title: str
    text: str
    number: str
    contact: str
    actions: list[Action]


# ---- call


@dataclass(frozen=True)
class Request:
    """What is asked of me: one sentence, a detail, two buttons."""

    text: str
    detail: str
    icon: str
    yes: Action
    no: Action


@dataclass(frozen=True)
class Call:
    """`remote` and `self_view` tell whether pictures are there; else `picture_words` says why not.

    `note` is about a sheet being printed, a document coming, a pause; `request` comes first.
    """

    expert: str
    administration: str
    privacy: str
    link: Literal["connecting", "connected", "lost"]
    link_words: str
    remote: bool
    self_view: bool
    picture_words: str
    paused: bool
    request: Request | None
    buttons: list[Action]
    note: Note | None = None


@dataclass(frozen=True)
class Pointer:
    """Where someone points, 0..1 of the page."""

    x: float
    y: float
    who: str


@dataclass(frozen=True)
class Reading:
    """The same page on both sides. `remote`: the face stays in a small picture."""

    title: str
    words: str
    note: Note | None
    picture: Picture | None
    pointer: Pointer | None
    remote: bool
    pager: list[Action]
    actions: list[Action]


@dataclass(frozen=True)
class InkBox:
    """The reserved box on the page shown, 0..1."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True)
class Sign:
    """`box` is None on pages without it. `strokes` are redrawn as given; `pen` is 0..1 of page width."""

    title: str
    text: str
    legal: str
    picture: Picture | None
    box: InkBox | None
    strokes: list[list[list[float]]]
    pen: float
    busy: bool
    note: Note | None
    pager: list[Action]
    actions: list[Action]


# ---- leave


@dataclass(frozen=True)
class Goodbye:
    """`question` is the one question; `note` about a sheet still printing."""

    title: str
    done: list[str]
    reference: str
    next_step: str
    belongings: str
    question: Question
    note: Note | None
    actions: list[Action]


# ---- public web sites


@dataclass(frozen=True)
class Sites:
    """The allowed list; each card says what will be needed."""

    title: str
    text: str
    sites: list[Card]
    note: Note | None


@dataclass(frozen=True)
class Site:
    """A confined page. `hosts` is the whole allowed list, `vault` where a printed page may go.

    The web view goes one page back each time `steps` changes.
    """

    name: str
    url: str
    hosts: list[str]
    vault: str
    note: Note | None
    actions: list[Action]
    steps: int = 0


# ---- staff


@dataclass(frozen=True)
class Pin:
    """`digits` counts those typed. Keys are off while `wait` says how long to wait."""

    title: str
    digits: int
    message: str
    wait: str
    enabled: bool


@dataclass(frozen=True)
class Agent:
    """The agent's panel: never a document, never a title of the visit."""

    title: str
    lines: list[str]
    message: str
    actions: list[Action]


@dataclass(frozen=True)
class DeviceRow:
    """A device or a link: `words` say its state, `remedy` what to do, `test` runs its self-test."""

    label: str
    uri: str
    ok: bool
    words: str
    remedy: str
    code: str
    tested: str
    test: Action | None


@dataclass(frozen=True)
class Maintenance:
    """Every device and link, live."""

    title: str
    summary: Note
    devices: list[DeviceRow]
    actions: list[Action]


Page = (
    Neutral | Welcome | Closed | Home | Topic | Search | Procedure | Checklist | Form | Printing
    | Counters | Counter | BeforeCall | Waiting | Nobody | Call | Reading | Sign | Goodbye
    | Sites | Site | Pin | Agent | Maintenance
)  # fmt: skip
