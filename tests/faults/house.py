"""Opens a theatre: the whole product, wired, with a browser for each expert."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import BrowserContext, expect, sync_playwright

from kiosk.compose.demo.expert import profile
from kiosk.compose.demo.stand import Plan
from tests.faults.theatre import DEADLINE_S, Theatre
from tests.faults.wire import Wired


@contextlib.contextmanager
def open_theatre(plan: Plan, kind: type[Wired] = Wired) -> Iterator[Theatre]:
    """Everything runs until the end of the block; parts that a test kills are started again in place."""
    expect.set_options(timeout=DEADLINE_S * 1000)
    with kind(plan) as stand, sync_playwright() as playwright, contextlib.ExitStack() as browsers:
        open_ones: dict[str, BrowserContext] = {}

        def browser(name: str) -> BrowserContext:
            if name in open_ones:
                return open_ones[name]
            context = browsers.enter_context(profile(playwright, plan.folder / name, stand.ca))
            context.set_default_timeout(DEADLINE_S * 1000)
            open_ones[name] = context
            return context

        yield Theatre(stand, browser)


@contextlib.contextmanager
def short_folder() -> Iterator[Path]:
    """A folder that CUPS's own user may enter, with a path short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="vg-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        yield folder


def keep_logs(folder: Path, target: Path) -> None:
    """What every part wrote, for whoever looks into a failure."""
    for path in (*folder.glob("logs/*"), *folder.glob("state/events.jsonl"), *folder.glob("relay/*.jsonl")):
        shutil.copy(path, target / f"{path.parent.name}-{path.name}")
