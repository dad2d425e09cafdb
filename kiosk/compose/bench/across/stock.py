"""A stock peer across the same link: Chromium to Chromium, as the browser is.

Its page is ours and minimal; who signals is this program, beside the link and at no cost. A link that
the browser calls `failed` is mended by an ICE restart, as a careful page does.
"""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from playwright.sync_api import BrowserContext, Page, Playwright

from kiosk.compose.badlink.link import Link
from kiosk.compose.badlink.shape import Shape
from kiosk.compose.bench.across.eyes import SCRIPT, PageEyes, Seen
from kiosk.compose.bench.across.product import CONNECT_S, DOCUMENT_BYTES, Scene, far_chromium
from kiosk.compose.bench.across.subject import NOTHING, Both, both_see, first
from kiosk.compose.demo.expert import profile

ADDRESS = "https://peer.test/"
"""Never resolved: the page is handed to the browser. HTTPS, for the camera."""
PAGE = "<!doctype html><title>peer</title><video autoplay muted playsinline></video>"


@dataclass
class StockCall:
    """Two pages; `near` offers."""

    near: Page
    far: Page
    home: Path
    """The near browser's folder, by which its processes are known."""
    name: str = "navigateurs"
    first: Both = NOTHING
    _offered: float = field(default=0.0, repr=False)

    def __post_init__(self) -> None:
        """See what both pages see."""
        self._eyes = PageEyes(self.near), PageEyes(self.far)

    def prepare(self) -> None:
        """Open both cameras."""
        for page, eyes in zip((self.near, self.far), self._eyes, strict=True):
            page.evaluate("() => peer.open()")
            eyes.calibrate()
            eyes.take()

    def begin(self) -> None:
        """Offer and answer."""
        self._negotiate(again=False)
        near, far = Seen(), Seen()
        both_see(self, near, far, CONNECT_S)
        self.first = Both(first(far.seen), first(near.seen))

    def take(self) -> tuple[Seen, Seen]:
        """What both pages saw."""
        (near, self._offered), (far, _) = (eyes.take() for eyes in self._eyes)
        return near, far

    def offered(self) -> float:
        """By the near page's clock."""
        return self._offered

    def tend(self) -> None:
        """Restart ICE when the browser gave the link up."""
        if self.near.evaluate("() => peer.state()") == "failed":
            self._negotiate(again=True)

    def cpu_s(self) -> float:
        """Of the whole near browser: its parts cannot be told apart."""
        total = 0.0
        for process in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                if any(str(self.home) in word for word in process.cmdline()):
                    total += sum(process.cpu_times()[:2])
        return total

    def documents(self) -> Both:
        """By a data channel, unthrottled, as a page does that knows no better."""
        return Both(self._bulk(self.near, self.far), self._bulk(self.far, self.near))

    def end(self) -> None:
        """Close both."""
        for page in (self.near, self.far):
            page.evaluate("() => peer.close()")

    def _negotiate(self, *, again: bool) -> None:
        offer = self.near.evaluate("(again) => peer.offer(again)", again)
        answer = self.far.evaluate("(sdp) => peer.answer(sdp)", offer)
        self.near.evaluate("(sdp) => peer.accept(sdp)", answer)

    def _bulk(self, source: Page, target: Page) -> float:
        target.evaluate("() => void peer.expectBulk()")
        begun = time.monotonic()
        source.evaluate("() => void peer.sendBulk()")
        target.evaluate("() => peer.bulkArrived()")
        return DOCUMENT_BYTES / 1e6 / (time.monotonic() - begun)


@contextlib.contextmanager
def stock(link: Link, playwright: Playwright, scene: Scene, number: int) -> Iterator[StockCall]:
    """Two browsers, one at each end; call it from the near end."""
    link.shape(Shape())
    folder = scene.folder / f"stock-{number}"
    folder.mkdir()
    with (
        profile(playwright, folder / "near", None, None, scene.camera) as near,
        profile(playwright, folder / "far", None, far_chromium(link.far, folder), scene.camera) as far,
    ):
        yield StockCall(_page(near), _page(far), folder / "near")


def _page(context: BrowserContext) -> Page:
    context.add_init_script(path=str(SCRIPT))
    context.add_init_script(path=str(Path(__file__).with_name("stock.js")))
    context.route(ADDRESS, lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page = context.new_page()
    page.goto(ADDRESS)
    return page
