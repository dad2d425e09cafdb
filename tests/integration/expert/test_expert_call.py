"""A whole call between the built page in Chromium and the real media process, through a real relay."""

import re
from dataclasses import replace
from pathlib import Path

from playwright.async_api import expect

from kiosk.steward.keys import Binding
from session.protocol.call import CallEnd, Notice
from session.protocol.local_media import CallStats, DocumentArrived
from session.protocol.peer import (
    DocumentAnswer,
    DocumentReady,
    DocumentRefused,
    PagePointer,
    PageShow,
    PeerBye,
    PrintAsk,
    PrintNews,
    PrivacyPause,
    ProcedureShared,
    SignAsk,
    SignNews,
)
from session.protocol.shared import ProcedureRef, Tick
from session.protocol.verification import CodeShown
from tests.integration.expert.desk import Desk, picture, troubles
from tests.integration.expert.kiosk_stand import KioskStand
from tests.integration.expert.papers import draw_pages, request_form
from tests.integration.expert.relay_stand import RelayStand

UP = re.compile("^(good|weak)$")
"""A connected call; how good its line is on a busy machine is for that machine to say."""
TICKS = [
    Tick(label="Pièce d'identité", have=True),
    Tick(label="Justificatif de domicile", have=False),
    Tick(label="Avis d'imposition", have=None),
]


async def take(desk: Desk, kiosk: KioskStand) -> None:
    """From the login to the person's face."""
    await kiosk.start()
    await desk.login("nadia")
    await desk.page.click("#available")
    kiosk.join("Demander le RSA")
    await desk.page.get_by_role("button", name="Prendre").click()


async def talk(desk: Desk, kiosk: KioskStand) -> None:
    """Take the person and wait until both see each other."""
    await take(desk, kiosk)
    await kiosk.until(Notice, lambda notice: notice.state == "connected")
    await seen(desk, 10)


async def seen(desk: Desk, frames: int) -> None:
    """Wait until the page has read this many of the kiosk's pictures."""
    await desk.page.wait_for_function(
        "n => Number(document.getElementById('markers').dataset.videoRead) >= n", arg=frames, timeout=120_000
    )


async def send_form(desk: Desk, kiosk: KioskStand, form: bytes = b"") -> str:
    """Send a PDF from the page; the kiosk answers with its two pages."""
    data = form or request_form()
    file = {"name": "demande-rsa.pdf", "mimeType": "application/pdf", "buffer": data}
    await desk.page.set_input_files("#file", file)  # type: ignore[arg-type]
    arrived = await kiosk.until(DocumentArrived)
    sources = list(kiosk.vault.glob(f"{arrived.document}*/source"))
    assert [source.read_bytes() for source in sources] == [data]
    pages = kiosk.vault / "pages"
    pages.mkdir()
    names = draw_pages(data, pages)
    kiosk.in_call(DocumentReady(document=arrived.document, name="demande-rsa.pdf", pages=len(names)))
    for number, name in enumerate(names):
        kiosk.send_page(arrived.document, number, f"pages/{name}")
    await expect(desk.page.locator(".sheet")).to_have_attribute(
        "data-drawn", f"{arrived.document}/0", timeout=60_000
    )
    return arrived.document


async def test_both_see_and_hear_each_other_and_the_person_ends(desk: Desk, kiosk: KioskStand) -> None:
    await talk(desk, kiosk)
    code = desk.page.locator("[data-code]")
    await expect(code).to_have_attribute("data-code", re.compile("."))
    here = await code.get_attribute("data-code")
    await kiosk.until(CodeShown, lambda there: there.code == here)
    await kiosk.until(CallStats, lambda stats: stats.received_frames > 20)
    await desk.page.wait_for_function(
        "() => Number(document.getElementById('markers').dataset.audioInOrder) >= 8", timeout=60_000
    )
    await expect(desk.page.locator(".call")).to_have_attribute("data-link", UP)
    kiosk.in_call(ProcedureShared(procedure=ProcedureRef(sheet="F1", title="Demander le RSA"), ticks=TICKS))
    await expect(desk.page.locator(".tick--have-not")).to_contain_text("Justificatif de domicile")
    await expect(desk.page.get_by_text("Non enregistré")).to_be_visible()
    assert await troubles(desk) == []
    await picture(desk, "4-call")
    kiosk.in_call(PrivacyPause(active=True))
    await expect(desk.page.get_by_text("La personne a mis l’appel en pause")).to_be_visible()
    kiosk.in_call(PrivacyPause(active=False))
    await expect(desk.page.get_by_text("La personne a mis l’appel en pause")).to_be_hidden()
    kiosk.in_call(PeerBye(reason="citizen"))
    await expect(desk.page.locator(".ended")).to_have_attribute("data-ended", "citizen")
    assert await troubles(desk) == []
    await picture(desk, "8-ended")
    await desk.page.click("[data-outcome=solved]")
    await expect(desk.page.get_by_role("heading", name="Personnes qui attendent")).to_be_visible()


async def test_a_form_is_read_together_printed_and_signed(
    desk: Desk, kiosk: KioskStand, tmp_path: Path
) -> None:
    await talk(desk, kiosk)
    document = await send_form(desk, kiosk)
    kiosk.in_call(DocumentAnswer(document=document, accepted=True))
    await expect(desk.page.get_by_text("La personne garde ce document")).to_be_visible()
    sheet = desk.page.locator(".sheet")
    await sheet.hover(position={"x": 40, "y": 60})
    pointed = await kiosk.until(PagePointer, lambda pointer: pointer.visible)
    area = await sheet.bounding_box()
    assert area is not None
    assert abs(pointed.x - 40 / area["width"]) < 0.02
    assert abs(pointed.y - 60 / area["height"]) < 0.02
    kiosk.in_call(PagePointer(document=document, page=0, x=0.5, y=0.25))
    await expect(desk.page.locator(".sheet__pointer")).to_have_attribute("data-x", "0.5")
    await desk.page.keyboard.press("PageDown")
    await kiosk.until(PageShow, lambda show: show.page == 1)
    await expect(sheet).to_have_attribute("data-drawn", f"{document}/1")
    kiosk.in_call(PageShow(document=document, page=0))
    await expect(sheet).to_have_attribute("data-drawn", f"{document}/0")
    kiosk.in_call(PagePointer(document=document, page=0, x=0.3, y=0.35))
    await expect(desk.page.locator(".sheet__pointer")).to_be_visible()
    assert await troubles(desk) == []
    await picture(desk, "5-reading")
    await desk.page.get_by_role("button", name="Proposer d’imprimer").click()
    await kiosk.until(PrintAsk)
    kiosk.in_call(PrintNews(document=document, state="done"))
    await expect(desk.page.locator("[data-print=done]")).to_be_visible()
    await sign(desk, kiosk, document)
    await save(desk, kiosk, document, tmp_path)


async def sign(desk: Desk, kiosk: KioskStand, document: str) -> None:
    """Draw the box with the mouse and ask."""
    await desk.page.get_by_role("button", name="Demander une signature").click()
    area = await desk.page.locator(".sheet--placing").bounding_box()
    assert area is not None
    left, top, width, height = area["x"], area["y"], area["width"], area["height"]
    await desk.page.mouse.move(left + 0.9 * width, top + 0.93 * height)
    await desk.page.mouse.down()
    await desk.page.mouse.move(left + 0.54 * width, top + 0.84 * height, steps=4)
    await desk.page.mouse.up()
    await picture(desk, "6-signature")
    await desk.page.click("#sign-send")
    asked = await kiosk.until(SignAsk)
    assert asked.document == document
    assert abs(asked.box.x - 0.54) < 0.01
    assert abs(asked.box.w - 0.36) < 0.01
    assert abs(asked.box.h - 0.09) < 0.01


async def save(desk: Desk, kiosk: KioskStand, document: str, folder: Path) -> None:
    """The signed copy arrives whole and is saved as it came."""
    kiosk.in_call(SignNews(document=document, state="reading"))
    await expect(desk.page.locator("[data-sign=reading]")).to_be_visible()
    copy = request_form() + b"\n% signed\n"
    (kiosk.vault / "signed.pdf").write_bytes(copy)
    signed = kiosk.send_signed(document, "signed.pdf", "demande-rsa-signée.pdf")
    kiosk.in_call(SignNews(document=document, state="signed", signed=signed))
    async with desk.page.expect_download() as download:
        await desk.page.get_by_role("button", name="Enregistrer la copie signée").click()
    saved = folder / "saved.pdf"
    await (await download.value).save_as(saved)
    assert saved.read_bytes() == copy
    await picture(desk, "7-signed")


async def test_a_refused_document_says_why(desk: Desk, kiosk: KioskStand) -> None:
    await talk(desk, kiosk)
    file = {"name": "fiche.pdf", "mimeType": "application/pdf", "buffer": request_form()}
    await desk.page.set_input_files("#file", file)  # type: ignore[arg-type]
    arrived = await kiosk.until(DocumentArrived)
    kiosk.in_call(DocumentRefused(document=arrived.document, key="document.password-protected"))
    await expect(desk.page.locator(".doc")).to_contain_text("protégé par un mot de passe")
    text = {"name": "note.txt", "mimeType": "text/plain", "buffer": b"bonjour"}
    await desk.page.set_input_files("#file", text)  # type: ignore[arg-type]
    await expect(desk.page.locator(".doc").first).to_contain_text("ni un PDF ni une image")


async def test_the_expert_ends_and_the_kiosk_is_told(desk: Desk, kiosk: KioskStand) -> None:
    await talk(desk, kiosk)
    await desk.page.keyboard.press("m")
    await expect(desk.page.locator("#mute")).to_have_attribute("aria-pressed", "true")
    await desk.page.click("#end")
    await desk.page.get_by_role("button", name="Oui, terminer").click()
    await kiosk.told(CallEnd)
    await expect(desk.page.locator(".ended")).to_have_attribute("data-ended", "expert")


async def test_a_signed_copy_is_not_lost_without_a_word(desk: Desk, kiosk: KioskStand) -> None:
    await talk(desk, kiosk)
    file = {"name": "fiche.pdf", "mimeType": "application/pdf", "buffer": request_form()}
    await desk.page.set_input_files("#file", file)  # type: ignore[arg-type]
    document = (await kiosk.until(DocumentArrived)).document
    (kiosk.vault / "signed.pdf").write_bytes(request_form())
    signed = kiosk.send_signed(document, "signed.pdf", "fiche-signée.pdf")
    kiosk.in_call(SignNews(document=document, state="signed", signed=signed))
    await expect(desk.page.get_by_role("button", name="Enregistrer la copie signée")).to_be_visible()
    kiosk.in_call(PeerBye(reason="citizen"))
    await expect(desk.page.get_by_role("heading", name="L’appel est terminé")).to_be_focused()
    await desk.page.keyboard.press("1")
    warning = desk.page.get_by_role("dialog", name="La copie signée n’est pas enregistrée")
    await expect(warning).to_be_visible()
    await warning.get_by_role("button", name="Revenir l’enregistrer").click()
    async with desk.page.expect_download():
        await desk.page.get_by_role("button", name="Enregistrer la copie signée").click()
    await desk.page.keyboard.press("1")
    await expect(desk.page.locator("#available")).to_be_visible()


async def test_a_reloaded_tab_comes_back_into_the_call(desk: Desk, kiosk: KioskStand) -> None:
    await talk(desk, kiosk)
    await desk.page.reload()
    await kiosk.until(CallStats, lambda stats: stats.received_frames > 0, gen=2)
    await seen(desk, 5)
    await expect(desk.page.locator(".call")).to_have_attribute("data-link", UP)


async def test_pictures_return_after_the_kiosk_media_process_is_killed(desk: Desk, kiosk: KioskStand) -> None:
    await talk(desk, kiosk)
    await kiosk.die_and_resume()
    await kiosk.until(Notice, lambda notice: notice.state == "connected", gen=2)
    await expect(desk.page.locator(".call")).to_have_attribute("data-link", UP)


async def test_the_call_goes_on_while_the_relay_restarts(
    desk: Desk, kiosk: KioskStand, relay: RelayStand
) -> None:
    await talk(desk, kiosk)
    await relay.stop()
    await expect(desk.page.locator(".header [data-online]")).to_have_attribute("data-online", "false")
    await relay.start()
    await expect(desk.page.locator(".header [data-online]")).to_have_attribute(
        "data-online", "true", timeout=60_000
    )
    read = int(await desk.page.locator("#markers").get_attribute("data-video-read") or 0)
    await seen(desk, read + 10)
    await expect(desk.page.locator(".call")).to_have_attribute("data-link", UP)


async def conclude_without_a_relay(desk: Desk, kiosk: KioskStand, relay: RelayStand) -> None:
    """A call that is hung up and noted as solved while the page's line is away."""
    await talk(desk, kiosk)
    await relay.stop()
    await expect(desk.page.locator(".header [data-online]")).to_have_attribute("data-online", "false")
    await desk.page.click("#end")
    await desk.page.get_by_role("button", name="Oui, terminer").click()
    await desk.page.click("[data-outcome=solved]")


async def test_what_is_ended_and_noted_while_the_relay_is_away_is_told_when_it_is_back(
    desk: Desk, kiosk: KioskStand, relay: RelayStand
) -> None:
    await conclude_without_a_relay(desk, kiosk, relay)
    await expect(desk.page.get_by_role("heading", name="Personnes qui attendent")).to_be_visible()
    await relay.start()
    await relay.noted("solved", "")
    await expect(desk.page.locator(".header [data-online]")).to_have_attribute("data-online", "true")
    await expect(desk.page.get_by_role("heading", name="Personnes qui attendent")).to_be_visible()


async def test_a_swapped_fingerprint_stops_the_call(desk: Desk, kiosk: KioskStand) -> None:
    def lie(binding: Binding) -> Binding:
        return replace(binding, fingerprint="sha-256 " + ":".join(["AB"] * 32))

    kiosk.tamper = lie
    await take(desk, kiosk)
    await expect(desk.page.get_by_role("alert")).to_contain_text("n’a pas pu être vérifiée")
    await expect(desk.page.locator(".ended")).to_be_visible()
    await kiosk.told(CallEnd)


async def take_with_another_key(desk: Desk, kiosk: KioskStand) -> None:
    """Somebody is taken whose kiosk this page knows by another key."""
    await kiosk.start()
    await desk.page.evaluate("id => localStorage.setItem('vg.kiosk.' + id, 'another')", kiosk.ident)
    await desk.login("nadia")
    await desk.page.click("#available")
    kiosk.join()
    await desk.page.get_by_role("button", name="Prendre").click()


async def test_a_kiosk_with_another_key_is_shown_before_any_call(desk: Desk, kiosk: KioskStand) -> None:
    await take_with_another_key(desk, kiosk)
    await expect(desk.page.get_by_role("heading", name="Cette borne a changé de clé")).to_be_visible()
    await desk.page.get_by_role("button", name="continuer").click()
    await seen(desk, 5)
