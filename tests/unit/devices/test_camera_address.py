"""How cameras are named, and what is said of a name that is none."""

import pytest

from devices.camera.address import CameraAddress, parse_address, same_device


@pytest.mark.parametrize(
    ("uri", "address"),
    [
        ("camera:/dev/video0", CameraAddress("v4l2", "/dev/video0")),
        (
            "camera:/dev/v4l/by-id/usb-Logitech-video-index0",
            CameraAddress("v4l2", "/dev/v4l/by-id/usb-Logitech-video-index0"),
        ),
        ("camera:http://10.0.0.7:8080/flux", CameraAddress("network", "http://10.0.0.7:8080/flux")),
        ("camera:rtsp://camera.local/1", CameraAddress("network", "rtsp://camera.local/1")),
        ("camera:file:/tmp/clip.y4m", CameraAddress("file", "/tmp/clip.y4m")),
        ("camera:demo", CameraAddress("demo")),
        ("camera:demo?size=640x360&fps=15", CameraAddress("demo", size=(640, 360), fps=15.0)),
    ],
)
def test_each_kind_of_camera_has_its_name(uri: str, address: CameraAddress) -> None:
    assert parse_address(uri) == address


@pytest.mark.parametrize(
    ("uri", "nearest"),
    [
        ("camra:/dev/video0", "« camera:/dev/video0 »"),
        ("/dev/video0", "« camera:/dev/video0 »"),
        ("http://10.0.0.7/flux", "« camera:http://10.0.0.7/flux »"),
        ("camera:htp://10.0.0.7/flux", "« camera:http: »"),
        ("camera:dmo", "« camera:demo: »"),
        ("file:/tmp/clip.y4m", "« camera:file:/tmp/clip.y4m »"),
    ],
)
def test_a_name_that_is_nearly_right_is_answered_with_the_right_one(uri: str, nearest: str) -> None:
    with pytest.raises(ValueError, match="camera:/dev/video0, camera:http") as refused:
        parse_address(uri)
    assert nearest in str(refused.value)


@pytest.mark.parametrize(
    "uri",
    ["", "camera:", "camera:file:", "camera:http://", "camera:http://h:port/", "camera:http://a b/", "sound:x",
     "camera:demo?size=9x9", "camera:demo?fps=0", "camera:demo?colour=red", "camera:rtsp:/nohost"],
)  # fmt: skip
def test_what_names_no_camera_is_refused_with_what_would(uri: str) -> None:
    with pytest.raises(ValueError, match="camera:/dev/video0"):
        parse_address(uri)


def test_one_device_under_two_names_is_one_device(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert same_device("camera:/dev/null", "camera:/dev/../dev/null")
    assert not same_device("camera:/dev/null", "camera:/dev/zero")
    assert same_device("camera:http://h/1", "camera:http://h/1")
    assert not same_device("camera:demo", "camera:demo"), "a drawn one can be drawn twice"
    assert not same_device("", "")
