from kiosk.journey.leave import unprinted
from kiosk.journey.overlays import Trouble
from kiosk.journey.state import Journey
from session.protocol import call, local, printing
from session.protocol import kiosk_relay as relay
from tests.unit.journey.story import DOCUMENT, FORM_HASH, Story, pages, world


def test_goodbye_ends_with_the_answer_and_forgets_everything(story: Story) -> None:
    story.begin()
    story.touch("sheet.open", "F1")
    story.touch("checklist.open", "F1")
    story.touch("checklist.yes", "Photo d'identité récente")
    story.touch("leave.open")
    story.touch("goodbye.answer", "partly")
    story.touch("goodbye.finish")
    assert (story.last(local.VisitEnd).reason, story.last(local.VisitEnd).outcome) == ("finished", "partly")
    left = story.journey
    assert left == Journey(now=left.now, screen=left.screen, world=left.world)
    story.touch("touch")
    assert story.at == "Neutral"


def test_goodbye_waits_for_the_running_sheet(story: Story) -> None:
    story.begin()
    story.touch("sheet.open", "F1")
    story.touch("leave.open")
    story.touch("goodbye.print")
    assert story.at == "Printing"
    job = story.printed()[-1].job
    story.hear(printing.PrintState(job=job, state="printing", pages=1, page=1))
    story.touch("print.leave")
    story.touch("goodbye.finish")
    story.wait(59)
    assert not story.sent(local.VisitEnd)
    story.hear(printing.PrintState(job=job, state="done", pages=1, page=1))
    story.wait(1)
    assert len(story.sent(local.VisitEnd)) == 1
    assert not story.sent(printing.PrintCancel)


def test_goodbye_cancels_a_sheet_that_never_comes(story: Story) -> None:
    story.begin()
    story.touch("leave.open")
    story.touch("goodbye.print")
    story.touch("print.leave")
    story.touch("goodbye.finish")
    story.wait(61)
    assert len(story.sent(printing.PrintCancel)) == 1
    assert len(story.sent(local.VisitEnd)) == 1


def test_signed_paper_not_yet_printed_is_offered_again_at_goodbye(story: Story) -> None:
    story.document()
    story.touch("reading.keep")
    story.touch("call.end")
    assert unprinted(story.journey) == [DOCUMENT]
    story.touch("goodbye.copy", DOCUMENT)
    assert story.last(printing.PrintDocument).document == DOCUMENT
    assert unprinted(story.journey) == []


def test_a_paper_that_cannot_be_shown_in_a_call_is_told(story: Story) -> None:
    story.talk()
    story.hear(local.DocumentFailed(document=DOCUMENT, key="document.password-protected"))
    assert story.journey.overlay == Trouble("document.password-protected")
    assert story.noted("error.shown") == 1


def test_ending_while_waiting_gives_the_place_up(story: Story) -> None:
    story.queue()
    story.touch("staff.open")
    story.touch("pin.key", "1")
    story.touch("pin.enter")
    story.hear(local.PinResult(ok=True, role="agent"))
    story.touch("agent.wipe")
    assert len(story.sent(relay.QueueLeave)) == 1
    assert story.last(local.VisitEnd).reason == "agent"
    assert story.at == "Neutral"


def test_ending_in_a_call_hangs_up_and_stops_ringing(story: Story) -> None:
    story.talk()
    story.touch("bar.help")
    story.touch("staff.open")
    story.touch("pin.key", "1")
    story.touch("pin.enter")
    story.hear(local.PinResult(ok=True, role="agent"))
    story.touch("agent.wipe")
    assert len(story.sent(call.CallEnd)) == 1
    assert [ring.active for ring in story.sent(relay.HelpRing)] == [True, False]


def test_paper_out_is_said_and_the_job_goes_on_by_itself(story: Story) -> None:
    story.begin()
    story.touch("checklist.print", "F1")
    job = story.printed()[-1].job
    story.hear(printing.PrintState(job=job, state="held", key="printer.paper-empty"))
    assert story.journey.jobs[job].key == "printer.paper-empty"
    story.hear(printing.PrintState(job=job, state="printing", page=1, pages=1))
    story.hear(printing.PrintState(job=job, state="done", page=1, pages=1))
    story.touch("print.again")
    assert (story.last(printing.PrintAnswer).came_out, story.last(printing.PrintAnswer).again) == (
        False,
        True,
    )
    assert story.at == "Printing"
    story.hear(printing.PrintState(job=job, state="done", page=1, pages=1))
    story.touch("print.yes")
    assert story.last(printing.PrintAnswer).came_out is True
    assert story.at == "Home"


def test_no_printing_is_begun_without_a_printer(story: Story) -> None:
    story.hear(world(printer=local.Printer(usable=False, key="printer.device-offline")))
    story.begin()
    story.touch("checklist.print", "F1")
    assert story.at == "Home"
    assert not story.printed()


def test_form_is_opened_filled_and_printed_with_its_values(story: Story) -> None:
    story.begin()
    story.touch("sheet.open", "F1")
    story.touch("form.open", "R1")
    asked = story.last(local.FormOpen)
    assert asked.sha256 == FORM_HASH
    story.hear(pages(asked.document, "Demande"))
    story.touch("form.type", {"name": "nom", "text": "Dupont"})
    story.touch("form.type", {"name": "majeur\x1fOui", "text": "1"})
    story.touch("form.type", {"name": "autre\x1fX", "text": ""})
    story.touch("form.print")
    order = story.last(printing.PrintForm)
    assert order.sha256 == FORM_HASH
    assert order.values == {"nom": "Dupont", "majeur": "Oui"}


def test_a_form_that_fails_says_why(story: Story) -> None:
    story.begin()
    story.touch("sheet.open", "F1")
    story.touch("form.open", "R1")
    document = story.last(local.FormOpen).document
    story.hear(local.DocumentFailed(document=document, key="document.file-damaged"))
    assert story.journey.failed == {document: "document.file-damaged"}
    assert DOCUMENT not in story.journey.documents
