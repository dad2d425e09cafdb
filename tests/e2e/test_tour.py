"""The whole thread, as a citizen, an expert and an agent live it: the tour, asserted."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from kiosk.compose.demo.album import Album
from kiosk.compose.demo.expert import chromium
from kiosk.compose.demo.stand import DEMO, Plan, Stand
from kiosk.compose.demo.tour import Tour, photograph


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tour]:
    folder = tmp_path_factory.mktemp("tour")
    out = tmp_path_factory.mktemp("album")
    with Stand(Plan(folder, peers=DEMO)) as stand, chromium(folder / "browser", stand.ca) as context:
        album = Album(out, lambda path: photograph(guide.citizen, path))
        guide = Tour(stand, context, album)
        guide.run()
        yield guide


def _valid(pdf: Path) -> bool:
    said = subprocess.run(["pdfsig", "-nocert", str(pdf)], capture_output=True, text=True, check=False).stdout
    return "Signature is Valid" in said


@pytest.mark.timeout(600)
def test_from_the_first_touch_to_the_wipe_everything_happens_with_real_parts(tour: Tour) -> None:
    pictures = [tour.album.folder / name for step in tour.album.steps for name in step.pictures.values()]
    assert len(tour.album.steps) >= 18
    assert all(picture.stat().st_size > 5000 for picture in pictures)
    assert tour.expert.problems == []


def test_both_ends_decode_the_pictures_and_sounds_of_the_other(tour: Tour) -> None:
    (*_, picture) = tour.events.all("call.marker-decoded", kind="picture")
    (*_, sound) = tour.events.all("call.marker-decoded", kind="sound")
    assert picture["last"] > picture["first"]
    assert sound["last"] is not None
    assert tour.markers_seen["video"]["read"] > 10
    assert tour.markers_seen["audio"]["tones"] > 3


def test_the_paper_that_came_out_is_what_was_asked_for(tour: Tour) -> None:
    printed = sorted(tour.stand.printed.glob("*.pdf"))
    assert len(printed) == 3  # checklist, letter, signed copy


def test_goodbye_is_a_ticket_with_a_code_and_its_picture_is_in_the_album(tour: Tour) -> None:
    (ticket,) = tour.stand.tickets()
    said, *_ = cv2.QRCodeDetector().detectAndDecode(np.array(Image.open(ticket).convert("L")))
    assert re.fullmatch(r"[0-9A-F]{4}-[0-9A-F]{4}", said)
    (step,) = [step for step in tour.album.steps if "ticket" in step.pictures]
    assert (tour.album.folder / step.pictures["ticket"]).read_bytes() == ticket.read_bytes()


def test_the_signed_file_is_valid_and_no_longer_after_one_changed_byte(tour: Tour) -> None:
    signed = tour.album.folder / "document-signe.pdf"
    assert _valid(signed)
    data = bytearray(signed.read_bytes())
    data[len(data) // 3] ^= 1
    changed = signed.with_name("changed.pdf")
    changed.write_bytes(bytes(data))
    assert not _valid(changed)


def test_nothing_of_the_visit_is_left_on_the_kiosk(tour: Tour) -> None:
    assert [event["left"] for event in tour.events.all("visit.wipe-complete")] == [0] * len(
        tour.events.all("visit.wipe-complete")
    )
    left = [path for path in tour.stand.run.rglob("*") if path.is_file()]
    assert [path.name for path in left if path.name != "steward.lock"] == []


def test_the_log_says_nothing_that_was_typed_or_shown(tour: Tour) -> None:
    log = (tour.stand.state / "events.jsonl").read_text()
    assert "loyer" not in log
    assert "courrier" not in log
    assert "Camille" not in log
