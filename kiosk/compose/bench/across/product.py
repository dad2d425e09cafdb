"""The product across the link: relay, kiosk and its screen at the near end, the expert's browser at the far one."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Playwright
from playwright.sync_api import Error as BrowserError

from kiosk.compose.badlink.link import Link, Place
from kiosk.compose.badlink.shape import Shape
from kiosk.compose.bench.across.eyes import SCRIPT, PageEyes, RingEyes, Seen
from kiosk.compose.bench.across.subject import NOTHING, Both, CallFailedError, both_see, first
from kiosk.compose.demo.citizen import Citizen, NotOnScreenError
from kiosk.compose.demo.expert import Expert, profile
from kiosk.compose.demo.stand import EXPERT, Plan, Stand
from kiosk.core.places import Places
from session.engine.bench import cpu_seconds

DOCUMENT_BYTES = 20_000_000
CONNECT_S = 25.0
DOCUMENT_S = 120.0
PATIENCE_S = 90.0
"""For what is not measured: others may keep the machine busy."""
TO_THE_QUEUE = (
    "Commencer", "Parler à un conseiller", "CAF", "Voir un conseiller CAF", "J’ai compris",
)  # fmt: skip
TROUBLE = (CallFailedError, TimeoutError, NotOnScreenError, BrowserError)
"""What a call that did not come about may raise."""


@dataclass(frozen=True)
class Scene:
    """What both subjects share: the clip every camera gives, its rung, and where to work."""

    clip: Path
    ladder: str
    folder: Path

    @property
    def camera(self) -> list[str]:
        """What makes the clip a Chromium's camera."""
        return [f"--use-file-for-fake-video-capture={self.clip}"]


def far_chromium(place: Place, folder: Path) -> str:
    """A program that is Chromium, at the far end."""
    path = folder / "chromium-far"
    path.write_text(f'#!/bin/sh\nexec {" ".join(place.inside)} chromium "$@"\n', encoding="utf-8")
    path.chmod(0o700)
    return str(path)


@dataclass
class KioskCall:
    """Calls by touch and click, through the screens of both."""

    stand: Stand
    citizen: Citizen
    expert: Expert
    name: str = "borne"
    first: Both = NOTHING
    _ring: RingEyes | None = field(default=None, repr=False)
    _eyes: PageEyes = field(init=False, repr=False)
    _offered: float = field(default=0.0, repr=False)

    def __post_init__(self) -> None:
        """See what the page sees."""
        self._eyes = PageEyes(self.expert.page)

    def prepare(self) -> None:
        """A visitor comes and waits, before their own picture already; the expert sees them."""
        self.stand.events.mark()
        for name in TO_THE_QUEUE:
            self.citizen.touch(name, PATIENCE_S)
        self.expert.wait_for_someone()
        self._eyes.calibrate()
        self.stand.events.wait("media.start-complete", PATIENCE_S)
        self._ring = RingEyes(Places.frames_socket(next((self.stand.run / "vaults").iterdir())))
        self.stand.events.mark()

    def begin(self) -> None:
        """The expert takes the person."""
        near, far = Seen(), Seen()
        self._eyes.take()
        self.expert.take()
        both_see(self, near, far, CONNECT_S)
        self.first = Both(first(far.seen), first(near.seen))

    def take(self) -> tuple[Seen, Seen]:
        """The ring's frames, and the page's."""
        far, self._offered = self._eyes.take()
        return (self._ring.take() if self._ring else Seen()), far

    def offered(self) -> float:
        """By the page's own clock."""
        return self._offered

    def tend(self) -> None:
        """The product mends its link by itself."""

    @property
    def media(self) -> int:
        """The media process of this visit."""
        started = self.stand.events.all("process.start-init", role="media", **{"from": "steward"})
        return int(started[-1]["pid"])

    def cpu_s(self) -> float:
        """Of the media process."""
        return cpu_seconds(self.media)

    def documents(self) -> Both:
        """From the expert to the kiosk, by the page's own button, as the kiosk's log has it.

        The other way no visitor sends 20 MB: scans are cut into pages, each agreed to before it leaves.
        """
        path = write_document(self.stand.folder / "20Mo.pdf")
        self.expert.send_anything(path)
        begun = self.stand.events.wait("document.receive-init", DOCUMENT_S)
        arrived = self.stand.events.wait("document.receive-complete", DOCUMENT_S)
        return Both(None, begun["bytes"] / 1e6 / (arrived["mono"] - begun["mono"]))

    def end(self) -> None:
        """Both take their leave; the kiosk has forgotten everything when this returns."""
        if self._ring:
            self._ring.close()
            self._ring = None
        self.stand.events.mark()
        self.expert.end()
        self.stand.events.wait("call.end-complete", PATIENCE_S)
        self.expert.conclude()
        self.citizen.touch("Oui", PATIENCE_S)
        self.citizen.touch("Terminer et tout effacer", PATIENCE_S)
        self.stand.events.wait("visit.wipe-complete", PATIENCE_S)
        self.citizen.find("Commencer", PATIENCE_S)


def write_document(path: Path) -> Path:
    """A PDF of 20 MB: one page, and one stream that no compression makes smaller."""
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    body += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n4 0 obj"
    body += f"<</Length {DOCUMENT_BYTES}>>stream\n".encode("ascii")
    end = b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    path.write_bytes(body + os.urandom(DOCUMENT_BYTES) + end)
    return path


@contextlib.contextmanager
def product(link: Link, playwright: Playwright, scene: Scene, number: int) -> Iterator[KioskCall]:
    """The whole product, running; call it from the near end."""
    link.shape(Shape())
    folder = scene.folder / f"kiosk-{number}"
    plan = Plan(
        folder,
        ladder=scene.ladder,
        camera=f"camera:file:{scene.clip}",
        address=link.near.address,
        graphics="software",
        patience_s=PATIENCE_S,
    )
    with Stand(plan) as stand:
        program = far_chromium(link.far, folder)
        with profile(playwright, folder / "browser", stand.ca, program, scene.camera) as context:
            yield KioskCall(stand, Citizen(stand.display, stand.targets), _expert(context, stand))


def _expert(context: BrowserContext, stand: Stand) -> Expert:
    context.add_init_script(path=str(SCRIPT))
    context.set_default_timeout(1000 * PATIENCE_S)
    expert = Expert(context, stand.relay_url, demo=False)
    expert.log_in(*EXPERT)
    expert.open_counter()
    return expert
