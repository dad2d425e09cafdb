"""Guided tests: a device does something, and the person in front of it says what they saw or heard."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from kiosk.core.clock import Clock, rfc3339
from kiosk.core.events import EventLog
from kiosk.maintenance.table import kind_of
from kiosk.steward.ports import Say
from kiosk.steward.probes import Finding
from kiosk.steward.records import Records
from session.protocol.maintenance import GuidedAnswer, GuidedChoice, GuidedState


@dataclass(frozen=True)
class Verdict:
    """How a guided test ended. `proven` are the devices that a person saw work, this one or others with it."""

    said: str
    key: str | None = None
    proven: tuple[str, ...] = ()
    details: tuple[str, ...] = ()


class Dialogue:
    """What a script has of the person: it tells, and it asks."""

    def __init__(self, device: str, screen: Say) -> None:
        self._device = device
        self._screen = screen
        self._answer: asyncio.Future[str] | None = None
        self._choices: Mapping[str, str] = {}

    def tell(self, words: str) -> None:
        """What happens now; nothing to do for the person."""
        self._screen(GuidedState(device=self._device, phase="working", words=words))

    async def ask(
        self, words: str, choices: Mapping[str, str], details: Sequence[str] = (), *, self_view: bool = False
    ) -> str:
        """Ask, and wait for one of `choices`, a mapping of answers to what their buttons say."""
        self._choices = choices
        self._answer = asyncio.get_running_loop().create_future()
        shown = [GuidedChoice(answer=answer, label=label) for answer, label in choices.items()]
        self._screen(
            GuidedState(
                device=self._device, phase="asking", words=words, choices=shown, details=list(details),
                self_view=self_view,
            )
        )  # fmt: skip
        return await self._answer

    def answered(self, answer: str) -> None:
        """The person touched one; anything that was not offered is nothing."""
        if self._answer is not None and not self._answer.done() and answer in self._choices:
            self._answer.set_result(answer)


Script = Callable[[Dialogue], Awaitable[Verdict]]


class GuidedDesk:
    """Runs one guided test at a time, and keeps what it proved."""

    def __init__(
        self,
        scripts: Mapping[str, Script],
        uri_of: Callable[[str], str],
        records: Records,
        screen: Say,
        clock: Clock,
        events: EventLog,
        note: Callable[[str, Finding], None],
        changed: Callable[[], None],
    ) -> None:
        """`scripts` by device; `uri_of` gives a device's address; `note` keeps what a test gave.

        `changed` is called after a test.
        """
        self._scripts = scripts
        self._uri_of = uri_of
        self._records = records
        self._screen = screen
        self._clock = clock
        self._events = events
        self._note = note
        self._changed = changed
        self._device = ""
        self._dialogue: Dialogue | None = None
        self._task: asyncio.Task[None] | None = None

    def has(self, device: str) -> bool:
        """The device has a guided test."""
        return device in self._scripts

    def start(self, device: str) -> None:
        """Begin; what ran before is given up."""
        self.stop()
        script = self._scripts.get(device)
        if script is None:
            return
        self._device = device
        self._dialogue = Dialogue(device, self._screen)
        self._task = asyncio.ensure_future(self._run(device, script, self._dialogue))

    def answer(self, body: GuidedAnswer) -> None:
        """Pass an answer on to the test that asks."""
        if self._dialogue is not None and body.device == self._device:
            self._dialogue.answered(body.answer)

    def stop(self) -> None:
        """Give up what runs: nothing of it is noted."""
        if self._task is not None:
            self._task.cancel()
        self._task = self._dialogue = None
        self._device = ""

    async def close(self) -> None:
        """Give up, and wait until nothing of it runs."""
        task = self._task
        self.stop()
        if task is not None:
            with suppress(asyncio.CancelledError):
                await task

    async def _run(self, device: str, script: Script, dialogue: Dialogue) -> None:
        self._events.emit("device.test-init", device=device, guided=True)
        verdict = await script(dialogue)
        at = rfc3339(self._clock.now())
        self._note(device, Finding(verdict.said, verdict.key))
        for name in verdict.proven:
            self._records.note_proof(name, self._uri_of(name), at, kind_of(device).proof)
        self._events.emit(
            "device.test-complete", device=device, guided=True, key=verdict.key,
            proven=device in verdict.proven,
        )  # fmt: skip
        self._screen(
            GuidedState(
                device=device, phase="over", words=verdict.said, details=list(verdict.details), key=verdict.key,
                proven=device in verdict.proven,
            )
        )  # fmt: skip
        self._changed()
