"""The expert of the tour: a real Chromium, driven by what its page shows, trusting our local authority."""

import contextlib
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright, expect, sync_playwright

from kiosk.compose.demo.processes import DemoProcessError
from kiosk.compose.demo.tail import PATIENCE_S

SIZE = {"width": 1280, "height": 720}
PATIENCE_MS = 1000 * PATIENCE_S
# The machine may have no way out: a browser that looks for its maker's hosts only makes noise.
ARGUMENTS = [
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-networking",
    # A page nobody looks at is slowed down: here nobody ever looks.
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
    "--disable-background-timer-throttling",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-gpu",
    "--no-first-run",
]


def trust(home: Path, authority: Path) -> None:
    """Put a CA in the certificate store Chromium reads under this home folder (NSS)."""
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True, exist_ok=True)
    base = ["certutil", "-d", f"sql:{store}"]
    if not (store / "cert9.db").is_file():  # asked for twice, it prompts for a password without end
        subprocess.run([*base, "-N", "--empty-password"], check=True, capture_output=True)
    subprocess.run(
        [*base, "-A", "-t", "C,,", "-n", "demo", "-i", str(authority)], check=True, capture_output=True
    )


@contextlib.contextmanager
def chromium(home: Path, authority: Path) -> Iterator[BrowserContext]:
    """A fresh Chromium profile in `home` that trusts `authority`.

    Raises:
        DemoProcessError: Debian's Chromium is not installed.
    """
    with sync_playwright() as playwright, profile(playwright, home, authority) as context:
        yield context


@contextlib.contextmanager
def profile(
    playwright: Playwright,
    home: Path,
    authority: Path | None,
    program: str | None = None,
    more: Sequence[str] = (),
) -> Iterator[BrowserContext]:
    """One expert's own Chromium; as `chromium`, for several of them at once. `program` starts another than Debian's."""
    program = program or shutil.which("chromium")
    if program is None:
        raise DemoProcessError("Chromium est absent : installez le paquet « chromium ».")
    home.mkdir(parents=True, exist_ok=True)
    if authority is not None:
        trust(home, authority)
    context = playwright.chromium.launch_persistent_context(
        str(home / "profile"),
        executable_path=program,
        headless=True,
        args=[*ARGUMENTS, *more, "--no-sandbox"],
        env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
        viewport={"width": SIZE["width"], "height": SIZE["height"]},
        locale="fr-FR",
        accept_downloads=True,
    )
    context.set_default_timeout(PATIENCE_MS)
    try:
        yield context
    finally:
        context.close()


class Expert:
    """What an expert does on their page. Every wait is on words of the page, with a deadline."""

    def __init__(self, context: BrowserContext, url: str, *, demo: bool = True) -> None:
        """A page with its demonstration sources, else with the browser's camera and microphone."""
        self._query = "?demo=1" if demo else ""
        self.page: Page = context.new_page()
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self._url = url

    # ---- the counter

    def log_in(self, login: str, password: str) -> None:
        """Open the page, and log in."""
        self.page.goto(f"{self._url}/expert/{self._query}")
        self.page.get_by_label("Identifiant").fill(login)
        self.page.get_by_label("Mot de passe", exact=True).fill(password)
        self.button("Se connecter").click()
        self.page.locator("#available").wait_for()

    def open_counter(self) -> None:
        """Serve."""
        self.button("Ouvrir mon guichet").click()
        expect(self.page.locator("#available")).to_have_text("Faire une pause", timeout=PATIENCE_MS)

    def wait_for_someone(self, words: str = "") -> None:
        """Somebody waits, whose line says these words."""
        self.page.locator(".person").filter(has_text=words).first.wait_for()

    def take(self) -> None:
        """Take the first person."""
        self.button("Prendre").first.click()
        self.page.locator("main.call").wait_for()

    # ---- the call

    def sees_the_person(self) -> None:
        """The picture moves."""
        self.page.wait_for_function(
            "() => { const v = document.getElementById('remote'); return v && v.videoWidth > 0 && v.currentTime > 1 }"
        )

    def reads(self, words: str) -> None:
        """The page says this."""
        self.page.get_by_text(words, exact=False).first.wait_for()

    def send(self, document: Path) -> None:
        """Send a document, and wait until the kiosk shows it to both."""
        self.page.locator("#file").set_input_files(str(document))
        self.page.get_by_text("visible des deux côtés").or_(
            self.page.get_by_text("visibles des deux côtés")
        ).wait_for()

    def send_anything(self, document: Path) -> None:
        """Send a file without waiting for what becomes of it."""
        self.page.locator("#file").set_input_files(str(document))

    def propose_print(self) -> None:
        """Propose to print the document."""
        self.button("Proposer d’imprimer").first.click()

    def ask_signature(self) -> None:
        """Ask for a signature at the bottom of the page."""
        self.button("Demander une signature").first.click()
        self.button("Placer le cadre en bas").first.click()
        self.button("Demander de signer ici").first.click()

    def save_signed(self, target: Path) -> None:
        """Save the signed copy."""
        with self.page.expect_download() as waiting:
            self.button("Enregistrer la copie signée").first.click()
        waiting.value.save_as(target)

    def end(self) -> None:
        """End the call from this side."""
        self.page.locator("#end").click()
        self.button("Oui, terminer").click()

    def conclude(self, outcome: str = "Réglé") -> None:
        """Note the outcome and go back to the queue."""
        self.button(outcome).click()
        self.page.locator("#available").wait_for()

    def markers(self) -> dict[str, Any]:
        """What the page decoded of the kiosk's picture and sound."""
        return dict(
            self.page.evaluate("() => window.vg ? JSON.parse(JSON.stringify(window.vg.markers)) : {}")
        )

    def photo(self, path: Path) -> None:
        """The page as a picture."""
        self.page.screenshot(path=str(path))

    def button(self, name: str) -> Any:
        """A button by its name."""
        return self.page.get_by_role("button", name=name)


class TownAgent:
    """The agent at their own PC."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.page: Page = context.new_page()
        self._url = url

    def log_in(self, login: str, password: str) -> None:
        """Open the agent's page and log in."""
        self.page.goto(f"{self._url}/agent/")
        self.page.get_by_label("Identifiant").fill(login)
        self.page.get_by_label("Mot de passe", exact=True).fill(password)
        self.page.get_by_role("button", name="Se connecter").click()
        self.reads("Vos bornes")

    def reads(self, words: str) -> None:
        """The page says this."""
        self.page.get_by_text(words, exact=False).first.wait_for()

    def press(self, name: str) -> None:
        """Press a button of the kiosk's tile."""
        self.page.get_by_role("button", name=name).first.click()

    def photo(self, path: Path) -> None:
        """The page as a picture."""
        self.page.screenshot(path=str(path))
