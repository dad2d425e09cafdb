"""A relay of another version, and a kiosk that is not what it should be: the page says so, and the call goes on."""

import json
from pathlib import Path

from playwright.async_api import WebSocketRoute, expect

from kiosk.core.ids import new_id
from session.protocol.call import Notice
from session.protocol.filling import FieldShape, FormFields
from session.protocol.lookup import ContentFound, ContentHit
from session.protocol.peer import DocumentReady, ProcedureShared
from session.protocol.shared import Box, ProcedureRef, Tick
from session.protocol.texting import TextMessage
from tests.integration.expert.desk import SCREENS, Desk
from tests.integration.expert.kiosk_stand import KioskStand
from tests.integration.expert.papers import draw_pages, request_form

EVIL = '<img src=x onerror="window.struck=1"><script>window.struck=1</script>'


async def test_a_page_that_the_relay_has_outgrown_says_to_reload_it(desk: Desk) -> None:
    def between(route: WebSocketRoute) -> None:
        server = route.connect_to_server()

        def heard(message: str | bytes) -> None:
            said = json.loads(message)
            route.send(json.dumps({**said, "v": said["v"] + 1}))

        server.on_message(heard)
        route.on_message(server.send)

    await desk.page.route_web_socket("**/ws/expert", between)
    await desk.login("nadia")
    await expect(desk.page.get_by_role("alert")).to_contain_text("n’est plus à jour")
    await expect(desk.page.get_by_role("alert")).to_contain_text("touche F5")
    SCREENS.mkdir(parents=True, exist_ok=True)
    await desk.page.screenshot(path=SCREENS / "page-ancienne.png")


async def test_what_a_kiosk_writes_is_only_read_and_what_it_sends_is_what_it_should_be(
    desk: Desk, kiosk: KioskStand
) -> None:
    await kiosk.start()
    await desk.login("nadia")
    await desk.page.click("#available")
    kiosk.join(EVIL)
    await desk.page.get_by_role("button", name="Prendre").click()
    await kiosk.until(Notice, lambda notice: notice.state == "connected")
    document, field = new_id(), "__proto__"
    kiosk.in_call(
        ProcedureShared(procedure=ProcedureRef(sheet=EVIL, title=EVIL), ticks=[Tick(label=EVIL, have=True)])
    )
    kiosk.in_call(DocumentReady(document=document, name=f"{EVIL}\u202efdp.exe", pages=2))
    box = Box(page=0, x=0.1, y=0.1, w=0.3, h=0.1)
    shapes = [
        FieldShape(name=name, label=EVIL, kind="text", box=box) for name in (field, "constructor", EVIL)
    ]
    kiosk.in_call(FormFields(document=document, start=0, total=3, fields=shapes))
    kiosk.in_call(ContentFound(query=EVIL, hits=[ContentHit(sheet=EVIL, title=EVIL, kind="papers")]))
    kiosk.in_call(TextMessage(text=f"{EVIL}\u202e à l’envers"))
    await expect(desk.page.locator(".doc").first).to_contain_text("onerror")
    await expect(desk.page.locator("main")).to_contain_text("à l’envers")

    lie = kiosk.vault / "lie"
    lie.mkdir()
    (lie / "page.html").write_text(EVIL)
    kiosk.send_page(document, 0, "lie/page.html")
    await expect(desk.page.get_by_role("alert")).to_contain_text("est arrivé abîmé")
    kiosk.send_signed(document, "lie/page.html", "copie.exe")
    await _good_pages_follow(kiosk, document)
    await expect(desk.page.locator("main img, main canvas").first).to_be_visible()
    assert await desk.page.get_by_role("button", name="Enregistrer la copie signée").count() == 0
    assert await desk.page.evaluate("window.struck") is None
    assert await desk.page.locator("img[src=x]").count() == 0
    await desk.page.screenshot(path=SCREENS / "borne-hostile.png")
    kiosk.in_call(TextMessage(text="la borne parle encore"))
    await expect(desk.page.locator("main")).to_contain_text("la borne parle encore")


async def _good_pages_follow(kiosk: KioskStand, document: str) -> None:
    folder: Path = kiosk.vault / document
    folder.mkdir()
    for page, name in enumerate(draw_pages(request_form(), folder)):
        kiosk.send_page(document, page, f"{document}/{name}")
