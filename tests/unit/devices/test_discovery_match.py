"""What the settings could say, from what was found."""

import pytest

from devices.discovery.match import Proposal, distinct, in_use, proposals
from devices.discovery.ports import Found

CAMERA = Found("camera", "C270", "camera:/dev/v4l/by-id/c270", alias="camera:/dev/video0")
OTHER = Found("camera", "Doc", "camera:/dev/v4l/by-id/doc", alias="camera:/dev/video2")
QUEUE = Found("printer", "HP", "cups:///run/cups.sock?queue=borne", alias="ipp://hp/ipp/print")


def _one(
    found: list[Found], current: str, key: str = "camera", take: tuple[str, ...] = ()
) -> Proposal | None:
    return next(iter(proposals(found, {key: current}, take)), None)


def test_one_device_for_an_empty_setting_is_proposed() -> None:
    assert _one([CAMERA], "") == Proposal("camera", "new", "", CAMERA.uri, "C270", (CAMERA.uri,))


def test_of_two_a_person_chooses() -> None:
    assert _one([CAMERA, OTHER], "") == Proposal("camera", "choose", "", "", "", (CAMERA.uri, OTHER.uri))
    taken = _one([CAMERA, OTHER], "", take=(OTHER.uri,))
    assert taken is not None
    assert (taken.verdict, taken.uri) == ("new", OTHER.uri)


def test_what_is_set_and_there_stays() -> None:
    assert _one([CAMERA, OTHER], CAMERA.uri) == Proposal("camera", "same", CAMERA.uri, "", "C270")


def test_a_name_that_may_change_has_a_lasting_one_and_keeps_its_options() -> None:
    line = Found("receipt", "TM", "escpos+serial:/dev/serial/by-id/tm", alias="escpos+serial:/dev/ttyUSB0")
    found = _one([line], "escpos+serial:/dev/ttyUSB0?baud=9600&width=58", "receipt")
    assert found is not None
    assert (found.verdict, found.uri) == ("lasting", "escpos+serial:/dev/serial/by-id/tm?baud=9600&width=58")


def test_what_is_set_and_gone_is_said_and_another_is_only_offered() -> None:
    assert _one([], "camera:/dev/video9") == Proposal("camera", "lost", "camera:/dev/video9")
    found = _one([CAMERA], "camera:/dev/video9")
    assert found is not None
    assert (found.verdict, found.uri) == ("other", CAMERA.uri)


def test_a_person_may_choose_another_than_what_is_set() -> None:
    found = _one([CAMERA, OTHER], CAMERA.uri, take=(OTHER.uri,))
    assert found is not None
    assert (found.verdict, found.uri) == ("other", OTHER.uri)


@pytest.mark.parametrize(
    "found",
    [
        Found("camera", "x", "camera:/dev/video0", hindrance="denied"),
        Found("camera", "x", "camera:/dev/video0", sure=False),
        Found("camera", "x", ""),
        Found("codes", "x", "codes:/dev/x"),
    ],
)
def test_what_cannot_be_opened_or_is_not_sure_or_has_no_setting_is_not_proposed(found: Found) -> None:
    assert _one([found], "") is None


def test_a_printer_that_has_its_queue_is_not_shown_as_one_without() -> None:
    bare = Found("printer", "HP", "", "file à faire", sure=False, alias="ipp://hp/ipp/print")
    assert distinct([bare, QUEUE, QUEUE]) == [QUEUE]
    assert distinct([bare]) == [bare]


def test_two_queues_of_one_socket_are_two() -> None:
    second = Found("printer", "HP", "cups:///run/cups.sock?queue=autre")
    assert in_use(QUEUE, {"printer": QUEUE.uri})
    assert not in_use(second, {"printer": QUEUE.uri})
    assert not in_use(second, {})


def test_a_setting_that_no_finder_looks_for_is_not_said_to_be_lost() -> None:
    assert proposals([], {"handset": "hook:serial:/dev/ttyS0?line=cts"}) == []


def test_the_servers_choice_has_its_own_name_too() -> None:
    box = Found("speaker", "Box", "sound:device:box", alias="sound:default")
    found = _one([box], "sound:default", "speaker")
    assert found is not None
    assert (found.verdict, found.uri) == ("lasting", "sound:device:box")


def test_the_second_camera_is_only_taken_for_papers_when_a_person_says_so() -> None:
    keys = {"camera": "", "document_camera": ""}
    assert [one.verdict for one in proposals([CAMERA, OTHER], keys)] == ["choose"]
    chosen = proposals([CAMERA, OTHER], keys, [CAMERA.uri, f"document_camera={OTHER.uri}"])
    assert [(one.key, one.uri) for one in chosen] == [
        ("camera", CAMERA.uri),
        ("document_camera", OTHER.uri),
    ]


def test_what_another_key_has_is_not_proposed_again() -> None:
    keys = {"camera": "", "document_camera": OTHER.uri}
    first, second = proposals([CAMERA, OTHER], keys)
    assert (first.verdict, first.uri, second.verdict) == ("new", CAMERA.uri, "same")
    assert in_use(OTHER, keys)
    assert not in_use(CAMERA, keys)


def test_a_baud_rate_in_a_chosen_uri_is_no_key() -> None:
    line = Found("receipt", "TM", "escpos+serial:/dev/ttyS1?baud=9600")
    found = _one([line, Found("receipt", "x", "escpos+usb:/dev/usb/lp0")], "", "receipt", (line.uri,))
    assert found is not None
    assert found.uri == line.uri
