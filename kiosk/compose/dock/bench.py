"""The bench: hands on the simulated devices, papers to lay, and pictures of what came out."""

import contextlib
import shutil
import subprocess
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.compose.demo.letter import write_letter
from kiosk.compose.demo.processes import DemoProcessError
from kiosk.compose.demo.tail import EventTail
from kiosk.compose.dock.hand import Hand, Point, State, laid
from kiosk.compose.dock.table import Command, Device
from kiosk.core.errors import ERRORS
from kiosk.core.ids import new_id

MOST_PAGES = 20
"""Pages of one printed document that are pictured."""
_DRAW_S = 30
_DPI = "80"
KINDS = {b"%PDF-": ".pdf", b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}
"""How a paper that is brought from elsewhere begins."""


@dataclass(frozen=True)
class Paper:
    """Something that can be laid on a scanner."""

    id: str
    label: str
    path: Path


@dataclass
class Sheet:
    """Something that came out of a device, as pictures, until a hand takes it."""

    id: str
    device: str
    label: str
    pictures: list[Path]
    taken: bool = False


@dataclass
class Bench:
    """Everything that lies on the bench. `folder` is for pictures, and for papers that are brought.

    `events` is the log of the kiosk that uses these devices, where there is one.
    """

    folder: Path
    hands: Mapping[str, Hand]
    letter: Path
    events: EventTail | None = None
    _sheets: dict[Path, Sheet] = field(default_factory=dict)
    _brought: list[Paper] = field(default_factory=list)
    _look: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Make its folders."""
        for name in ("pictures", "papers"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)

    # ---- what a hand does

    def do(self, key: str, say: str, paper: str = "", text: str = "") -> str:
        """Do one of the device's own commands; a word for the person when it could not be done."""
        hand = self.hands[key]
        command = next((one for one in hand.device.commands if one.say == say), None)
        if command is None:
            return "Cet appareil ne sait pas faire cela."
        words = command.say
        if command.needs == "paper":
            chosen = next((one for one in self.papers() if one.id == paper), None)
            if chosen is None:
                return "Ce papier n’est plus là : choisissez-en un autre."
            words = laid(words, chosen.path)
        elif command.needs == "text":
            words = words.replace("{text}", "".join(letter for letter in text if letter.isprintable()))
        answer = hand.tell(words)
        if answer.get("refused"):
            return "Ce fichier ne se lit pas : prenez un PDF, un PNG ou un JPEG."
        if not answer:
            return f"{hand.device.name} : le simulateur ne répond plus."
        return "" if answer.get("known") else f"{hand.device.name} : le simulateur n’a rien su en faire."

    def write(self, key: str, points: Sequence[Point]) -> None:
        """The pen goes on through these points."""
        if self.hands[key].device.pen and points:
            self.hands[key].write(points)

    def lift(self, key: str) -> None:
        """The pen goes away."""
        if self.hands[key].device.pen:
            self.hands[key].lift()

    def take(self, key: str) -> None:
        """Take what came out of the device; it can still be laid on the scanner."""
        for sheet in self._sheets.values():
            sheet.taken = sheet.taken or sheet.device == key

    def bring(self, name: str, data: bytes) -> Paper | None:
        """A paper from elsewhere, to be laid; None when it is of no kind that can be."""
        kind = next((end for head, end in KINDS.items() if data.startswith(head)), None)
        if kind is None:
            return None
        ident = new_id()
        path = self.folder / "papers" / f"{ident}{kind}"
        path.write_bytes(data)
        label = "".join(letter for letter in name if letter.isprintable())[:60] or "Papier apporté"
        paper = Paper(ident, label, path)
        self._brought.append(paper)
        return paper

    # ---- what is seen

    def papers(self) -> list[Paper]:
        """Everything that can be laid: the letter, what came out, what was brought."""
        out = [Paper(sheet.id, sheet.label, path) for path, sheet in list(self._sheets.items())]
        return [Paper("letter", "Lettre de la CAF, 2 pages", self.letter), *out, *self._brought]

    def picture(self, name: str) -> Path | None:
        """The picture of that name, of something that came out."""
        known = (path for sheet in list(self._sheets.values()) for path in sheet.pictures)
        return next((path for path in known if path.stem == name), None)

    def view(self) -> dict[str, Any]:
        """All of it for the page."""
        with self._look:
            for hand in self.hands.values():
                self._collect(hand)
            devices = [self._device(hand) for hand in self.hands.values()]
        papers = [{"id": paper.id, "label": paper.label} for paper in self.papers()]
        return {"devices": devices, "papers": papers}

    def _device(self, hand: Hand) -> dict[str, Any]:
        device = hand.device
        state, busy = hand.state()
        sheets = [
            {"id": sheet.id, "label": sheet.label, "pictures": [path.stem for path in sheet.pictures]}
            for sheet in self._sheets.values()
            if sheet.device == device.key and not sheet.taken
        ]
        return {
            "key": device.key,
            "name": device.name,
            "uri": hand.uri,
            "pen": device.pen,
            "prints": hand.printed is not None,
            "state": state,
            "busy": busy,
            "lost": bool(hand.lost),
            "troubles": said(device.troubles, state),
            "notes": said(device.notes, state),
            "kiosk": self._noticed(device),
            "commands": [_command(command, state) for command in device.commands],
            "sheets": sheets,
        }

    def _noticed(self, device: Device) -> str:
        """What the kiosk says of the device; nothing where it does not say, or there is none."""
        area, _, camera = (device.says or device.key).partition(":")
        which = {"camera": camera} if camera else {}
        told = self.events.all(f"{area}.status-changed", **which) if self.events else []
        if not told:
            return ""
        known = ERRORS.get(str(told[-1]["status"]))
        return known.cause if known else "tout va bien"

    def _collect(self, hand: Hand) -> None:
        """Picture what came out since the last look."""
        if hand.printed is None:
            return
        for path in sorted([*hand.printed.glob("[!.]*.pdf"), *hand.printed.glob("[!.]*.png")]):
            if path not in self._sheets:
                number = 1 + sum(sheet.device == hand.device.key for sheet in self._sheets.values())
                kind = "Ticket" if path.suffix == ".png" else "Impression"
                ident = f"{hand.device.key}-{number}"
                label = f"{kind} n° {number}"
                self._sheets[path] = Sheet(ident, hand.device.key, label, self._pictures(path, ident))

    def _pictures(self, path: Path, ident: str) -> list[Path]:
        folder = self.folder / "pictures"
        if path.suffix == ".png":
            return [Path(shutil.copyfile(path, folder / f"{ident}.png"))]
        argv = ["pdftoppm", "-png", "-r", _DPI, "-l", str(MOST_PAGES), str(path), str(folder / ident)]
        subprocess.run(argv, check=False, capture_output=True, timeout=_DRAW_S)
        return sorted(folder.glob(f"{ident}-*.png"))


def said(words: Mapping[str, str], state: State) -> list[str]:
    """What of a state there are words for, in their order."""
    told = {f"{name}={word}" for name, word in state.items()}
    return [word for key, word in words.items() if key in told]


def now(command: Command, state: State) -> bool:
    """Whether there is something to do, as far as the peer says how it stands."""
    name, _, words = command.when.partition("=")
    return name not in state or state[name] in words.split("|")


def _command(command: Command, state: State) -> dict[str, Any]:
    return {
        "say": command.say,
        "label": command.label,
        "icon": command.icon,
        "needs": command.needs,
        "now": now(command, state),
    }


def set_out(folder: Path, devices: Sequence[Device]) -> Bench:
    """Start the peers of these devices, all at once, each in a folder of its own below `folder`.

    One that does not start lies dead on the bench, and says why.
    """
    logs = folder / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    letter = write_letter(folder / "lettre.pdf")
    hands: dict[str, Hand] = {}
    with contextlib.ExitStack() as ends:
        ends.callback(put_away, hands)
        for device in devices:
            hands[device.key] = Hand(device, folder / device.key, logs, letter)
        for hand in hands.values():
            _greet(hand)
        ends.pop_all()
    return Bench(folder / "dock", hands, letter)


def _greet(hand: Hand) -> None:
    try:
        hand.greet()
    except DemoProcessError:
        return


def put_away(hands: Mapping[str, Hand]) -> None:
    """End every peer."""
    for hand in reversed(list(hands.values())):
        hand.stop()
