"""An expert's or agent's browser, what it complains of and how it looks."""

from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Page

from tests.integration.expert.relay_stand import PASSWORD

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "session" / "expert"
AXE = PAGE / "node_modules" / "axe-core" / "axe.min.js"
SCREENS = ROOT / "build" / "screens" / "expert"


class Desk:
    """An expert's or agent's browser; every error the page makes is kept."""

    def __init__(self, context: BrowserContext, page: Page, url: str) -> None:
        self.context = context
        self.page = page
        self.url = url
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self._console(line.type, line.text))

    def _console(self, kind: str, text: str) -> None:
        # A refused login is a 401, a restarting relay a refused or a cut connection: Chromium says so by itself.
        expected = ("401", "WebSocket", "ERR_CONNECTION_", "ERR_EMPTY_RESPONSE")
        if kind == "error" and not any(word in text for word in expected):
            self.complaints.append(text)

    async def login(self, name: str, password: str = PASSWORD) -> None:
        """Fill the form and send it."""
        await self.page.fill("#login", name)
        await self.page.fill("#password", password)
        await self.page.click("button[type=submit]")


async def open_desk(browser: Browser, url: str, path: str = "/expert/?demo=1&size=320x180&fps=10") -> Desk:
    """A fresh browser profile on a page."""
    context = await browser.new_context(
        ignore_https_errors=True, viewport={"width": 1280, "height": 720}, reduced_motion="reduce"
    )
    desk = Desk(context, await context.new_page(), url)
    await desk.page.goto(url + path)
    return desk


async def _themed(desk: Desk, name: str) -> None:
    """The page is drawn as the button with this name says."""
    theme = {"Sombre": "dark", "Clair": "light"}[name]
    await desk.page.locator(f'html[data-theme="{theme}"]').wait_for(state="attached")


async def picture(desk: Desk, name: str) -> None:
    """Two pictures of the page, light and dark, in `build/screens/expert`."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    for theme, button in (("clair", "Sombre"), ("sombre", "Clair")):
        await desk.page.screenshot(path=SCREENS / f"{name}-{theme}.png")
        await desk.page.get_by_role("button", name=button).click()
        await _themed(desk, button)


async def troubles(desk: Desk) -> list[str]:
    """What axe-core finds against WCAG, in light and in dark, as `theme rule: place`."""
    if not await desk.page.evaluate("() => 'axe' in window"):
        await desk.page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = []
    for button in ("Sombre", "Clair"):
        said = await desk.page.evaluate("() => axe.run()")
        found += [f"before {button} {v['id']}: {n['html']}" for v in said["violations"] for n in v["nodes"]]
        # By script: a dialog may be open, and nothing behind it takes a click.
        await desk.page.locator("button", has_text=button).first.evaluate("button => button.click()")
        await _themed(desk, button)
    return found
