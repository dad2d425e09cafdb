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
- `ask.type` TEXT               the answer to a request's question, or an appointment's code, after each change
- `text.type` TEXT               the line to the expert after each change; `text.send` is Enter
- `document.page` INDEX          show this page (from 0): form, reading
- `document.zoom` FACTOR         1.0 to 3.0
- `pointer.move` [x, y]          the visitor's finger on a page read together, 0..1; at most 15 Hz
- `pointer.leave`
- `mark.stroke` [[x, y], ...]    one finished stroke of the highlighter, 0..1 of the page shown
- `sign.stroke` [[x, y], ...]    one finished stroke, 0..1 of the page shown
- `pin.key` DIGIT                also `pin.erase`, `pin.enter`
- `site.loaded` ADDRESS           the web view shows a page; `site.failed` when the site does not answer
- `site.blocked` HOST            the web view refused an address
- `site.history` DEEPER          whether the web view's own Retour has somewhere to go
- `site.print`                   never sent: its button asks the page's own web view to print
- `site.printed` DOCUMENT        the web view wrote a page into the vault under this id
- `scroll`                       the page was dragged or scrolled (keeps the visit alive)

Pictures are `image://icon/NAME` and the `picture` addresses given in pages (`image://vault/…`).
Video is drawn by `VideoOutput`s handed over with `kiosk.video("self"|"remote"|"paper", output.videoSink)`.
"""

from ui.pages.appointments import Appointment, Slots
from ui.pages.asking import Ask, AskDone, AskLine, AskReview
from ui.pages.browse import Group, Result, Search, Site, Sites, Topic
from ui.pages.call import Call, InkBox, MarkDrawn, Pointer, Reading, Request, Sign
from ui.pages.counter import BeforeCall, Counter, CounterCard, Counters, Loudness, Nobody, Waiting
from ui.pages.guided import Wizard
from ui.pages.leave import Goodbye
from ui.pages.offices import Advice, Answer, DayRow, Fact, Office, OfficeGroup, OfficeRow, Offices, Orient
from ui.pages.paper import (
    Form,
    FormField,
    FormWays,
    PageTick,
    Printing,
    PrintOptions,
    PrintPages,
    PrintWord,
)
from ui.pages.parts import Action, Card, Choice, CounterLine, Note, Paper, Picture, Question, Tone, YourCase
from ui.pages.plan import Events, Gathering, Plan, PlanGroup, PlanStep
from ui.pages.procedure import Chapter, Checklist, Cited, Line, Procedure
from ui.pages.scan import ScanCamera, ScanChoice, ScanPages, ScanPlace
from ui.pages.showing import Showing
from ui.pages.staff import Agent, ContentCard, DeviceRow, Maintenance, Pin
from ui.pages.start import CallbackNote, Closed, Greeting, Home, Neutral, Rest, Welcome
from ui.pages.together import Fill, PaperSign
from ui.pages.upkeep import Checkup, DevicePage, Journal, Remedy, Trial
from ui.pages.writing import TextLine, Writing

Page = (
    Neutral | Welcome | Rest | Closed | Home | Topic | Search | Procedure | Wizard | Events | Plan | Checklist | Form
    | FormWays | Printing | PrintOptions | PrintPages
    | Counters | Counter | BeforeCall | Waiting | Nobody
    | Call | Reading | Sign | Fill | PaperSign | Showing | Writing | Goodbye
    | Sites | Site | Offices | Office | Orient | Advice | Pin | Agent | Maintenance
    | Ask | AskReview | AskDone | ScanPlace | ScanCamera | ScanPages
    | DevicePage | Remedy | Trial | Journal | Checkup
    | Slots | Appointment
)  # fmt: skip


__all__ = [
    "Action",
    "Advice",
    "Agent",
    "Answer",
    "Appointment",
    "Ask",
    "AskDone",
    "AskLine",
    "AskReview",
    "BeforeCall",
    "Call",
    "CallbackNote",
    "Card",
    "Chapter",
    "Checklist",
    "Checkup",
    "Choice",
    "Cited",
    "Closed",
    "ContentCard",
    "Counter",
    "CounterCard",
    "CounterLine",
    "Counters",
    "DayRow",
    "DevicePage",
    "DeviceRow",
    "Events",
    "Fact",
    "Fill",
    "Form",
    "FormField",
    "FormWays",
    "Gathering",
    "Goodbye",
    "Greeting",
    "Group",
    "Home",
    "InkBox",
    "Journal",
    "Line",
    "Loudness",
    "Maintenance",
    "MarkDrawn",
    "Neutral",
    "Nobody",
    "Note",
    "Office",
    "OfficeGroup",
    "OfficeRow",
    "Offices",
    "Orient",
    "Page",
    "PageTick",
    "Paper",
    "PaperSign",
    "Picture",
    "Pin",
    "Plan",
    "PlanGroup",
    "PlanStep",
    "Pointer",
    "PrintOptions",
    "PrintPages",
    "PrintWord",
    "Printing",
    "Procedure",
    "Question",
    "Reading",
    "Remedy",
    "Request",
    "Rest",
    "Result",
    "ScanCamera",
    "ScanChoice",
    "ScanPages",
    "ScanPlace",
    "Search",
    "Showing",
    "Sign",
    "Site",
    "Sites",
    "Slots",
    "TextLine",
    "Tone",
    "Topic",
    "Trial",
    "Waiting",
    "Welcome",
    "Wizard",
    "Writing",
    "YourCase",
]
