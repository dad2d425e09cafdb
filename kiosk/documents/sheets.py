"""What our own A4 pages say. Typed, so that a screen, a steward and a child agree."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

_Line = Annotated[str, Field(max_length=600)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class OfficeLines(_Frozen):
    """One place to go or to call, as it is printed."""

    name: _Line
    address: list[_Line] = Field(default_factory=list, max_length=10)
    phone: _Line = ""
    hours: list[_Line] = Field(default_factory=list, max_length=20)
    note: _Line = ""


class ChecklistLine(_Frozen):
    """One paper to bring. `ticked` is None when the person was not asked."""

    text: _Line
    ticked: bool | None = None
    note: _Line = ""


class ChecklistCase(_Frozen):
    """The papers of one case; `title` is empty for those everyone must bring."""

    title: _Line = ""
    lines: list[ChecklistLine] = Field(max_length=200)


class ChecklistSheet(_Frozen):
    """What to bring for one procedure; `cited` may be needed too. Dates are already written in French.

    `case` says back what the person answered of their case.
    """

    kind: Literal["checklist"] = "checklist"
    town: _Line
    title: _Line
    intro: _Line = ""
    verified_on: _Line
    source: _Line = "service-public.fr"
    printed_on: _Line = ""
    old_content: bool = False
    case: list[_Line] = Field(default_factory=list, max_length=30)
    cases: list[ChecklistCase] = Field(max_length=50)
    cited: list[ChecklistLine] = Field(default_factory=list, max_length=200)
    steps: list[_Line] = Field(default_factory=list, max_length=30)
    offices: list[OfficeLines] = Field(default_factory=list, max_length=10)


class PlanStep(_Frozen):
    """One thing to do, with a box to tick. `done` when it was ticked on the screen."""

    title: _Line
    why: _Line = ""
    done: bool = False


class PlanGroup(_Frozen):
    """The steps of one deadline."""

    deadline: _Line
    steps: list[PlanStep] = Field(max_length=50)


class PlanSheet(_Frozen):
    """A life event: steps in order, then all the papers on a page of their own, and whom to see or call.

    `open` names steps whose papers depend on the person's case. `case` says back what they answered.
    """

    kind: Literal["plan"] = "plan"
    town: _Line
    title: _Line
    intro: _Line = ""
    source: _Line = "service-public.fr"
    edition: _Line = ""
    printed_on: _Line = ""
    old_content: bool = False
    case: list[_Line] = Field(default_factory=list, max_length=30)
    groups: list[PlanGroup] = Field(max_length=50)
    papers: list[ChecklistLine] = Field(default_factory=list, max_length=200)
    open: list[_Line] = Field(default_factory=list, max_length=50)
    offices: list[OfficeLines] = Field(default_factory=list, max_length=20)


class GoodbyeSheet(_Frozen):
    """What was done, under which reference, and what comes next."""

    kind: Literal["goodbye"] = "goodbye"
    town: _Line
    title: _Line = "Ce que vous avez fait aujourd'hui"
    printed_on: _Line = ""
    done: list[_Line] = Field(max_length=50)
    reference: _Line = ""
    reference_note: _Line = ""
    steps: list[_Line] = Field(default_factory=list, max_length=30)
    offices: list[OfficeLines] = Field(default_factory=list, max_length=10)


class ContactSheet(_Frozen):
    """Whom to reach, when nobody answered or the counter is closed."""

    kind: Literal["contact"] = "contact"
    town: _Line
    title: _Line
    intro: _Line = ""
    printed_on: _Line = ""
    offices: list[OfficeLines] = Field(min_length=1, max_length=10)
    steps: list[_Line] = Field(default_factory=list, max_length=30)


class AppointmentSheet(_Frozen):
    """An appointment: when, where, with whom, the code in letters and for a reader, what to bring, how to cancel."""

    kind: Literal["appointment"] = "appointment"
    town: _Line
    title: _Line = "Votre rendez-vous"
    printed_on: _Line = ""
    day: _Line
    hours: _Line
    desk: _Line
    place: _Line
    note: _Line = ""
    code: _Line
    code_data: _Line
    papers: list[_Line] = Field(default_factory=list, max_length=60)
    steps: list[_Line] = Field(default_factory=list, max_length=10)


class AnswerLine(_Frozen):
    """One answer of a request, under the name of its question."""

    label: _Line
    value: _Line


class RequestSheet(_Frozen):
    """A request to the town hall, to be signed by hand and given at the desk. It was sent to nobody."""

    kind: Literal["request"] = "request"
    town: _Line
    title: _Line
    reference: _Line
    printed_on: _Line = ""
    lines: list[AnswerLine] = Field(min_length=1, max_length=40)
    desk: _Line
    phone: _Line = ""
    bring: list[_Line] = Field(default_factory=list, max_length=10)
    privacy: _Line = ""


class NoticeLine(_Frozen):
    """One legal notice."""

    title: _Line
    label: _Line
    days: _Line
    signed: _Line = ""
    text: _Line = ""


class NoticesSheet(_Frozen):
    """The legal notices of one day."""

    kind: Literal["notices"] = "notices"
    town: _Line
    title: _Line = "Affichage légal"
    printed_on: _Line = ""
    notices: list[NoticeLine] = Field(default_factory=list, max_length=300)


class TestSheet(_Frozen):
    """The technician's test page. `number` is to be read by a person, `code` by a scanner or a code reader."""

    __test__ = False  # a sheet, not a test case of pytest
    kind: Literal["test"] = "test"
    town: _Line
    title: _Line = "Page de test de l'imprimante"
    printed_on: _Line = ""
    number: _Line = ""
    code: _Line = ""
    facts: list[tuple[_Line, _Line]] = Field(default_factory=list, max_length=30)


class ReportDevice(_Frozen):
    """One device in the report: how it is, its last test, whether it was ever seen to work on this hardware."""

    label: _Line
    words: _Line
    ok: bool
    tested: _Line = ""
    mark: _Line = ""
    uri: _Line = ""


class ReportEvent(_Frozen):
    """One event in words; `code` when it tells of an error."""

    when: _Line
    words: _Line
    code: _Line = ""


class ReportSheet(_Frozen):
    """The technician's report of a kiosk. Nothing in it is of a visitor."""

    kind: Literal["report"] = "report"
    town: _Line
    title: _Line = "Rapport de la borne"
    printed_on: _Line = ""
    summary: _Line
    good: bool
    facts: list[tuple[_Line, _Line]] = Field(default_factory=list, max_length=20)
    devices: list[ReportDevice] = Field(max_length=60)
    host: list[tuple[_Line, _Line]] = Field(default_factory=list, max_length=30)
    events: list[ReportEvent] = Field(default_factory=list, max_length=200)


Sheet = Annotated[
    ChecklistSheet
    | PlanSheet
    | GoodbyeSheet
    | ContactSheet
    | AppointmentSheet
    | TestSheet
    | RequestSheet
    | NoticesSheet
    | ReportSheet,
    Field(discriminator="kind"),
]
SHEET: TypeAdapter[Sheet] = TypeAdapter(Sheet)
