"""The same page in Debian's Firefox, which has no H.264 there: a whole call, from the login to the outcome."""

from pathlib import Path

from devices.peers.sound_peer import SoundServer
from session.protocol.call import CallEnd, Notice
from session.protocol.local_media import CallStats, DocumentArrived
from session.protocol.peer import DocumentReady, PrintAsk, PrivacyPause
from session.protocol.texting import TextLive, TextMessage, TextTyped
from session.protocol.verification import CodeShown
from tests.integration.expert.desk import AXE, SCREENS
from tests.integration.expert.firefox import Firefox, open_firefox
from tests.integration.expert.kiosk_stand import KioskStand
from tests.integration.expert.papers import draw_pages, request_form
from tests.integration.expert.relay_stand import PASSWORD, RelayStand

CODE = "(document.querySelector('[data-code]')?.dataset.code ?? '')"
FRAMES = "Number(document.getElementById('markers').dataset.videoRead)"
CODEC = """(async () => {
  const pc = window.vg.peer();
  const all = [...(await pc.getStats()).values()];
  const inbound = all.find((one) => one.type === 'inbound-rtp' && one.kind === 'video');
  return all.find((one) => one.id === inbound?.codecId)?.mimeType ?? '';
})()"""


async def test_a_whole_call_in_firefox(relay: RelayStand, kiosk: KioskStand, tmp_path: Path) -> None:
    await kiosk.start()
    # Without a loudspeaker Firefox's sound stands still; Chromium pretends to have one.
    with SoundServer(tmp_path / "sound") as sound:
        sound.plug("nowhere", "module-null-sink", "rate=48000")
        async with open_firefox(sound.environment) as firefox:
            await _whole_call(firefox, relay, kiosk, tmp_path)


async def _whole_call(firefox: Firefox, relay: RelayStand, kiosk: KioskStand, tmp_path: Path) -> None:
    await firefox.goto(f"{relay.url}/expert/?demo=1&size=320x180&fps=10")
    await firefox.fill("#login", "nadia")
    await firefox.fill("#password", PASSWORD)
    await firefox.click("button[type=submit]")
    await firefox.click("#available")
    await firefox.reads("Je reçois")
    kiosk.join("Demander le RSA")
    await firefox.reads("Demander le RSA")
    await _is_clean(firefox)
    await firefox.click(".person button")
    await kiosk.until(Notice, lambda notice: notice.state == "connected")
    await _both_see_and_hear(firefox, kiosk)
    await firefox.until(f"{CODE} !== ''")
    code = await firefox.evaluate(CODE)
    await kiosk.until(CodeShown, lambda there: there.code == code)
    await _papers(firefox, kiosk, tmp_path)
    await _words(firefox, kiosk)
    await _is_clean(firefox)
    await firefox.photo(SCREENS / "firefox-call.png")
    await firefox.click("#end")
    await firefox.click("dialog .button--stop")
    await kiosk.told(CallEnd)
    await firefox.click("[data-outcome=solved]")
    await firefox.reads("Personnes qui attendent")
    assert await firefox.complaints() == []


async def _both_see_and_hear(firefox: Firefox, kiosk: KioskStand) -> None:
    await firefox.until(f"{FRAMES} >= 10")
    await firefox.until("Number(document.getElementById('markers').dataset.audioInOrder) >= 8")
    await kiosk.until(CallStats, lambda stats: stats.received_frames > 20 and stats.audio_ok)
    assert await firefox.evaluate(CODEC) == "video/VP8"
    kiosk.in_call(PrivacyPause(active=True))
    await firefox.reads("La personne a mis l’appel en pause")
    kiosk.in_call(PrivacyPause(active=False))
    await firefox.until("!document.body.innerText.includes('La personne a mis l’appel en pause')")


async def _papers(firefox: Firefox, kiosk: KioskStand, folder: Path) -> None:
    """A form is sent, both look at its page, printing is proposed."""
    form = folder / "demande-rsa.pdf"
    form.write_bytes(request_form())
    await firefox.upload("#file", form)
    arrived = await kiosk.until(DocumentArrived)
    pages = kiosk.vault / "pages"
    pages.mkdir()
    names = draw_pages(form.read_bytes(), pages)
    kiosk.in_call(DocumentReady(document=arrived.document, name=form.name, pages=len(names)))
    for number, name in enumerate(names):
        kiosk.send_page(arrived.document, number, f"pages/{name}")
    await firefox.until(f"document.querySelector('.sheet')?.dataset.drawn === '{arrived.document}/0'")
    await firefox.evaluate(
        "[...document.querySelectorAll('button')].find((b) => b.innerText.includes('Proposer d’imprimer')).click()"
    )
    await kiosk.until(PrintAsk, lambda ask: ask.document == arrived.document)


async def _words(firefox: Firefox, kiosk: KioskStand) -> None:
    kiosk.in_call(TextTyped(text="Je vous entends m"))
    await firefox.reads("La personne écrit… Je vous entends m")
    await firefox.fill("#text", "Je parle plus fort")
    await kiosk.until(TextLive, lambda live: live.text == "Je parle plus fort")
    await firefox.click("#text-send")
    await kiosk.until(TextMessage, lambda said: said.text == "Je parle plus fort")
    await kiosk.until(TextLive, lambda live: live.text == "")
    kiosk.in_call(TextMessage(text="Je vous entends mal."))
    await firefox.until("!document.body.innerText.includes('La personne écrit')")
    await firefox.reads("Je vous entends mal.")


async def _is_clean(firefox: Firefox) -> None:
    """What axe-core finds against WCAG: nothing."""
    await firefox.evaluate(AXE.read_text(encoding="utf-8") + ";true")
    found = await firefox.evaluate(
        "axe.run().then((said) => said.violations.flatMap((one) => one.nodes.map((node) => one.id + ': ' + node.html)))"
    )
    assert found == []
