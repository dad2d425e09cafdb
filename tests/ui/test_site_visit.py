"""A public site in a whole visit: steward, screen, printer and site are the real processes."""

import contextlib
import os
from collections.abc import Iterator
from io import FileIO
from pathlib import Path

import pytest

from kiosk.compose.demo.citizen import Citizen, Target
from kiosk.compose.demo.stand import Plan, Stand
from tests.faults.theatre import until

WORD = "zqxjardinz"
"""Typed by the visitor, found nowhere in our sources."""


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        with Stand(Plan(tmp_path_factory.mktemp("stand"))) as running:
            yield running


class Visitor(Citizen):
    """Reads the site's page by eye: its links are no targets, only their place on the page is known."""

    def page(self) -> Target:
        return self.find("Les services de Saint-Aubin", role="WebDocument")

    def tap_page(self, x: int, y: int) -> None:
        """Touch `x`, `y` pixels into the page, at 540 pixels of width."""
        page = self.page()
        self._press((int(page.x) + x, int(page.y) + y))

    def follow(self, x: int, y: int, stand: Stand, event: str) -> None:
        """Touch a link of the page until this comes of it: before the page is first drawn it hears no finger."""
        before = len(stand.events.all(event))

        def came() -> bool:
            return len(stand.events.all(event)) > before

        def followed() -> bool:
            self.tap_page(x, y)
            with contextlib.suppress(AssertionError):
                until(came, event, 10.0)
            return came()

        until(followed, event)


def holding(word: str, since: float, *folders: Path) -> list[str]:
    """Files written since then whose name or bytes hold the word; what others remove meanwhile holds nothing."""
    found = []
    for parent, _, names in (step for folder in folders for step in os.walk(folder)):
        for path in (Path(parent, name) for name in names):
            with contextlib.suppress(OSError):
                fresh = path.is_file() and path.stat().st_mtime >= since
                if word in path.name or (fresh and word.encode() in path.read_bytes()):
                    found.append(str(path))
    return found


def processes_of(run: Path) -> dict[int, str]:
    """Screens, media and the steward of this run folder and all they started, with their command lines."""
    commands: dict[int, tuple[int, str]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            commands[int(entry.name)] = os.getpgid(int(entry.name)), command
    groups = {group for group, command in commands.values() if str(run) in command}
    return {pid: command for pid, (group, command) in commands.items() if group in groups}


def runs(pid: int) -> bool:
    """What only waits to be collected by its new parent has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False


def in_memory(word: str, pid: int) -> bool:
    """Whether a process holds the word in memory it can write to."""
    try:
        maps = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines()
        with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
            return any(range_holds(memory, line, word.encode()) for line in maps if " rw" in line)
    except OSError:
        return False


def range_holds(memory: FileIO, line: str, word: bytes) -> bool:
    start, _, end = line.split(maxsplit=1)[0].partition("-")
    try:
        memory.seek(int(start, 16))
        return word in (memory.read(int(end, 16) - int(start, 16)) or b"")
    except (OSError, OverflowError):
        return False


@pytest.mark.timeout(400)
def test_what_is_typed_on_a_site_is_printed_and_then_gone_with_the_visit(stand: Stand) -> None:
    started = stand.settings.stat().st_mtime
    visitor = Visitor(stand.display, stand.targets)
    visitor.touch("Commencer")
    stand.events.wait("visit.begin-complete")
    visitor.touch("Sites internet")
    visitor.touch("Ouvrir Les services")
    stand.events.wait("site.open-complete")

    visitor.follow(200, 407, stand, "site.refuse-complete")  # « Un autre site, qui n'est pas sur la liste »
    visitor.find("« ailleurs.invalid » n’est pas sur la liste")

    visitor.follow(175, 323, stand, "site.open-complete")  # « Réserver la salle des fêtes »
    visitor.touch("Écrire avec le clavier")
    visitor.find("Espace")
    visitor.tap_page(200, 187)  # « Quel jour ? »
    visitor.write(WORD)
    visitor.touch("Fermer")
    engines = [pid for pid, command in processes_of(stand.run).items() if "QtWebEngineProcess" in command]
    # The search below can find it, once the last key has come that far.
    until(lambda: any(in_memory(WORD, pid) for pid in engines), "typed into the site")

    visitor.touch("Imprimer cette page")
    stand.events.wait("print.complete", 60)
    visitor.touch("Oui, c’est sorti", 60)
    [paper] = stand.printed.glob("*.pdf")
    assert paper.stat().st_size > 0
    visitor.find("Les services de Saint-Aubin", role="WebDocument")

    visitor.touch("Accueil")
    stand.events.mark()
    visitor.touch("J’ai terminé")
    visitor.touch("Terminer et tout effacer")
    stand.events.wait("visit.wipe-complete")
    until(lambda: not any(runs(pid) for pid in engines), "the site's processes end")
    assert not [pid for pid in processes_of(stand.run) if in_memory(WORD, pid)]
    shared = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))
    assert holding(WORD, started, stand.run, stand.folder, Path(os.environ["HOME"]), *shared) == []
