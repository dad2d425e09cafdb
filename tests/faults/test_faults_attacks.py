"""Files and guesses that mean harm: refused in words, the call goes on, nothing of them stays."""

import base64
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.faults.processes import alive, children_of, has_argument
from tests.faults.report import Report
from tests.faults.theatre import DEADLINE_S, Theatre, until
from tests.integration.paper.test_hostile_documents import bomb_pdf, image_bomb_png, scripted_pdf, text_pdf

# A file with any name at all, as a page's script may make one.
DROP = """([name, type, data]) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], name, { type }));
  const input = document.getElementById("file");
  input.files = files.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}"""


AGAIN = "Nouvel essai possible dans"


@dataclass(frozen=True)
class Hostile:
    """A file, and the words it is refused with; none when only its harmless picture is shown."""

    make: Callable[[], bytes]
    words: str = ""
    name: str = "courrier.pdf"
    kind: str = "application/pdf"


def fault(number: int, name: str) -> pytest.MarkDecorator:
    """The line of the list."""
    return pytest.mark.fault(number, name, area="attacks")


REFUSED = [
    pytest.param(
        Hostile(bomb_pdf, "il est trop compliqué pour la borne"),
        id="54 a bomb",
        marks=fault(54, "PDF de 2 ko qui grossit jusqu'à 1 Gio"),
    ),
    pytest.param(
        Hostile(image_bomb_png, "il est trop gros", "photo.png", "image/png"),
        id="55 a picture of 900 million pixels",
        marks=fault(55, "image géante"),
    ),
    pytest.param(Hostile(lambda: text_pdf(500), "il a trop de pages"), id="500 pages"),
    pytest.param(Hostile(lambda: b"MZ a program", "ce n’est ni un PDF ni une image"), id="a program"),
    pytest.param(Hostile(lambda: text_pdf(3)[:400], "le fichier est vide ou abîmé"), id="cut in the middle"),
]


def drop(theatre: Theatre, file: Hostile) -> None:
    """The expert lets it fall on the page."""
    theatre.expert.page.evaluate(DROP, [file.name, file.kind, base64.b64encode(file.make()).decode("ascii")])


@pytest.mark.parametrize("file", REFUSED)
def test_a_hostile_file_is_refused_in_words_and_the_call_goes_on(
    theatre: Theatre, report: Report, file: Hostile
) -> None:
    theatre.reach("call")
    theatre.events.mark()
    report.injected()
    drop(theatre, file)
    refused = theatre.events.wait("document.refused", DEADLINE_S)
    theatre.expert.page.locator(".doc").filter(has_text=file.words).first.wait_for()
    report.noticed(f"Refusé : {file.words}", refused["mono"])
    theatre.citizen.touch("J’ai compris", DEADLINE_S)
    theatre.citizen.find("Pause privée")
    report.recovered()
    (vault,) = (theatre.stand.run / "vaults").iterdir()
    left = [path.name for path in vault.iterdir() if refused["document"] in path.name]
    assert left == []
    assert theatre.call_goes_on()
    steward = theatre.stand.steward.process.pid
    until(lambda: not [p for p in children_of(steward) if _cleans(p)], "the confined child is gone")


def _cleans(pid: int) -> bool:
    return alive(pid) and has_argument(pid, "clean")


@fault(53, "PDF avec scripts ou fichiers joints")
def test_scripts_and_embedded_files_are_never_opened_and_only_the_picture_is_shown(
    theatre: Theatre, report: Report
) -> None:
    theatre.reach("call")
    theatre.events.mark()
    report.injected()
    drop(theatre, Hostile(scripted_pdf))
    clean = theatre.events.wait("document.clean-complete", DEADLINE_S)
    report.noticed("une page en image, des deux côtés", clean["mono"])
    theatre.citizen.touch("Regarder", DEADLINE_S)
    theatre.events.wait("document.show-complete", DEADLINE_S)
    report.recovered()
    (vault,) = (theatre.stand.run / "vaults").iterdir()
    folder = vault / clean["document"]
    assert {path.name for path in folder.iterdir()} == {"clean.pdf", "document.json", "page-001.webp"}
    raw = (folder / "clean.pdf").read_bytes()
    assert not [w for w in (b"JavaScript", b"OpenAction", b"EmbeddedFile", b"Launch", b"MZ EMB") if w in raw]
    theatre.citizen.touch("Revenir à")


@fault(56, "noms de fichiers piégés")
def test_a_files_name_leads_nowhere_and_is_shown_harmless(theatre: Theatre, report: Report) -> None:
    theatre.reach("call")
    theatre.events.mark()
    report.injected()
    drop(theatre, Hostile(text_pdf, name="../../../tmp/x\0\u202efdp.exe\n.pdf"))
    clean = theatre.events.wait("document.clean-complete", DEADLINE_S)
    theatre.citizen.touch("Regarder", DEADLINE_S)
    shown = theatre.citizen.find("Vous lisez ensemble", DEADLINE_S).name
    report.noticed(shown, clean["mono"])
    report.recovered()
    assert not set(shown) & {"/", "\0", "\u202e", "\n"}, shown
    (vault,) = (theatre.stand.run / "vaults").iterdir()
    assert clean["document"] in {path.name for path in vault.iterdir()}
    theatre.citizen.touch("Revenir à")


@fault(66, "code PIN deviné")
def test_guessing_a_pin_waits_longer_each_time_and_a_restart_does_not_help(
    theatre: Theatre, report: Report
) -> None:
    theatre.start_over()
    theatre.citizen.touch("Accès agent")
    theatre.situation = "idle"
    report.injected()
    waits = [_guess(theatre, "0000") for _ in range(4)]
    assert waits[-1] >= 5
    report.noticed(_said(theatre, AGAIN))
    theatre.kill_steward()
    killed = time.monotonic()
    theatre.stand.start_steward()
    theatre.welcomed()
    theatre.citizen.touch("Accès agent")
    theatre.situation = "idle"
    if _guess(theatre, "2580") == 0:
        took = time.monotonic() - killed
        assert took > waits[-1], "the right code was looked at, and no slow machine had waited the delay out"
    else:
        assert _guess(theatre, "2580") == 0
    theatre.citizen.find("Tout effacer maintenant")
    report.recovered()
    theatre.citizen.touch("Quitter ce panneau")
    theatre.welcomed()


def _guess(theatre: Theatre, code: str) -> float:
    """Type it, once that is possible; how long to wait then, 0 when it was right."""
    until(lambda: not _said(theatre, AGAIN), "the delay is over")
    theatre.events.mark()
    for digit in code:
        theatre.citizen.touch(digit, DEADLINE_S)
    theatre.citizen.touch("Valider")
    wait = float(theatre.events.wait("pin.check-complete", DEADLINE_S)["wait_s"])
    if wait:
        until(lambda: bool(_said(theatre, AGAIN)), "the delay is said")
    return wait


def _said(theatre: Theatre, words: str) -> str:
    """The sentence on the screen with these words in it, which may follow others."""
    lines = [line for target in theatre.citizen.see() for line in target.name.splitlines()]
    return next((line for line in lines if words in line), "")
