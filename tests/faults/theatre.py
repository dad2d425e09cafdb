"""One whole kiosk with its visitor and its expert, brought to a situation, and a hand that kills parts."""

import json
import os
import signal
import socket
import struct
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event

from playwright.sync_api import BrowserContext, expect

from kiosk.compose.demo.citizen import Citizen
from kiosk.compose.demo.expert import Expert
from kiosk.compose.demo.letter import write_letter
from kiosk.compose.demo.stand import EXPERT, OTHER_EXPERT
from tests.faults.processes import alive, children_of, end, has_argument
from tests.faults.wire import Cable, Wired

CANARY = "zorglub"
"""What the visitor types and what the expert's file is called: found nowhere after the visit."""
DEADLINE_S = float(os.environ.get("VG_FAULTS_DEADLINE_S", "60"))
"""It only ends a test that failed; a run that breaks nothing waits for nothing, and has a shorter one."""
SITUATIONS = ("welcome", "idle", "printing", "waiting", "call", "exchange", "signing")
STROKES = [[(0.2, 0.7), (0.4, 0.3), (0.6, 0.7), (0.8, 0.4)], [(0.2, 0.8), (0.8, 0.75)]]


def until(ready: Callable[[], bool], what: str, deadline_s: float = DEADLINE_S) -> None:
    """Look until it is so; the deadline only ends a test that failed."""
    end_at = time.monotonic() + deadline_s
    pause = Event()
    while not ready():
        assert time.monotonic() < end_at, f"{what}: not within {deadline_s:.0f} s"
        pause.wait(0.02)


class PlainExpert(Expert):
    """With the browser's own test picture: no counters are drawn and decoded, which takes half a core."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        super().__init__(context, url)
        self._page_url = f"{url}/expert/"

    def log_in(self, login: str, password: str) -> None:
        """Open the page and log in."""
        self.page.goto(self._page_url)
        self.page.get_by_label("Identifiant").fill(login)
        self.page.get_by_label("Mot de passe", exact=True).fill(password)
        self.button("Se connecter").click()
        self.page.locator("#available").wait_for()

    def come_back(self) -> None:
        """Open the page again, still logged in."""
        self.page.goto(self._page_url)
        self.page.locator("#available").wait_for()


class Theatre:
    """Knows the way to every situation from the welcome screen. A test may leave it anywhere."""

    def __init__(self, stand: Wired, browser: Callable[[str], BrowserContext]) -> None:
        """`browser(name)` opens an expert's own Chromium, or gives it again."""
        self.stand = stand
        self.events = stand.events
        self.relay_events = stand.relay_events
        self.browser = browser
        self._context = browser("camille")
        self.citizen = Citizen(stand.display, stand.targets, DEADLINE_S)
        self.expert = PlainExpert(self._context, stand.relay_url)
        self.letter = write_letter(stand.folder / f"{CANARY}.pdf")
        self.situation = "welcome"
        self.ends = 0
        """Visits that had ended when the situation was reached."""
        self._logged_in = False
        self._colleague_known = False

    # ---- ways

    def reach(self, situation: str) -> None:
        """Be there: from where we are when that is on the way, else from a new visit."""
        if situation == self.situation:
            return
        on_the_way = ("call", "exchange", "signing")
        further = self.situation in on_the_way and situation in on_the_way
        if not further or on_the_way.index(situation) < on_the_way.index(self.situation):
            self.start_over()
        ways = {
            "welcome": lambda: None,
            "idle": self._read,
            "printing": self._print,
            "waiting": self._wait,
            "call": self._call,
            "exchange": self._exchange,
            "signing": self._sign,
        }
        ways[situation]()
        self.situation = situation
        self.ends = len(self.events.all("visit.end-init"))

    def start_over(self) -> None:
        """End the visit as it comes, by a death of its screen, and begin with nothing."""
        if self.situation == "printing":
            self.printer("unjam")
        if self.situation != "welcome":
            self.events.mark()
            end(self.front_screen())
            self.events.wait("visit.wipe-complete", DEADLINE_S)
            self.welcomed()
        self.expert_is_free()

    def call_ended(self) -> None:
        """The test ended the call: the next situation begins with a new visit."""
        self.events.wait("call.end-complete", DEADLINE_S, call=self.call)
        self.situation = "over"

    def welcomed(self) -> None:
        """The welcome screen is there for the next visitor."""
        self.citizen.find("Commencer", DEADLINE_S)
        self.situation = "welcome"

    def expert_is_free(self) -> None:
        """The expert's page is back at the queue, whatever it showed."""
        if not self._logged_in:
            return
        page = self.expert.page
        queue = page.locator("#available")
        for way in ("Interrompu", "Continuer sans la copie"):  # the second where a signed copy was not saved
            button = page.get_by_role("button", name=way)
            expect(button.or_(queue)).to_be_visible(timeout=DEADLINE_S * 1000)
            if button.is_visible():
                button.click()
        queue.wait_for()

    def begin(self) -> None:
        """A new visitor touches the welcome screen."""
        self.events.mark()
        self.citizen.touch("Commencer", DEADLINE_S)
        self.events.wait("visit.begin-complete", DEADLINE_S)
        self.situation = "idle"

    def _read(self) -> None:
        self.begin()
        self.citizen.touch("Écrire avec vos mots")
        self.citizen.write(CANARY)

    def _print(self) -> None:
        """A jam holds the sheet in the machine for as long as the test wants."""
        self.print_into_a_jam()

    def _wait(self) -> None:
        self.open_counter()
        self.begin()
        self.citizen.touch("Parler à un conseiller")
        self.citizen.touch("CAF")
        self.citizen.touch("Voir un conseiller CAF")
        self.events.wait("media.start-complete", DEADLINE_S)
        self.citizen.touch("J’ai compris", DEADLINE_S)
        self.events.wait("queue.join-complete", DEADLINE_S)
        self.expert.wait_for_someone()

    def _call(self) -> None:
        self._wait()
        self.expert.take()
        self.events.wait("call.first-picture", DEADLINE_S)
        self.citizen.find("Pause privée")

    def _exchange(self) -> None:
        if self.situation != "call":
            self._call()
        self.expert.send_anything(self.letter)
        self.events.wait("document.clean-complete", DEADLINE_S)
        self.citizen.touch("Regarder", DEADLINE_S)
        self.events.wait("document.show-complete", DEADLINE_S)
        self.citizen.touch("Accepter ce document")
        self.events.wait("document.accept-complete", DEADLINE_S)

    def _sign(self) -> None:
        if self.situation != "exchange":
            self._exchange()
        self.citizen.touch("Revenir à")
        self.expert.ask_signature()
        self.citizen.touch("Lire la page à signer", DEADLINE_S)
        self.events.wait("sign.request-complete", DEADLINE_S)
        self.citizen.find("Je ne signe pas")

    def print_sheet(self) -> str:
        """A visitor asks for a sheet; the job's name. It is still being made: what is done to the printer
        now meets it there.
        """
        self.begin()
        self.situation = "printing"
        self.citizen.touch("Parler à un conseiller")
        self.citizen.touch("CAF")
        self.citizen.touch("Imprimer comment le joindre", DEADLINE_S)
        return str(self.events.wait("print.submit-init", DEADLINE_S)["job"])

    def print_into_a_jam(self) -> str:
        """The sheet sticks in the machine, which finds out only then, and it is said; the job's name.

        A jam known before would keep the sheet at the print server.
        """
        (self.stand.folder / "printer" / "faults" / "media-jam-error").touch()
        job = self.print_sheet()
        self.events.wait(
            "print.state-changed", DEADLINE_S, job=job, state="held", reason="printer.paper-jammed"
        )
        received = self.stand.folder / "printer" / "ipp"
        until(lambda: any(received.glob(f"*-{job}.*")), "the printer has the whole sheet")
        return job

    def came_out(self, job: str) -> int:
        """How many times the sheet of this job lies in the tray."""
        return len(list(self.stand.printed.glob(f"*-{job}.pdf")))

    def open_counter(self) -> None:
        """The expert serves."""
        if not self._logged_in:
            self.expert.log_in(*EXPERT)
            self.expert.open_counter()
            self._logged_in = True

    def colleague(self) -> PlainExpert:
        """Another expert of the same administration, at another machine, serving."""
        colleague = PlainExpert(self.browser("dominique"), self.stand.relay_url)
        if self._colleague_known:
            colleague.come_back()
        else:
            colleague.log_in(*OTHER_EXPERT)
        self._colleague_known = True
        colleague.open_counter()
        return colleague

    def expert_leaves(self) -> None:
        """The browser's page is closed, as by its cross."""
        self.expert.page.close()

    def expert_returns(self) -> None:
        """A new page of the same browser, still logged in, serving."""
        self.expert = PlainExpert(self._context, self.stand.relay_url)
        self.expert.come_back()
        self.expert.open_counter()

    # ---- parts

    def front_screen(self) -> int:
        """The screen process in front of the visitor; between one and the next there is none for a moment."""
        found: list[int] = []

        def on_stage() -> bool:
            found[:] = filter(None, map(shown_by, sorted(self.stand.targets.glob("*.sock"))))
            return bool(found)

        until(on_stage, "a screen is on stage")
        return found[0]

    def media(self) -> int | None:
        """The media process, if one runs."""
        started = self.events.all("process.start-init", role="media")
        pid = int(started[-1]["pid"]) if started else 0
        return pid if alive(pid) else None

    def screens_and_media(self) -> set[int]:
        """Every process that a visit could have been in."""
        started = self.events.all("process.start-init")
        return {int(e["pid"]) for e in started if alive(int(e["pid"]))}

    def child(self, verb: str, deadline_s: float = DEADLINE_S) -> int:
        """A confined child at work on this verb, caught as soon as it is there."""
        found: list[int] = []

        def caught() -> bool:
            running = children_of(self.stand.steward.process.pid)
            found[:] = [pid for pid in running if has_argument(pid, verb)]
            return bool(found)

        until(caught, f"a child that does {verb}", deadline_s)
        return found[-1]

    def printer(self, words: str) -> None:
        """Tell the printer what happens to it, and wait until it has."""
        self.stand.printer.say(words)
        assert self.stand.printer.greeting() == {"command": words, "known": True}

    def scanner(self, words: str) -> None:
        """Tell the scanner what happens to it, and wait until it has."""
        self.stand.scanner.say(words)
        assert self.stand.scanner.greeting() == {"command": words, "known": True}

    def camera(self, key: str, words: str) -> None:
        """Tell the camera of that key on the bench what happens to it, and wait until it has."""
        assert self.stand.hands[key].tell(words).get("known")

    def pad(self, words: str) -> None:
        """Tell the signature pad what happens to it, and wait until it has."""
        pad = self.stand.hands["signature"].running
        pad.say(words)
        assert pad.greeting() == {"command": words, "known": True}

    def scan_pile(self) -> None:
        """A visitor has the pile in the feeder scanned: four sheets."""
        self.scanner("load")
        self.begin()
        self.citizen.touch("Numériser un papier", DEADLINE_S)
        self.citizen.find("Les feuilles sont bien là", DEADLINE_S)

    def restart_with(self, **tables: Mapping[str, object]) -> None:
        """The kiosk again, with more settings than the demonstration's, or with none."""
        self.stand.plan.settings.clear()
        self.stand.plan.settings.update({name: dict(table) for name, table in tables.items()})
        self.stand.write_settings()
        self.kill_steward()
        self.stand.start_steward()
        self.welcomed()

    def kill_steward(self) -> None:
        """As a crash would."""
        end(self.stand.steward.process.pid)
        self.stand.steward.stop()

    def kill_relay(self) -> None:
        """As a crash would."""
        end(self.stand.relay.process.pid)
        self.stand.relay.stop()

    @property
    def cable(self) -> Cable:
        """Between the kiosk and the relay."""
        if self.stand.cable is None:
            raise RuntimeError("the stand is not wired")
        return self.stand.cable

    @property
    def call(self) -> str:
        """The call that was begun last."""
        return str(self.events.all("call.ring-complete")[-1]["call"])

    def call_goes_on(self) -> bool:
        """It was not ended. A connection may be lost and found again meanwhile, on a busy machine."""
        return not self.events.all("call.end-complete", call=self.call)

    def pictures_go_on(self, call: str, more: int = 1) -> None:
        """From now on so many more of the expert's pictures are seen in this call."""
        self.events.mark()
        seen = int(self.events.wait("call.stats", DEADLINE_S, call=call)["received_frames"])
        self.events.wait_for(
            lambda e: (
                e["event"] == "call.stats" and e["call"] == call and e["received_frames"] >= seen + more
            ),
            f"{more} pictures more",
            DEADLINE_S,
        )

    @property
    def visits_ended(self) -> int:
        """Since the situation was reached."""
        return len(self.events.all("visit.end-init")) - self.ends


def shown_by(path: Path) -> int:
    """The process behind a target socket when it shows anything, else 0."""
    with socket.socket(socket.AF_UNIX) as wire:
        wire.settimeout(5)
        try:
            wire.connect(str(path))
            wire.sendall(b"{}\n")
            said = json.loads(wire.makefile("rb").readline() or b"{}")
        except (OSError, ValueError):
            return 0
        size = struct.calcsize("3i")
        pid: int = struct.unpack("3i", wire.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))[0]
        return pid if said.get("items") else 0


def freeze(pid: int) -> None:
    """Stop a process where it is."""
    os.kill(pid, signal.SIGSTOP)


def thaw(pid: int) -> None:
    """Let it go on."""
    os.kill(pid, signal.SIGCONT)
