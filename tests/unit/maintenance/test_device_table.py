import pytest

from kiosk.maintenance.table import KINDS, in_order, kind_of, simulated


def test_each_kind_has_one_row() -> None:
    names = [kind.device for kind in KINDS]
    assert sorted(set(names)) == sorted(names)


def test_the_menu_keeps_its_order_and_shows_a_device_it_does_not_know() -> None:
    assert in_order(["disk", "braille", "scanner", "printer"]) == ["printer", "scanner", "disk", "braille"]
    assert kind_of("braille").areas == ("braille",)


@pytest.mark.parametrize(
    ("uri", "only"),
    [
        ("camera:file:/tmp/clip.y4m", True),
        ("topaz:/dev/pts/7", True),
        ("sane:test:0", True),
        ("escpos+tcp://127.0.0.1:9100", True),
        ("camera:/dev/v4l/by-id/usb-046d", False),
        ("cups://localhost/A4", False),
        ("escpos+tcp://192.168.1.9", False),
    ],
)
def test_a_stand_in_is_told_by_its_address(uri: str, only: bool) -> None:
    assert simulated(uri) is only
