"""Visits under another account than the steward: what they can do, what they cannot, what is left of them."""

import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.steward.lodging import strays
from tests.faults.processes import alive, children_of, end, has_argument
from tests.faults.theatre import DEADLINE_S, STROKES, Theatre, until
from tests.faults.traces import nothing_remains
from tests.integration.account.two_accounts import STEWARD, STRANGER, VISITS, as_visit

pytestmark = pytest.mark.timeout(400)
NOTHING = "0" * 16


def ids(pid: int) -> dict[str, str]:
    """What the kernel says a process may do."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    said = dict(line.split(":", 1) for line in lines)
    wanted = ("Uid", "Gid", "Groups", "CapPrm", "CapEff", "CapAmb")
    return {name: " ".join(said[name].split()) for name in wanted}


def is_a_visit(pid: int) -> bool:
    """All its ids are the visits', it is in no other group and holds no capability."""
    one = " ".join([str(VISITS)] * 4)
    caps = dict.fromkeys(("CapPrm", "CapEff", "CapAmb"), NOTHING)
    return ids(pid) == {"Uid": one, "Gid": one, "Groups": "", **caps}


def of_visits() -> set[int]:
    """Every living process of the account."""
    return set(strays(VISITS, set()))


def kept_from_visits(theatre: Theatre) -> Iterator[Path]:
    """Every file of the steward's state but the content; a `.part` being written is soon another file."""
    state = theatre.stand.state
    for path in state.rglob("*"):
        if path.is_file() and path.suffix != ".part" and not path.is_relative_to(state / "content"):
            yield path


def end_visit(theatre: Theatre) -> dict[str, object]:
    """The screen goes, and the visit with it; what was said of the wipe."""
    theatre.events.mark()
    end(theatre.front_screen())
    wiped = theatre.events.wait("visit.wipe-complete", DEADLINE_S)
    theatre.welcomed()
    return wiped


def test_screens_and_cameras_of_a_call_are_the_other_accounts(theatre: Theatre) -> None:
    theatre.start_over()
    theatre.reach("call")
    steward, media = theatre.stand.steward.process.pid, theatre.media()
    assert ids(steward)["Uid"].split() == [str(STEWARD)] * 4
    assert ids(steward)["CapAmb"] == NOTHING, "every child would inherit the steward's capabilities"
    assert media is not None
    assert is_a_visit(media)
    assert all(is_a_visit(pid) for pid in theatre.screens_and_media())
    watching = [pid for pid in children_of(steward) if has_argument(pid, "printer-watch")]
    assert [ids(pid)["CapEff"] for pid in watching] == [NOTHING], (
        "the printer's child has the steward's rights"
    )


def test_documents_go_both_ways_and_are_signed_by_children_of_the_other_account(
    theatre: Theatre, tmp_path: Path
) -> None:
    theatre.reach("signing")
    (vault,) = (theatre.stand.run / "vaults").iterdir()
    made = [path for path in vault.rglob("*") if path.name in {"clean.pdf", "page-001.webp"}]
    assert {path.stat().st_uid for path in made} == {VISITS}
    theatre.citizen.draw("Cadre pour signer", STROKES)
    theatre.citizen.touch("Je signe")
    theatre.events.wait("sign.complete", DEADLINE_S)
    theatre.expert.save_signed(tmp_path / "signed.pdf")
    assert (tmp_path / "signed.pdf").read_bytes().startswith(b"%PDF")
    before = theatre.screens_and_media() - {theatre.front_screen()}
    theatre.start_over()
    nothing_remains(theatre, before - theatre.screens_and_media())


def test_a_sheet_is_printed_and_the_next_visit_cannot_read_it(theatre: Theatre) -> None:
    theatre.start_over()
    job = theatre.print_into_a_jam()
    sheet = theatre.stand.run / "sheets" / f"{job}.pdf"
    assert sheet.stat().st_uid == STEWARD
    assert as_visit(["cat", str(sheet)]).returncode != 0
    assert not (theatre.stand.run / "jobs" / job).exists()
    theatre.printer("unjam")
    theatre.events.wait("print.complete", DEADLINE_S, job=job)
    assert theatre.came_out(job) == 1
    assert end_visit(theatre)["left"] == 0
    theatre.situation = "welcome"
    until(lambda: not sheet.exists(), "the sheet's file is gone")


def test_a_public_site_opens_in_the_engines_own_sandbox(theatre: Theatre) -> None:
    theatre.start_over()
    theatre.begin()
    theatre.citizen.touch("Sites internet", DEADLINE_S)
    theatre.citizen.touch("Ouvrir Les services", DEADLINE_S)
    theatre.citizen.find("Les services de Saint-Aubin", DEADLINE_S, role="WebDocument")
    engines = [pid for pid in of_visits() if "QtWebEngine" in str(Path(f"/proc/{pid}/exe").readlink())]
    assert engines
    theatre.citizen.touch("Accueil", DEADLINE_S)
    assert end_visit(theatre)["left"] == 0
    assert not any(alive(pid) for pid in engines)


def test_no_file_of_the_steward_opens_for_a_visit(theatre: Theatre) -> None:
    theatre.start_over()
    theatre.begin()
    kept = list(kept_from_visits(theatre))
    names = {path.name for path in kept}
    assert names >= {
        "identity.pem",
        "seal.key.pem",
        "pins.json",
        "enrolment.json",
        "counters.json",
        "events.jsonl",
    }
    for path in kept:
        for how in ("cat", "tee"):
            tried = as_visit([how, str(path)])
            assert tried.returncode != 0, path
            assert "Permission denied" in tried.stderr, path
    for folder in (
        theatre.stand.state,
        theatre.stand.state / "keys",
        theatre.stand.run,
        theatre.stand.run / "vaults",
    ):
        assert "Permission denied" in as_visit(["ls", str(folder)]).stderr, folder
    shown = as_visit(["cat", str(theatre.stand.run / "shown.toml")])
    assert theatre.stand.printer_uri not in shown.stdout
    assert theatre.stand.relay_url not in shown.stdout
    assert "Saint-Aubin" in shown.stdout


@pytest.mark.parametrize("what", ["mem", "environ", "fd", "root"])
def test_the_stewards_memory_is_closed_to_a_visit(theatre: Theatre, what: str) -> None:
    steward = theatre.stand.steward.process.pid
    path = f"/proc/{steward}/{what}"
    tried = as_visit(["ls", f"{path}/"] if what in {"fd", "root"} else ["cat", path])
    assert "Permission denied" in tried.stderr
    assert as_visit(["kill", "-9", str(steward)]).returncode != 0


def test_a_stranger_account_is_not_heard_at_the_stewards_socket(theatre: Theatre) -> None:
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setresgid(STRANGER, STRANGER, STRANGER)
        os.setresuid(STRANGER, STRANGER, STRANGER)
        with socket.socket(socket.AF_UNIX) as wire:
            wire.connect(str(theatre.stand.run / "steward.sock"))
            os._exit(0 if wire.recv(1) == b"" else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, "the steward said something"


def leave(folder: Path) -> Path:
    """What a broken screen could: a folder with something in it, closed even to its owner."""
    path = folder / f"left-by-{VISITS}"
    assert as_visit(["mkdir", str(path)]).returncode == 0
    assert as_visit(["tee", str(path / "secret")], b"zorglub").returncode == 0
    assert as_visit(["chmod", "0", str(path)]).returncode == 0
    return path


def test_what_a_broken_screen_hid_in_files_is_gone_after_the_visit(theatre: Theatre) -> None:
    theatre.start_over()
    theatre.begin()
    run = theatre.stand.run
    (vault,) = (run / "vaults").iterdir()
    shelves = [vault, run / "vaults", run / "homes", run / "jobs"]
    left = [leave(folder) for folder in (*shelves, Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))]
    assert end_visit(theatre)["left"] == 0
    until(lambda: not any(os.path.lexists(path) for path in left), "all of it is gone")


def test_a_process_that_left_its_screen_does_not_outlive_the_visit(theatre: Theatre) -> None:
    theatre.start_over()
    theatre.begin()
    hidden = subprocess.Popen(
        ["sleep", "3600"], user=VISITS, group=VISITS, extra_groups=[], start_new_session=True, cwd="/"
    )
    segment = as_visit(["ipcmk", "--shmem", "4096"]).stdout.split()[-1]
    assert end_visit(theatre)["left"] == 0
    assert hidden.wait(DEADLINE_S) == -9
    shared = Path("/proc/sysvipc/shm").read_text(encoding="ascii")
    assert segment not in [row.split()[1] for row in shared.splitlines()]
    warm = theatre.screens_and_media()
    assert len(warm) >= 1
    assert of_visits() >= warm


def test_a_steward_that_was_killed_leaves_nothing_to_the_next_one(theatre: Theatre) -> None:
    theatre.start_over()
    theatre.reach("waiting")
    before = theatre.screens_and_media()
    theatre.kill_steward()
    theatre.stand.start_steward()
    theatre.welcomed()
    nothing_remains(theatre, before)
    homes = theatre.stand.run / "homes"
    # The next screen is being started meanwhile: its home is there before it is.
    until(
        lambda: len(list(homes.iterdir())) == len(theatre.screens_and_media()),
        "every home is that of a screen",
    )
