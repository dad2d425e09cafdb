"""What a sheet of official content is made of. Frozen, typed, free of any I/O.

Every block is one member of `Block`: a screen draws it with a `match`, and a member without a case
there is a type error, not a hole in the page.
"""

from dataclasses import dataclass
from typing import Literal

from offline_cache.branch import Branch
from offline_cache.conditions import Condition

SpanKind = Literal["strong", "sheet", "term", "web", "blank", "quote", "foreign", "above", "below"]
NoteKind = Literal["warning", "know", "note", "reminder", "example", "more", "help", "figure"]
SheetKind = Literal["sheet", "question", "links", "guide", "resource", "wizard", "folder"]


@dataclass(frozen=True)
class Span:
    """A stretch of a text that is more than plain: `[start, start + length)` in characters.

    `target` is a sheet's or resource's id (`sheet`), a definition's id (`term`), an address (`web`), or
    empty. A `sheet` target may be absent from the edition. `blank` is what the writer of a model letter
    replaces by their own words; `above` and `below` are exponents and indices.
    """

    start: int
    length: int
    kind: SpanKind
    target: str = ""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of running text, whitespace already folded."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Heading:
    """A title that opens no chapter of its own (a table's title, a step's name)."""

    text: str


@dataclass(frozen=True)
class ListItem:
    """One entry of a list; usually one paragraph, sometimes a paragraph and a nested list."""

    blocks: "tuple[Block, ...]"
    condition: Condition | None = None


@dataclass(frozen=True)
class ListBlock:
    """A list. `pieces` marks a list which the editor declared as papers to bring."""

    items: tuple[ListItem, ...]
    numbered: bool = False
    pieces: bool = False


@dataclass(frozen=True)
class Cell:
    """One cell of a table; `columns` and `rows` count the cells it covers."""

    blocks: "tuple[Block, ...]"
    header: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Table:
    """A table, row by row."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Case:
    """One answer to a `CaseGroup` and what applies then."""

    title: str
    blocks: "tuple[Block, ...]"
    condition: Condition | None = None


@dataclass(frozen=True)
class CaseGroup:
    """« Est-ce votre cas ? »: exactly one of the cases applies. `question` may be empty.

    `scope` is `sheet` when the whole sheet depends on it (ListeSituations), else `block`.
    """

    question: str
    cases: tuple[Case, ...]
    scope: Literal["sheet", "block"] = "block"


@dataclass(frozen=True)
class Chapter:
    """A titled part; `level` is 1 for a chapter, 2 for a sub-chapter.

    `title` reads right for someone who was asked nothing (« Si vous avez des enfants »), `sure_title`,
    when there is one, for someone to whom the part is known to apply (« Enfants »).
    """

    title: str
    blocks: "tuple[Block, ...]"
    level: int = 1
    pieces: bool = False
    condition: Condition | None = None
    sure_title: str = ""


@dataclass(frozen=True)
class Fragment:
    """Untitled blocks that apply under a condition."""

    blocks: "tuple[Block, ...]"
    condition: Condition | None = None


@dataclass(frozen=True)
class Note:
    """A set-apart remark: Attention, À savoir, À noter, Rappel… `date` is ISO, of a dated warning only.

    A `figure` says in words what a picture shows: the edition does not carry its pictures.
    """

    kind: NoteKind
    title: str
    blocks: "tuple[Block, ...]"
    date: str = ""


@dataclass(frozen=True)
class ServiceLink:
    """Something done on line: `kind` is the edition's own word (Téléservice, Simulateur…)."""

    id: str
    title: str
    url: str
    kind: str
    provider: str = ""
    blocks: "tuple[Block, ...]" = ()
    pivot: str = ""
    condition: Condition | None = None


@dataclass(frozen=True)
class FormLink:
    """A form to fill. `number` is its Cerfa number, or empty; `size` the publisher's wording; `notices` explain it."""

    id: str
    title: str
    number: str
    url: str
    provider: str = ""
    size: str = ""
    blocks: "tuple[Block, ...]" = ()
    condition: Condition | None = None
    notices: "tuple[WebLink, ...]" = ()


@dataclass(frozen=True)
class OfficeLink:
    """Where to go or whom to call. `pivot` joins to the directory (`mairie`, `caf`…), or is empty."""

    id: str
    title: str
    pivot: str
    url: str
    kind: str = ""
    complement: str = ""
    provider: str = ""
    blocks: "tuple[Block, ...]" = ()


@dataclass(frozen=True)
class Definition:
    """A word explained; `term` spans point at its id."""

    id: str
    term: str
    blocks: "tuple[Block, ...]"


Block = (
    Paragraph
    | Heading
    | ListBlock
    | Table
    | CaseGroup
    | Chapter
    | Fragment
    | Note
    | ServiceLink
    | FormLink
    | OfficeLink
    | Definition
)
Blocks = tuple[Block, ...]


@dataclass(frozen=True)
class CaseStep:
    """One answer to one question, the same in two chapters; but of its own `within` an answer it follows from."""

    question: str
    answers: tuple[str, ...]
    answer: str
    within: str = ""

    @property
    def asked(self) -> tuple[str, str, tuple[str, ...]]:
        """Which question this answers."""
        return self.within, self.question, self.answers


@dataclass(frozen=True)
class Crumb:
    """One step of the way from the front page to a sheet, or a related sheet."""

    id: str
    title: str


@dataclass(frozen=True)
class WebLink:
    """A page elsewhere: a legal text (`complement` says what it settles), or something more to read."""

    id: str
    title: str
    url: str
    provider: str = ""
    complement: str = ""
    condition: Condition | None = None


@dataclass(frozen=True)
class Choice:
    """One answer of a wizard: what it makes true and false, then more questions or the sheets it leads to.

    `said` is the answer as a sentence once given (« Vous êtes locataire »), or empty; `question` is what
    `choices` answer, or empty.
    """

    title: str
    said: str = ""
    help: "tuple[Block, ...]" = ()
    true: tuple[str, ...] = ()
    false: tuple[str, ...] = ()
    question: str = ""
    choices: "tuple[Choice, ...]" = ()
    leads: tuple[str, ...] = ()


@dataclass(frozen=True)
class WizardQuestion:
    """One question with its answers; `title` may be empty: the answers then speak for themselves."""

    title: str
    choices: tuple[Choice, ...]
    help: "tuple[Block, ...]" = ()


@dataclass(frozen=True)
class Wizard:
    """Questions that narrow sheets to a person's case, in order; an answer may ask more (`Choice.choices`)."""

    questions: tuple[WizardQuestion, ...]
    introduction: "tuple[Block, ...]" = ()


@dataclass(frozen=True)
class Fact:
    """A short fact drawn from the sheet (a cost, a delay), with the cases it holds in."""

    text: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One page of official content.

    `verified` and `changed` are ISO dates or empty: when the publisher last checked the page, and when it
    last changed in substance. `breadcrumb` leaves out the front page and the sheet itself.
    """

    id: str
    kind: SheetKind
    title: str
    summary: str = ""
    audience: str = ""
    theme: Crumb | None = None
    breadcrumb: tuple[Crumb, ...] = ()
    verified: str = ""
    changed: str = ""
    url: str = ""
    publisher: str = ""
    introduction: Blocks = ()
    blocks: Blocks = ()
    definitions: tuple[Definition, ...] = ()
    related: tuple[Crumb, ...] = ()
    questions: tuple[Crumb, ...] = ()
    costs: tuple[Fact, ...] = ()
    delays: tuple[Fact, ...] = ()
    services: tuple[ServiceLink, ...] = ()
    forms: tuple[FormLink, ...] = ()
    offices: tuple[OfficeLink, ...] = ()
    target: str = ""
    references: tuple[WebLink, ...] = ()
    more: tuple[WebLink, ...] = ()
    wizards: tuple[Crumb, ...] = ()
    wizard: Wizard | None = None
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True)
class Topic:
    """A tile, or a folder under one. `sheets` counts the sheets below it."""

    id: str
    title: str
    icon: str = ""
    sheets: int = 0


@dataclass(frozen=True)
class Entry:
    """One line of a topic's page, under the sub-title `group` (may be empty)."""

    id: str
    title: str
    kind: Literal["topic", "sheet"]
    group: str = ""
    sheets: int = 0


@dataclass(frozen=True)
class Form:
    """A form as the store knows it. `sha256` is empty when only its address is known.

    `pages` and `size` (bytes) are those of the local copy, 0 without one.
    """

    id: str
    title: str
    number: str
    url: str
    sha256: str = ""
    size: int = 0
    pages: int = 0

    @property
    def local(self) -> bool:
        """Whether the kiosk holds the PDF, so that it can be shown and printed without network."""
        return bool(self.sha256)


@dataclass(frozen=True)
class Edition:
    """The set of sheets in use. `date` is ISO; `age_days` counts from it to now. `ask`: too old to do without a person."""

    date: str
    source: str
    imported_at: str
    age_days: int
    is_old: bool
    sample: bool
    sheets: int
    ask: bool = False
