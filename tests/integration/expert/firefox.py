"""Debian's Firefox on the expert's page, driven by `session/expert/scripts/firefox.mjs`."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.integration.expert.desk import PAGE

DEADLINE_S = 90


class Firefox:
    """One browser with one page of 1280 by 720."""

    def __init__(self, driver: asyncio.subprocess.Process) -> None:
        self._driver = driver

    async def _do(self, command: str, **said: str) -> Any:
        assert self._driver.stdin is not None
        assert self._driver.stdout is not None
        self._driver.stdin.write(json.dumps({"command": command, **said}).encode() + b"\n")
        async with asyncio.timeout(DEADLINE_S):
            line = await self._driver.stdout.readline()
        answer = json.loads(line or b'{"error": "the driver ended"}')
        assert "error" not in answer, f"{command} {said}: {answer['error']}"
        return answer["ok"]

    async def goto(self, url: str) -> None:
        """Open a page."""
        await self._do("goto", url=url)

    async def click(self, selector: str) -> None:
        """Press it, once it is there and enabled."""
        await self._do("click", selector=selector)

    async def fill(self, selector: str, text: str) -> None:
        """Type into a field."""
        await self._do("fill", selector=selector, text=text)

    async def upload(self, selector: str, path: Path) -> None:
        """Choose a file."""
        await self._do("upload", selector=selector, path=str(path))

    async def evaluate(self, expression: str) -> Any:
        """What the page answers."""
        return await self._do("evaluate", expression=expression)

    async def until(self, expression: str) -> None:
        """Wait until it is true on the page."""
        await self._do("until", expression=expression)

    async def reads(self, words: str) -> None:
        """The page says this."""
        await self.until(f"document.body.innerText.includes({json.dumps(words)})")

    async def photo(self, path: Path) -> None:
        """The page as a picture."""
        path.parent.mkdir(parents=True, exist_ok=True)
        await self._do("screenshot", path=str(path))

    async def complaints(self) -> list[str]:
        """What the page threw."""
        found: list[str] = await self._do("complaints")
        return found


@asynccontextmanager
async def open_firefox(environment: Mapping[str, str]) -> AsyncIterator[Firefox]:
    """A fresh profile, closed at the end; `environment` says where its sound goes."""
    driver = await asyncio.create_subprocess_exec(
        "node",
        "scripts/firefox.mjs",
        cwd=PAGE,
        env={**os.environ, **environment},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Firefox(driver)
    finally:
        assert driver.stdin is not None
        driver.stdin.close()
        await asyncio.wait_for(driver.wait(), DEADLINE_S)
