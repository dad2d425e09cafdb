"""A scanner from the parent's side: every request is a child with a deadline, that can be killed."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing, suppress
from pathlib import Path
from typing import Any, get_args

from devices.scanner.address import parse_address
from devices.scanner.ports import (
    PREVIEW_DPI,
    Ended,
    Order,
    PageRead,
    Reading,
    ScannerStatus,
    ScanNews,
    Source,
    Trouble,
)
from kiosk.confine.account import Account
from kiosk.confine.conversation import Conversation, OutputExceededError
from kiosk.confine.limits import Limits

# A lamp warms up for half a minute; a page that takes longer without a line does not come.
SILENCE_S = 45.0
# A backend's own deadline ends a page; a child that outlives it by this much hangs, and is killed.
_SLACK_S = 30.0
_LOST = ScannerStatus("scanner.device-silent")
# Less than what a wipe may take: a visit may end while a page is read.
_LET_GO_S = 3.0
# A scan that was told to stop has this long to say its next word: somebody waits for nothing else.
_STOP_S = 15.0
_LIMITS = Limits(memory_mb=1024, cpu_s=300, output_mb=64, open_files=256)


class FollowedScanner:
    """The scanner named by an `escl:` or `sane:` URI. `command` is the program and its `child` verb."""

    def __init__(
        self,
        uri: str,
        command: list[str],
        account: Account | None = None,
        *,
        silence_s: float = SILENCE_S,
        interval_s: float = 2.0,
    ) -> None:
        """`account` runs the children and owns the pages; None is ours.

        A scanner that is silent for `silence_s` is given up; `interval_s` is between two looks of `watch`.

        Raises:
            ValueError: the URI is none of a scanner.
        """
        parse_address(uri)
        self._uri = uri
        self._command = command
        self._account = account
        self._silence_s = silence_s
        self._interval_s = interval_s
        self._scanning = False
        self._left = False
        """A child of ours ended with its job on the scanner, as far as we know."""

    async def status(self) -> ScannerStatus:
        """Ask SANE and the scanner; a child that hangs or dies counts as silence."""
        try:
            async with asyncio.timeout(_SLACK_S), self._child("scanner-status") as child:
                await child.say(self._order({}))
                async for message in child.messages():
                    if message.get("type") == "done":
                        return _status(message["result"])
        except (TimeoutError, OutputExceededError):
            pass
        return _LOST

    async def watch(self) -> AsyncGenerator[ScannerStatus]:
        """The status now and at each change, from one child that stays; a silent or dead one is replaced."""
        told: ScannerStatus | None = None
        while True:
            async with aclosing(self._looks()) as looks:
                async for status in looks:
                    # While we scan, the scanner is busy with us.
                    if status != told and not (self._scanning and status.trouble):
                        told = status
                        yield status
            await asyncio.sleep(self._interval_s)

    async def scan(self, order: Order, folder: Path, stop: asyncio.Event) -> AsyncGenerator[ScanNews]:
        """Pages as they are read; leaving the loop early has the child give its job up, and kills it if it does not."""
        if self._left:
            await self._free()
        self._scanning = True
        asked = asyncio.ensure_future(stop.wait())
        ended: ScanNews = Ended("scanner.device-silent")
        try:
            async with self._child("scan") as child:
                try:
                    await child.say(self._order(_request(order, folder, self._silence_s)))
                    async for news in self._news(child, folder, asked):
                        if isinstance(news, Ended):
                            ended = news
                        else:
                            yield news
                finally:
                    await self._let_go(child)
        except (TimeoutError, OutputExceededError):
            if stop.is_set():  # as was wished; the job that is left is freed before the next
                ended = Ended(None)
        finally:
            asked.cancel()
            self._scanning = False
        yield ended

    async def self_test(self, folder: Path) -> Ended:
        """One coarse page from the glass, written into `folder`; a feeder alone is only asked."""
        status = await self.status()
        if "glass" not in status.sources or status.trouble:
            return Ended(status.trouble, status.said)
        last: ScanNews = Ended("scanner.device-silent")
        async for news in self.scan(Order("glass", PREVIEW_DPI), folder, asyncio.Event()):
            last = news
        return last if isinstance(last, Ended) else Ended("scanner.device-silent")

    async def _let_go(self, child: Conversation) -> None:
        """See a child off: most have said their last word; one that nobody follows any more gives its job up.

        A killed one leaves its job, and the scanner is « busy » to the next visitor: it is freed before that.
        """
        self._left = True
        with suppress(TimeoutError):
            async with asyncio.timeout(_LET_GO_S):
                await child.say({"stop": True})
                code, _ = await child.wait()
                self._left = code != 0

    async def _free(self) -> None:
        """Have the scanner give up the job that a child of ours left there."""
        with suppress(TimeoutError, OutputExceededError):
            async with asyncio.timeout(_SLACK_S), self._child("scanner-free") as child:
                await child.say(self._order({}))
                async for message in child.messages():
                    if message.get("type") == "done":
                        self._left = False

    async def _news(
        self, child: Conversation, folder: Path, asked: "asyncio.Future[Any]"
    ) -> AsyncIterator[ScanNews]:
        messages, told, heard = child.messages(), False, False
        while True:
            coming = asyncio.ensure_future(anext(messages, None))
            wanted = {coming, asked} if heard and not told else {coming}
            within = _STOP_S if told else self._silence_s + _SLACK_S
            await asyncio.wait(wanted, timeout=within, return_when=asyncio.FIRST_COMPLETED)
            if asked in wanted and asked.done():
                told = True
                await child.say({"stop": True})
            if not coming.done():
                if told:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(asyncio.shield(coming), _SLACK_S)
                if not coming.done():
                    coming.cancel()
                    raise TimeoutError
            message, heard = coming.result(), True
            if message is None:
                return
            news = _news(message, folder)
            if news is not None:
                yield news

    async def _looks(self) -> AsyncGenerator[ScannerStatus]:
        """One child's looks, until it ends; the scanner is silent when that says nothing."""
        spoke = False
        async with self._child("scanner-watch") as child:
            await child.say(self._order({"interval_s": self._interval_s}))
            messages = child.messages()
            try:
                while True:
                    async with asyncio.timeout(self._interval_s + _SLACK_S):
                        message = await anext(messages)
                    if message.get("type") == "progress":
                        spoke = True
                        yield _status(message)
            except StopAsyncIteration:
                if spoke:
                    return
            except (TimeoutError, OutputExceededError):
                pass
        yield _LOST

    def _child(self, verb: str) -> Conversation:
        return Conversation([*self._command, verb], account=self._account)

    def _order(self, request: Mapping[str, Any]) -> dict[str, Any]:
        return {"request": {"uri": self._uri, **request}, "limits": _LIMITS.as_dict()}


def _request(order: Order, folder: Path, silence_s: float) -> dict[str, Any]:
    return {
        "source": order.source, "dpi": order.dpi, "first": order.first,
        "folder": str(folder.absolute()), "silence_s": silence_s,
    }  # fmt: skip


def _news(message: Mapping[str, Any], folder: Path) -> ScanNews | None:
    """A child's line. The names of files are its own kind only: it read what a scanner sent."""
    match message:
        case {"type": "progress", "page": int(number), "file": str(name)} if name == f"p{number}.pnm":
            return PageRead(number, folder / name)
        case {"type": "progress", "page": int(number), "share": int() | float() as share}:
            return Reading(number, min(max(float(share), 0.0), 1.0))
        case {"type": "done", "result": {"trouble": trouble, "said": said}}:
            return Ended(_trouble(trouble), str(said)[:200])
    return None


def _status(message: Mapping[str, Any]) -> ScannerStatus:
    sources = tuple(name for name in message.get("sources", ()) if name in get_args(Source))
    loaded = message.get("loaded")
    said = str(message.get("said", ""))[:200]
    return ScannerStatus(
        _trouble(message.get("trouble")), sources, loaded if isinstance(loaded, bool) else None, said
    )


def _trouble(key: Any) -> Trouble | None:
    if key is None:
        return None
    return key if key in get_args(Trouble) else "scanner.scan-failed"
