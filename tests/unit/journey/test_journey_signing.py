"""Three ways to answer who asks for a signature: here, on paper, or not; and several people on one document."""

from dataclasses import replace

import pytest

from kiosk.journey import screens as at
from kiosk.journey.conversation import KeepCopy
from kiosk.journey.marking import with_table
from session.protocol import local, peer, printing
from session.protocol.call import CallEnd
from session.protocol.cameras import PaperLook
from session.protocol.scanning import ScanBind, Scanner, ScanPage, ScanSend, ScanStart, ScanState
from session.protocol.shared import Box
from session.protocol.showing import ShowingAsk
from tests.unit.journey.story import DOCUMENT, Story, pages, world

BOX = Box(page=1, x=0.1, y=0.8, w=0.35, h=0.1)
NEXT = Box(page=1, x=0.55, y=0.8, w=0.35, h=0.1)
SHA = "5a" * 32
SIGNED, TWICE, SCANNED, OTHER = "51" * 16, "52" * 16, "5c" * 16, "07" * 16


@pytest.fixture
def asked(story: Story) -> Story:
    """At the page to sign; the document is known by its hash, a second box is reserved."""
    story.talk()
    story.hear(pages().model_copy(update={"sha256": SHA}))
    story.touch("request.yes")
    story.touch("reading.keep")
    story.hear(peer.SignAsk(document=DOCUMENT, box=BOX, later=[NEXT]))
    story.touch("request.yes")
    return story


def _drawn(story: Story) -> None:
    story.touch("sign.stroke", [[0.15, 0.82], [0.2, 0.85], [0.3, 0.83]])
    story.touch("sign.confirm")


def _signed(story: Story, document: str, signed: str) -> None:
    story.hear(pages(signed, "attestation - signé.pdf").model_copy(update={"sha256": "5b" * 32}))
    story.hear(local.SignResult(document=document, signed=signed))


def test_the_very_file_that_was_shown_is_named_in_the_order(asked: Story) -> None:
    _drawn(asked)
    ink = asked.last(local.SignInk)
    assert (ink.document, ink.sha256, ink.later) == (DOCUMENT, SHA, [NEXT])


@pytest.mark.parametrize("place", ["bar.back", "bar.home"])
def test_while_the_document_takes_the_ink_nothing_is_promised_to_be_erased(asked: Story, place: str) -> None:
    _drawn(asked)
    asked.touch(place)
    assert (asked.at, asked.over) == ("Sign", "")
    asked.hear(local.SignResult(document=DOCUMENT, key="signature.document-changed"))
    asked.touch(place)
    assert asked.over == "Confirm"  # not signed: the drawing is there to lose again


@pytest.mark.parametrize("place", ["bar.back", "bar.home"])
def test_a_card_about_the_drawing_is_gone_once_it_is_being_signed(asked: Story, place: str) -> None:
    asked.touch("sign.stroke", [[0.15, 0.82], [0.2, 0.85]])
    asked.touch(place)
    assert asked.journey.overlay is not None
    asked.touch("sign.confirm")
    assert (asked.at, asked.over) == ("Sign", "")
    _signed(asked, DOCUMENT, SIGNED)
    asked.touch("overlay.yes")
    assert asked.at == "Call"
    assert not asked.sent(CallEnd)


def test_a_card_about_a_page_that_is_gone_ends_no_call(asked: Story) -> None:
    asked.touch("sign.stroke", [[0.15, 0.82], [0.2, 0.85]])
    asked.touch("bar.home")
    asked.hear(
        local.SignResult(document=DOCUMENT, signed=SIGNED)
    )  # « Je signe », and a screen that came back late
    assert (asked.at, asked.over) == ("Call", "")
    asked.touch("overlay.yes")
    assert not asked.sent(CallEnd)


def test_a_changed_document_says_so_and_nothing_is_signed(asked: Story) -> None:
    _drawn(asked)
    asked.hear(local.SignResult(document=DOCUMENT, key="signature.document-changed"))
    assert isinstance(asked.journey.screen, at.Sign)
    assert asked.journey.screen.failed == "signature.document-changed"


@pytest.mark.parametrize("reason", ["read-again", "not-clear", "disagree"])
def test_why_one_does_not_sign_is_said_by_who_wants_to(asked: Story, reason: str) -> None:
    asked.touch("sign.refuse")
    asked.touch("sign.reason", reason)
    assert (asked.last(peer.SignNews).state, asked.last(peer.SignNews).reason) == ("refused", reason)
    assert asked.at == "Call"


def test_one_may_come_back_to_the_page_from_the_reasons(asked: Story) -> None:
    asked.touch("sign.refuse")
    asked.touch("bar.back")
    assert isinstance(asked.journey.screen, at.Sign)
    assert not asked.journey.screen.refusing
    assert asked.last(peer.SignNews).state == "reading"


def test_a_reason_of_ones_own_is_none(asked: Story) -> None:
    asked.touch("sign.refuse")
    asked.touch("sign.reason", "<script>")
    assert asked.last(peer.SignNews).reason is None


@pytest.mark.parametrize(
    ("box", "key"),
    [
        (Box(page=2, x=0.1, y=0.1, w=0.4, h=0.1), "signature.box-invalid"),
        (Box(page=0, x=0.8, y=0.1, w=0.4, h=0.1), "signature.box-invalid"),
        (Box(page=0, x=0.1, y=0.1, w=0.1, h=0.1), "signature.box-small"),
        (Box(page=0, x=0.1, y=0.1, w=0.4, h=0.01), "signature.box-small"),
    ],
)
def test_a_box_nobody_can_sign_in_is_told_to_the_expert(story: Story, box: Box, key: str) -> None:
    story.document()
    story.hear(peer.SignAsk(document=DOCUMENT, box=box))
    assert (story.last(peer.SignNews).state, story.last(peer.SignNews).key) == ("failed", key)
    assert story.journey.call is not None
    assert story.journey.call.requests == ()


def test_an_unknown_document_is_told_too(story: Story) -> None:
    story.document()
    story.hear(peer.SignAsk(document="ee" * 16, box=BOX))
    assert story.last(peer.SignNews).key == "signature.box-invalid"


def test_a_second_person_signs_the_signed_copy_in_their_own_box(asked: Story) -> None:
    _drawn(asked)
    _signed(asked, DOCUMENT, SIGNED)
    assert asked.journey.call is not None
    assert asked.journey.call.requests == (KeepCopy(SIGNED),)
    asked.touch("request.no")
    asked.hear(peer.SignAsk(document=DOCUMENT, box=NEXT))
    asked.touch("request.yes")
    assert asked.last(peer.SignNews).document == DOCUMENT  # as the expert knows it
    assert asked.journey.screen == at.Sign(SIGNED, 1)
    asked.touch("sign.stroke", [[0.6, 0.82], [0.7, 0.85]])
    asked.touch("sign.confirm")
    ink = asked.last(local.SignInk)
    assert (ink.document, ink.box, ink.sha256, ink.later) == (SIGNED, NEXT, "5b" * 32, [])
    _signed(asked, SIGNED, TWICE)
    asked.touch("request.no")
    asked.hear(peer.SignAsk(document=DOCUMENT, box=NEXT))
    assert asked.last(peer.SignNews).key == "signature.box-unforeseen"


def test_another_box_than_the_one_reserved_is_refused(asked: Story) -> None:
    _drawn(asked)
    _signed(asked, DOCUMENT, SIGNED)
    asked.hear(peer.SignAsk(document=DOCUMENT, box=BOX))
    assert asked.last(peer.SignNews).key == "signature.box-unforeseen"


def test_signing_on_paper_ends_with_the_scan_as_the_signed_copy(asked: Story) -> None:
    asked.touch("sign.paper")
    assert asked.last(peer.SignNews).state == "on-paper"
    assert asked.last(printing.PrintDocument).document == DOCUMENT
    assert asked.at == "PaperSign"
    _scan(asked)
    assert asked.at == "ScanDone"
    asked.touch("scan.give")
    order = asked.last(ScanSend)
    assert (order.document, order.signs) == (_scanned(asked), DOCUMENT)
    assert asked.at == "Call"
    assert asked.journey.call is not None
    assert asked.journey.call.sign is None
    assert ("signed", "attestation.pdf") in {(done.kind, done.title) for done in asked.journey.done}


def _scanned(story: Story) -> str:
    return next(document for document, work in story.journey.documents.items() if work.origin == "scan")


def _scan(story: Story) -> None:
    story.hear(world(scanner=Scanner(present=True, usable=True, sources=["glass"])))
    story.touch("scan.open")
    story.touch("scan.start", "glass")
    run = story.last(ScanStart).scan
    story.hear(ScanPage(scan=run, page=SCANNED, width=1191, height=1684))
    story.hear(ScanState(scan=run, ended=True))
    story.touch("scan.page", 0)
    story.touch("scan.finish")
    story.hear(pages(story.last(ScanBind).document, "Document numérisé", 1))


def test_from_paper_one_may_sign_here_after_all_or_not_at_all(asked: Story) -> None:
    asked.touch("sign.paper")
    asked.touch("paper-sign.screen")
    assert asked.journey.screen == at.Sign(DOCUMENT, 1)
    asked.touch("sign.paper")
    asked.touch("paper-sign.refuse")
    assert asked.last(peer.SignNews).state == "refused"
    assert asked.journey.call is not None
    assert asked.journey.call.table.on_paper == ""


def test_without_a_printer_paper_is_not_offered(asked: Story) -> None:
    asked.hear(world(printer=local.Printer(usable=False, key="printer.paper-empty")))
    asked.touch("sign.paper")
    assert isinstance(asked.journey.screen, at.Sign)


def test_a_scan_broken_off_comes_back_to_the_steps(asked: Story) -> None:
    asked.touch("sign.paper")
    _scan(asked)
    asked.touch("scan.leave")
    assert asked.at == "PaperSign"


def _another_way(story: Story, way: str) -> None:
    """Signed, or refused, on the screen after a page went out on paper."""
    story.touch("paper-sign.leave")
    story.hear(peer.SignAsk(document=DOCUMENT, box=BOX, later=[NEXT]))
    if way == "refused":
        story.touch("request.no")
        return
    story.touch("request.yes")
    _drawn(story)
    _signed(story, DOCUMENT, SIGNED)
    story.touch("request.no")


@pytest.mark.parametrize("way", ["signed", "refused"])
def test_a_payslip_scanned_later_is_not_the_page_that_was_signed_on_the_screen(
    asked: Story, way: str
) -> None:
    asked.touch("sign.paper")
    _another_way(asked, way)
    _scan(asked)
    asked.touch("scan.give")
    assert not asked.sent(ScanSend)
    asked.touch("scan.send")
    assert asked.last(ScanSend).signs is None


def test_the_late_result_of_a_signature_ends_the_way_by_paper_too(asked: Story) -> None:
    _drawn(asked)
    table = replace(asked.journey.call.table, on_paper=DOCUMENT) if asked.journey.call else None
    assert table is not None
    asked.journey = with_table(asked.journey, table)
    _signed(asked, DOCUMENT, SIGNED)
    assert asked.journey.call is not None
    assert asked.journey.call.table.on_paper == ""


def test_what_is_scanned_while_a_page_is_out_on_paper_may_be_shown_as_what_it_is(asked: Story) -> None:
    asked.touch("sign.paper")
    asked.touch("paper-sign.leave")
    _scan(asked)
    asked.touch("scan.send")
    assert asked.last(ScanSend).signs is None
    assert asked.journey.call is not None
    assert asked.journey.call.table.on_paper == DOCUMENT  # the signed page is still to come


def test_another_document_signed_here_leaves_the_first_on_paper(asked: Story) -> None:
    asked.touch("sign.paper")
    asked.touch("paper-sign.leave")
    asked.hear(pages(OTHER, "avenant.pdf"))
    asked.touch("request.yes")
    asked.touch("reading.close")
    asked.hear(peer.SignAsk(document=OTHER, box=BOX))
    asked.touch("request.yes")
    assert asked.journey.call is not None
    assert asked.journey.call.table.on_paper == DOCUMENT


def test_a_photograph_the_expert_asked_for_is_never_the_signed_page(asked: Story) -> None:
    asked.touch("sign.paper")
    asked.hear(world(scanner=Scanner(camera=True)))
    asked.hear(ShowingAsk(what="still"))
    asked.touch("request.yes")
    run = asked.last(PaperLook).scan
    asked.hear(ScanPage(scan=run, page=SCANNED, width=1191, height=1684))
    asked.hear(ScanState(scan=run, ended=True))
    asked.touch("scan.finish")
    asked.hear(pages(asked.last(ScanBind).document, "Document numérisé", 1))
    assert asked.at == "ScanDone"
    asked.touch("scan.give")
    assert not asked.sent(ScanSend)
    asked.touch("scan.send")
    assert asked.last(ScanSend).signs is None
