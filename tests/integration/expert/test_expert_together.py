"""Expert and visitor at one table: the built page in Chromium, the visitor's real journey, real documents."""

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.async_api import expect
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from kiosk.journey import screens as at
from kiosk.journey.conversation import SignRequest
from kiosk.journey.state import Journey
from kiosk.link import aio
from session.protocol.call import Notice
from session.protocol.local import MEDIA_TO_STEWARD, STEWARD_TO_MEDIA
from tests.integration.expert.desk import AXE, SCREENS, Desk, picture, troubles
from tests.integration.expert.papers import request_form
from tests.integration.expert.relay_stand import RelayStand
from tests.integration.expert.test_expert_call import take
from tests.integration.expert.visitor_stand import VisitorStand

FIELD = ".panel--form [data-line={}]"


def housing_form() -> bytes:
    """One page with two lines to write and a box to tick."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(60, 760, "Demande d'aide au logement")
    canvas.setFont("Helvetica", 12)
    for name, label, y in (("nom", "Nom de naissance", 690), ("ville", "Commune", 620)):
        canvas.drawString(60, y + 26, label)
        canvas.acroForm.textfield(
            name=name, tooltip=label, x=60, y=y, width=360, height=22, borderStyle="inset"
        )
    canvas.drawString(90, 562, "Je loue mon logement")
    canvas.acroForm.checkbox(name="loue", tooltip="Je loue mon logement", x=60, y=560, size=16)
    canvas.drawString(330, 140, "Signature")
    canvas.rect(320, 60, 215, 75)
    canvas.save()
    return out.getvalue()


@pytest.fixture
async def kiosk(relay: RelayStand, tmp_path: Path) -> AsyncIterator[VisitorStand]:
    folder = tmp_path / "kiosk"
    folder.mkdir()
    stand = VisitorStand(folder, relay, "Mairie de Saint-Aubin")
    await stand.enrol()
    await stand.link_up()
    async with await aio.serve(folder / "steward", MEDIA_TO_STEWARD, STEWARD_TO_MEDIA, stand.accept):
        yield stand
        await stand.papers.stop()
        if stand.child is not None:
            await stand.stop()
    await stand.link_down()


async def _with_form(desk: Desk, kiosk: VisitorStand) -> str:
    """In a call, the form on the table, accepted by the visitor; its id."""
    await take(desk, kiosk)
    await kiosk.until(Notice, lambda notice: notice.state == "connected")
    file = {"name": "aide-logement.pdf", "mimeType": "application/pdf", "buffer": housing_form()}
    await desk.page.set_input_files("#file", file)  # type: ignore[arg-type]
    journey = await kiosk.sees(lambda journey: bool(journey.documents))
    (document,) = journey.documents
    kiosk.touch("request.yes")
    kiosk.touch("reading.keep")
    await expect(desk.page.locator(".sheet")).to_have_attribute("data-drawn", f"{document}/0")
    await expect(desk.page.locator(FIELD.format("nom"))).to_be_visible()
    return document


async def _prefill(desk: Desk, name: str, text: str) -> None:
    line = desk.page.locator(FIELD.format(name)).locator("input")
    await line.fill(text)
    await line.press("Tab")


async def test_a_form_is_prefilled_corrected_agreed_to_signed_and_found_valid(
    desk: Desk, kiosk: VisitorStand, tmp_path: Path
) -> None:
    document = await _with_form(desk, kiosk)
    await _prefill(desk, "nom", "LE GOF")
    await desk.page.locator(FIELD.format("loue")).locator("select").select_option(index=1)
    await kiosk.sees(
        lambda journey: journey.call is not None and len(journey.call.table.values(document)) == 2
    )
    kiosk.touch("request.yes")
    assert isinstance(kiosk.story.journey.screen, at.Fill)
    # Not shown before the visitor agrees, and gone again when they take it back.
    kiosk.touch("form.type", {"name": "ville", "text": "Saint-Aubin"})
    ville = desk.page.locator(FIELD.format("ville"))
    await expect(ville).to_contain_text("sans le montrer")
    await expect(ville.locator("input")).to_have_value("")
    kiosk.touch("fill.watch", True)
    await expect(ville.locator("input")).to_have_value("Saint-Aubin")
    # The expert points: the visitor's keyboard is there, and what they correct is seen as they type.
    await desk.page.locator(FIELD.format("nom")).get_by_role("button", name="Montrer").click()
    await kiosk.sees(lambda j: isinstance(j.screen, at.Fill) and j.screen.focused == "nom")
    kiosk.touch("form.type", {"name": "nom", "text": "LE GOFF"})
    await expect(desk.page.locator("[data-field=nom]")).to_contain_text("LE GOFF")
    assert await troubles(desk) == []
    await picture(desk, "9-filling")
    # The expert cannot write over what the visitor wrote, nor have the form signed before they agreed.
    await expect(desk.page.locator(FIELD.format("nom")).locator("input")).to_be_disabled()
    await _ask_signature(desk)
    await expect(desk.page.locator(f".doc[data-document='{document}']")).to_contain_text("pas encore validé")
    kiosk.touch("form.focus", "")
    kiosk.touch("fill.agree")
    await expect(desk.page.locator("[data-news=agreed]")).to_be_visible()
    journey = await kiosk.sees(lambda journey: isinstance(journey.screen, at.Reading))
    assert isinstance(journey.screen, at.Reading)
    filled = journey.screen.document
    await expect(desk.page.locator(".sheet")).to_have_attribute("data-drawn", f"{filled}/0")
    said = await _tell("pdftotext", kiosk.vault / filled / "clean.pdf", "-")
    assert "LE GOFF" in said
    assert "Saint-Aubin" in said
    # Signed: exactly the filled page, and the expert's download is valid.
    await _ask_signature(desk)
    await _sign(kiosk)
    signed = tmp_path / "signed.pdf"
    async with desk.page.expect_download() as download:
        await desk.page.get_by_role("button", name="Enregistrer la copie signée").click()
    await (await download.value).save_as(signed)
    report = await _tell("pdfsig", "-nocert", signed)
    assert "Signature is Valid" in report
    assert "Total document signed" in report
    assert "Mairie de Saint-Aubin" in report
    logs = (kiosk.folder / "papers.jsonl").read_text() + kiosk.events.read_text()
    assert "GOFF" not in logs
    await picture(desk, "10-signed")


async def _sign(kiosk: VisitorStand) -> None:
    """The person is asked, says yes, draws and confirms."""
    await kiosk.sees(_to_sign)
    while not isinstance(kiosk.story.journey.call.requests[0], SignRequest):  # type: ignore[union-attr]
        kiosk.touch("request.no")  # no copy on paper
    kiosk.touch("request.yes")
    box = kiosk.story.journey.call.sign.box  # type: ignore[union-attr]  # asked just now
    points = [[box.x + box.w * share, box.y + box.h * (0.2 + share / 3)] for share in (0.1, 0.3, 0.5, 0.8)]
    kiosk.touch("sign.stroke", points)
    kiosk.touch("sign.confirm")


def _to_sign(journey: Journey) -> bool:
    asked = journey.call.requests if journey.call is not None else ()
    return any(isinstance(request, SignRequest) for request in asked)


async def _tell(*command: str | Path) -> str:
    """What a program of poppler says."""
    child = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    out, _ = await child.communicate()
    return out.decode()


async def _ask_signature(desk: Desk) -> None:
    """Draw a box at the foot of the page shown and ask."""
    await desk.page.locator(".doc--shown").get_by_role("button", name="Demander une signature").click()
    await _draw_box(desk, 0.84)
    await desk.page.click("#sign-send")


async def _draw_box(desk: Desk, height: float) -> None:
    """A box that begins at this part of the page's height."""
    area = await desk.page.locator(".sheet--placing").bounding_box()
    assert area is not None
    left, top = area["x"], area["y"] + height * area["height"]
    await desk.page.mouse.move(left + 0.54 * area["width"], top)
    await desk.page.mouse.down()
    await desk.page.mouse.move(left + 0.9 * area["width"], top + 0.09 * area["height"], steps=4)
    await desk.page.mouse.up()


async def test_the_second_person_signs_though_the_tab_was_reloaded_after_the_first(
    desk: Desk, kiosk: VisitorStand
) -> None:
    await take(desk, kiosk)
    await kiosk.until(Notice, lambda notice: notice.state == "connected")
    file = {"name": "demande.pdf", "mimeType": "application/pdf", "buffer": request_form()}
    await desk.page.set_input_files("#file", file)  # type: ignore[arg-type]
    journey = await kiosk.sees(lambda journey: bool(journey.documents))
    (document,) = journey.documents
    kiosk.touch("request.yes")
    kiosk.touch("reading.keep")
    sheet = desk.page.locator(".sheet")
    await expect(sheet).to_have_attribute("data-drawn", f"{document}/0")
    await desk.page.locator(".doc--shown").get_by_role("button", name="Demander une signature").click()
    await _draw_box(desk, 0.7)
    await desk.page.get_by_role("button", name="Cadre suivant").click()
    await _draw_box(desk, 0.84)
    await desk.page.click("#sign-send")
    await _sign(kiosk)
    following = desk.page.get_by_role("button", name="Demander la signature suivante")
    await expect(following).to_be_visible()
    for _ in range(2):
        # The second time while the next person is asked: what is told again is not their signature.
        await desk.page.reload()
        await expect(desk.page.locator("[data-sign=signed]")).to_be_visible()
        await expect(following).to_be_visible()
        await following.click()
        await expect(desk.page.locator("[data-sign=asked]")).to_be_visible()
        await kiosk.sees(_to_sign)
    await _sign(kiosk)
    await expect(desk.page.locator("[data-sign=signed]")).to_be_visible()
    await expect(following).to_have_count(0)
    await desk.page.reload()
    await expect(desk.page.locator("[data-sign=signed]")).to_be_visible()
    await expect(following).to_have_count(0)


async def test_marks_of_both_outlive_a_reloaded_tab_and_are_never_signed(
    desk: Desk, kiosk: VisitorStand
) -> None:
    document = await _with_form(desk, kiosk)
    area = await desk.page.locator(".sheet").bounding_box()
    assert area is not None
    await desk.page.click("#mark-stroke")
    await desk.page.mouse.move(area["x"] + 0.2 * area["width"], area["y"] + 0.3 * area["height"])
    await desk.page.mouse.down()
    await desk.page.mouse.move(area["x"] + 0.7 * area["width"], area["y"] + 0.32 * area["height"], steps=6)
    await desk.page.mouse.up()
    journey = await kiosk.sees(lambda journey: journey.call is not None and bool(journey.call.table.marks))
    assert journey.call is not None
    (mark,) = journey.call.table.marks
    assert (mark.document, mark.mine) == (document, False)
    assert abs(mark.points[0][0] - 0.2) < 0.01
    assert abs(mark.points[-1][1] - 0.32) < 0.01
    kiosk.touch("mark.begin")
    kiosk.touch("mark.stroke", [[0.2, 0.5], [0.4, 0.5], [0.6, 0.5]])
    await expect(desk.page.locator(".mark--theirs")).to_have_count(1)
    await expect(desk.page.get_by_text("Surligné par la personne")).to_be_visible()
    assert await troubles(desk) == []
    await picture(desk, "11-marks")
    await _prefill(desk, "nom", "LE GOFF")
    await kiosk.sees(lambda journey: journey.call is not None and bool(journey.call.table.written))
    await desk.page.reload()
    await expect(desk.page.locator(".sheet")).to_have_attribute("data-drawn", f"{document}/0")
    await expect(desk.page.locator(".mark--theirs")).to_have_count(1)
    await expect(desk.page.locator(".doc")).to_contain_text("La personne garde ce document")
    await expect(desk.page.locator("[data-field=nom]")).to_contain_text("LE GOFF")
    await desk.page.get_by_role("button", name="Tout effacer").click()
    await kiosk.sees(lambda journey: journey.call is not None and not journey.call.table.marks)


async def test_a_sheet_of_the_kiosk_is_found_and_opened_there(
    desk: Desk, kiosk: VisitorStand, tmp_path: Path
) -> None:
    kiosk.form = tmp_path / "form.pdf"
    kiosk.form.write_bytes(housing_form())
    await take(desk, kiosk)
    await kiosk.until(Notice, lambda notice: notice.state == "connected")
    await desk.page.click("#lookup-open")
    await desk.page.fill("#lookup", "carte")
    await expect(desk.page.locator(".hit")).to_have_count(2)
    assert await troubles_of_dialog(desk) == []
    await picture_of_dialog(desk, "12-lookup")
    await desk.page.locator(".hit[data-kind=form]").click()
    journey = await kiosk.sees(lambda journey: bool(journey.documents))
    (document,) = journey.documents
    await expect(desk.page.locator(".sheet")).to_have_attribute("data-drawn", f"{document}/0")
    await expect(desk.page.locator(".doc")).to_contain_text("Sorti de la borne")
    await desk.page.click("#lookup-open")
    await desk.page.fill("#lookup", "F1")
    await desk.page.locator(".hit[data-kind=papers]").click()
    await kiosk.sees(lambda journey: len(journey.documents) == 2)
    await expect(desk.page.locator(".doc")).to_have_count(2)


async def troubles_of_dialog(desk: Desk) -> list[str]:
    """As `troubles`, in one theme: the dialog stands before the button that turns it."""
    await desk.page.evaluate(AXE.read_text(encoding="utf-8"))
    said = await desk.page.evaluate("() => axe.run()")
    return [f"{v['id']}: {n['html']}" for v in said["violations"] for n in v["nodes"]]


async def picture_of_dialog(desk: Desk, name: str) -> None:
    await desk.page.screenshot(path=SCREENS / f"{name}.png")
