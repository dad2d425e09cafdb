"""Set our own A4 pages: checklist, goodbye slip, contacts, test page. Runs in a confined child."""

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    KeepTogether,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from kiosk.confine.child import Box, Talk
from kiosk.core.typography import typeset
from kiosk.documents.clean import CLEAN, render_folder
from kiosk.documents.layout import (
    BOTTOM,
    GREEN,
    LEFT,
    PALE,
    RIGHT,
    TOP,
    CodeSquare,
    Frame,
    Number,
    Styles,
    TickBox,
)
from kiosk.documents.report import report_story
from kiosk.documents.sheets import (
    SHEET,
    AppointmentSheet,
    ChecklistLine,
    ChecklistSheet,
    ContactSheet,
    GoodbyeSheet,
    NoticesSheet,
    OfficeLines,
    PlanSheet,
    ReportSheet,
    RequestSheet,
    Sheet,
    TestSheet,
)
from kiosk.documents.test_page import TestPlate
from kiosk.documents.type import FONTS, Faces, load_faces

_WIDTH = A4[0] - LEFT - RIGHT
_PADDING = 6  # points reportlab keeps inside a frame
_ASK = "À demander au guichet : la fiche en parle, sans dire que tout le monde doit les apporter."
_OLD = "Attention : contenu ancien, à vérifier avant de se déplacer"


def compose(request: dict[str, Any], box: Box, _talk: Talk) -> dict[str, Any]:
    """Set `request["sheet"]` as `clean.pdf` of the box and picture it."""
    sheet = SHEET.validate_python(request["sheet"])
    set_sheet(sheet, box.folder / CLEAN, load_faces(box.given(FONTS)))
    return render_folder(box.folder)


def set_sheet(sheet: Sheet, path: Path, faces: Faces) -> None:
    """Write one sheet as an A4 PDF."""
    old = isinstance(sheet, ChecklistSheet | PlanSheet) and sheet.old_content
    frame = Frame(faces, typeset(sheet.town), typeset(sheet.title), _foot(sheet), _OLD if old else "")
    # Set twice, each time anew: the first run only counts the pages, and uses its pieces up.
    count = _run(_story(sheet, Styles(faces)), BytesIO(), frame, 1)
    _run(_story(sheet, Styles(faces)), os.fspath(path), frame, count)


def _story(sheet: Sheet, styles: Styles) -> list[Any]:
    return _STORIES[type(sheet)](sheet, styles)


def _run(story: list[Any], target: BytesIO | str, frame: Frame, count: int) -> int:
    document = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=LEFT - _PADDING,
        rightMargin=RIGHT - _PADDING,
        topMargin=TOP,
        bottomMargin=BOTTOM,
        title=frame.title,
        lang="fr-FR",
        invariant=1,
    )

    def page(canvas: Canvas, _document: object) -> None:
        frame.draw(canvas, canvas.getPageNumber(), count)

    document.build(story, onFirstPage=page, onLaterPages=page)
    return int(document.page)


def _foot(sheet: Sheet) -> str:
    return (
        f"Borne Visio-Guichet · imprimé le {sheet.printed_on}" if sheet.printed_on else "Borne Visio-Guichet"
    )


def _text(words: str, style: Any) -> Paragraph:
    return Paragraph(escape(typeset(words)), style)


def _checklist(sheet: ChecklistSheet, styles: Styles) -> list[Any]:
    story: list[Any] = [_text(sheet.title, styles.title)]
    if sheet.intro:
        story.append(_text(sheet.intro, styles.intro))
    story.append(_text(f"Vérifié le {sheet.verified_on} · source : {sheet.source}", styles.small))
    story += _case(sheet.case, styles)
    if sheet.cases:
        story.append(_text("Ce qu'il faut apporter", styles.section))
    for case in sheet.cases:
        if case.title:
            story.append(_text(case.title, styles.case))
        story += _ticked(case.lines, styles)
    story += _cited(sheet, styles)
    return [*story, *_steps("Et ensuite", sheet.steps, styles), *_offices("Où aller", sheet.offices, styles)]


def _case(case: list[str], styles: Styles) -> list[Any]:
    """What the person answered, said back: the page is wrong for anybody else."""
    if not case:
        return []
    said = [_text(words, styles.body) for words in case]
    return [Spacer(0, 3 * mm), _card([_text("Pour votre cas", styles.strong), *said])]


def _plan(sheet: PlanSheet, styles: Styles) -> list[Any]:
    """The steps; then the papers on a page that can be taken along by itself; then whom to see."""
    story: list[Any] = [_text(sheet.title, styles.title)]
    if sheet.intro:
        story.append(_text(sheet.intro, styles.intro))
    if sheet.edition:
        story.append(_text(f"Fiches du {sheet.edition} · source : {sheet.source}", styles.small))
    story += _case(sheet.case, styles)
    for group in sheet.groups:
        rows = [_row(TickBox(step.done or None), _wide(step.title, step.why, styles)) for step in group.steps]
        story += [KeepTogether([_text(group.deadline, styles.section), rows[0]]), *rows[1:]]
    if sheet.papers or sheet.open:
        story += [
            PageBreak(),
            _text("Les papiers à rassembler", styles.title),
            *_ticked(sheet.papers, styles),
        ]
    if sheet.open:
        story.append(_text("Pour ces démarches, les papiers dépendent de votre cas", styles.section))
        story += [_text(f"• {title}", styles.body) for title in sheet.open]
    return [*story, *_offices("Qui voir, qui appeler", sheet.offices, styles)]


def _wide(title: str, why: str, styles: Styles) -> list[Paragraph]:
    return [_text(title, styles.step)] + ([_text(why, styles.body)] if why else [])


def _cited(sheet: ChecklistSheet, styles: Styles) -> list[Any]:
    """Nothing to tick here: the content speaks of these without asking for them."""
    if not sheet.cited:
        return []
    named = [
        _text(f"• {line.text}" + (f" ({line.note})" if line.note else ""), styles.body)
        for line in sheet.cited
    ]
    head = [_text("Documents cités dans la fiche", styles.section), _text(_ASK, styles.small)]
    return [KeepTogether([*head, Spacer(0, 1.5 * mm), named[0]]), *named[1:]]


def _ticked(lines: list[ChecklistLine], styles: Styles) -> list[Any]:
    return [_row(TickBox(line.ticked), _item(line.text, line.note, styles)) for line in lines]


def _goodbye(sheet: GoodbyeSheet, styles: Styles) -> list[Any]:
    story: list[Any] = [_text(sheet.title, styles.title), Spacer(0, 2 * mm)]
    story += [_row(TickBox(True), _item(done, "", styles)) for done in sheet.done]
    if sheet.reference:
        story += [_text("Votre référence", styles.section), _reference(sheet, styles)]
    return [
        *story,
        *_steps("La suite", sheet.steps, styles),
        *_offices("À qui parler", sheet.offices, styles),
    ]


def _reference(sheet: GoodbyeSheet, styles: Styles) -> Table:
    lines = [_text(sheet.reference, styles.reference)]
    if sheet.reference_note:
        lines.append(_text(sheet.reference_note, styles.body))
    return _card(lines, CodeSquare(sheet.reference))


def _contact(sheet: ContactSheet, styles: Styles) -> list[Any]:
    story: list[Any] = [_text(sheet.title, styles.title)]
    if sheet.intro:
        story.append(_text(sheet.intro, styles.intro))
    return [
        *story,
        *_offices("Vos contacts", sheet.offices, styles),
        *_steps("À faire", sheet.steps, styles),
    ]


def _appointment(sheet: AppointmentSheet, styles: Styles) -> list[Any]:
    """When and with whom first: what is looked for on the day."""
    told = [_text(sheet.day, styles.step), _text(sheet.hours, styles.reference)]
    told += [_text(line, styles.body) for line in (sheet.desk, sheet.place, sheet.note) if line]
    code = [_text("Votre code", styles.small), _text(sheet.code, styles.reference)]
    story = [_text(sheet.title, styles.title), _card(told), Spacer(0, 4 * mm)]
    story.append(_card(code, CodeSquare(sheet.code_data, 30 * mm)))
    if sheet.papers:
        story.append(_text("À apporter", styles.section))
        story += [_row(TickBox(None), _item(paper, "", styles)) for paper in sheet.papers]
    return [*story, *_steps("Le jour venu", sheet.steps, styles)]


def _test(sheet: TestSheet, styles: Styles) -> list[Any]:
    return [TestPlate(sheet, styles.faces)]


def _request(sheet: RequestSheet, styles: Styles) -> list[Any]:
    """What is asked, then what the visitor adds by hand: a date and a signature."""
    rows = [[_text(line.label, styles.small), _text(line.value, styles.strong)] for line in sheet.lines]
    told = Table(rows, colWidths=[58 * mm, _WIDTH - 58 * mm], hAlign="LEFT")
    told.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, PALE),
            ]
        )
    )
    number = [_text(f"Référence {sheet.reference}", styles.reference)]
    if sheet.phone:
        number.append(_text(f"À dire si vous appelez la mairie : {sheet.phone}", styles.body))
    story = [
        _text(sheet.title, styles.title),
        _card(number, CodeSquare(sheet.reference)),
        _text("Ma demande", styles.section),
        told,
    ]
    steps = ["Datez et signez ci-dessous.", f"Remettez cette feuille {sheet.desk}. Rien n'a été envoyé."]
    story += _steps("Ce qu'il reste à faire", steps, styles)
    if sheet.bring:
        story.append(_text("À apporter aussi", styles.section))
        story += [_row(TickBox(None), _item(paper, "", styles)) for paper in sheet.bring]
    signed = Table(
        [[_text("Date", styles.small), _text("Signature", styles.small)]],
        colWidths=[58 * mm, _WIDTH - 58 * mm],
        rowHeights=[30 * mm],
        hAlign="LEFT",
    )
    signed.setStyle(
        TableStyle(
            [
                ("BOX", (0, 0), (-1, -1), 1, GREEN),
                ("INNERGRID", (0, 0), (-1, -1), 0.5, GREEN),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    foot = [Spacer(0, 6 * mm), signed, Spacer(0, 3 * mm), _text(sheet.privacy, styles.small)]
    return [*story, KeepTogether(foot)]


def _notices(sheet: NoticesSheet, styles: Styles) -> list[Any]:
    story: list[Any] = [_text(sheet.title, styles.title)]
    if not sheet.notices:
        return [*story, _text("Rien n'est affiché aujourd'hui.", styles.body)]
    for notice in sheet.notices:
        lines = [_text(notice.title, styles.strong), _text(f"{notice.label} · {notice.days}", styles.body)]
        if notice.text:
            lines.append(_text(notice.text, styles.body))
        if notice.signed:
            lines.append(_text(f"Signé : {notice.signed}", styles.small))
        story += [Spacer(0, 3 * mm), KeepTogether([_card(lines)])]
    return story


def _item(words: str, note: str, styles: Styles) -> list[Paragraph]:
    return [_text(words, styles.body)] + ([_text(note, styles.small)] if note else [])


def _row(mark: Any, words: list[Paragraph]) -> Table:
    """A mark in the margin and text beside it; a row is never cut between two pages."""
    table = Table([[mark, words]], colWidths=[11 * mm, _WIDTH - 11 * mm], hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 1.2 * mm),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6 * mm),
            ]
        )
    )
    return table


def _steps(heading: str, steps: list[str], styles: Styles) -> list[Any]:
    if not steps:
        return []
    bold = styles.faces.bold
    rows = [_row(Number(n, bold), _item(step, "", styles)) for n, step in enumerate(steps, 1)]
    return [KeepTogether([_text(heading, styles.section), rows[0]]), *rows[1:]]


def _offices(heading: str, offices: list[OfficeLines], styles: Styles) -> list[Any]:
    if not offices:
        return []
    cards = [_office(office, styles) for office in offices]
    first = KeepTogether([_text(heading, styles.section), cards[0]])
    return [first, *(KeepTogether([Spacer(0, 3 * mm), card]) for card in cards[1:])]


def _office(office: OfficeLines, styles: Styles) -> Table:
    lines = [_text(office.name, styles.strong)]
    lines += [_text(line, styles.body) for line in office.address]
    if office.phone:
        lines.append(_text(f"Téléphone : {office.phone}", styles.strong))
    lines += [_text(line, styles.body) for line in office.hours]
    if office.note:
        lines.append(_text(office.note, styles.body))
    return _card(lines)


def _card(lines: list[Paragraph], code: CodeSquare | None = None) -> Table:
    """Lines on a pale ground; `code` says the same to a reader, at their right."""
    if code is not None:
        beside = Table([[lines, code]], colWidths=[_WIDTH - 8 * mm - code.width, code.width + 8 * mm])
        beside.setStyle(
            TableStyle(
                [
                    ("BACKGROUND", (0, 0), (-1, -1), PALE),
                    ("LEFTPADDING", (0, 0), (-1, -1), 4 * mm),
                    ("TOPPADDING", (0, 0), (-1, -1), 3 * mm),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 3 * mm),
                    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                    ("ROUNDEDCORNERS", [6, 6, 6, 6]),
                ]
            )
        )
        return beside
    table = Table([[line] for line in lines], colWidths=[_WIDTH], hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), PALE),
                ("LEFTPADDING", (0, 0), (-1, -1), 4 * mm),
                ("TOPPADDING", (0, 0), (-1, 0), 3 * mm),
                ("TOPPADDING", (0, 1), (-1, -1), 0.4 * mm),
                ("BOTTOMPADDING", (0, 0), (-1, -2), 0.4 * mm),
                ("BOTTOMPADDING", (0, -1), (-1, -1), 3 * mm),
                ("ROUNDEDCORNERS", [6, 6, 6, 6]),
            ]
        )
    )
    return table


_STORIES: dict[type[Sheet], Callable[[Any, Styles], list[Any]]] = {
    ChecklistSheet: _checklist,
    PlanSheet: _plan,
    GoodbyeSheet: _goodbye,
    ContactSheet: _contact,
    AppointmentSheet: _appointment,
    TestSheet: _test,
    RequestSheet: _request,
    NoticesSheet: _notices,
    ReportSheet: report_story,
}
