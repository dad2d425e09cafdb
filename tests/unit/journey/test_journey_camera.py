"""The document camera: on at the visitor's touch, off by itself, a page like any other, nothing sent without a yes."""

import pytest

from kiosk.journey.camera import LOOK_S
from kiosk.journey.silence import policy
from session.protocol import local
from session.protocol.call import CallEnd
from session.protocol.cameras import CameraNews, PaperAim, PaperLook, PaperShoot
from session.protocol.scanning import ScanBind, ScanForget, Scanner, ScanPage, ScanSend, ScanStart, ScanState
from tests.unit.journey.story import Story, pages, world

CAMERA = Scanner(camera=True)
BOTH = Scanner(present=True, usable=True, sources=["glass"], camera=True)
GONE = Scanner(present=True, usable=False, key="scanner.device-lost", camera=True)


def page(number: int) -> str:
    return f"{number:032x}".replace("0", "a", 1)


class Looking(Story):
    """A visit at a kiosk with a document camera, and what its steward would say."""

    def __init__(self, scanner: Scanner = CAMERA) -> None:
        super().__init__()
        self.hear(world(scanner=scanner))
        self.taken = 0

    @property
    def run(self) -> str:
        return next(body.scan for body in reversed(self.sent(PaperLook)) if body.active)

    def looks(self) -> "Looking":
        self.touch("scan.open")
        self.touch("scan.camera")
        return self

    def shoots(self) -> "Looking":
        """A photograph is made, and good."""
        self.taken += 1
        self.hear(ScanPage(scan=self.run, page=page(self.taken), width=1191, height=1684))
        self.hear(ScanState(scan=self.run, ended=True, share=1.0))
        return self

    def offs(self) -> list[str]:
        return [body.scan for body in self.sent(PaperLook) if not body.active]


@pytest.fixture
def story() -> Looking:
    visit = Looking()
    visit.begin()
    return visit


def test_no_picture_before_the_touch(story: Looking) -> None:
    story.touch("scan.open")
    assert story.at == "ScanPlace"
    assert not story.sent(PaperLook)
    story.touch("scan.camera")
    assert (story.at, story.last(PaperLook).active) == ("ScanCamera", True)
    assert policy(story.journey) == "never"


def test_a_photograph_becomes_a_page_and_the_pages_a_document(story: Looking) -> None:
    story.looks().shoots()
    assert story.at == "ScanPages"
    story.touch("scan.more")
    assert story.at == "ScanCamera"
    story.shoots()
    story.touch("scan.page", 0)
    story.touch("scan.finish")
    assert story.last(ScanBind).pages == [page(1), page(2)]
    story.hear(pages(story.last(ScanBind).document, "Document numérisé", 2))
    assert story.at == "ScanDone"
    story.touch("scan.leave")
    assert story.sent(local.MediaClose), "nothing looks any more"


def test_a_photograph_taken_again_takes_the_place_of_the_first(story: Looking) -> None:
    story.looks().shoots()
    story.touch("scan.again")
    assert story.at == "ScanCamera"
    story.shoots()
    assert story.last(ScanForget).pages == [page(1)]
    assert story.journey.scan is not None
    assert [one.id for one in story.journey.scan.pages] == [page(2)]


def test_the_visitor_may_always_photograph_once(story: Looking) -> None:
    story.looks()
    story.hear(PaperAim(scan=story.run, advice="dark"))
    story.touch("scan.shoot")
    story.touch("scan.shoot")
    assert [body.scan for body in story.sent(PaperShoot)] == [story.run]


def test_a_blurred_photograph_is_said_and_made_again_by_itself(story: Looking) -> None:
    story.looks()
    story.hear(ScanState(scan=story.run, share=0.5))
    story.hear(ScanState(scan=story.run, key="camera.page-blurred"))
    assert story.journey.scan is not None
    assert (story.at, story.journey.scan.trouble) == ("ScanCamera", "camera.page-blurred")
    story.hear(PaperAim(scan=story.run, advice="hold"))
    assert story.journey.scan.trouble == "camera.page-blurred", "it stays to be read"
    story.hear(PaperAim(scan=story.run, advice="moving"))
    assert story.journey.scan is not None
    assert story.journey.scan.trouble == ""
    story.shoots()
    assert story.at == "ScanPages"


def test_the_camera_goes_out_by_itself(story: Looking) -> None:
    story.looks()
    run = story.run
    story.wait(LOOK_S + 1)
    assert story.at == "ScanPlace"
    assert story.offs() == [run]
    assert policy(story.journey) == "reading"


@pytest.mark.parametrize("leave", ["bar.back", "bar.home"])
def test_leaving_puts_the_camera_out(story: Looking, leave: str) -> None:
    story.looks()
    run = story.run
    story.touch(leave)
    assert story.offs() == [run]
    assert story.at in {"ScanPlace", "Home"}


def test_a_late_word_of_a_look_that_was_left_changes_nothing(story: Looking) -> None:
    story.looks()
    run = story.run
    story.touch("bar.back")
    story.hear(PaperAim(scan=run, advice="hold"))
    story.hear(ScanPage(scan="e" * 32, page=page(9), width=10, height=10))
    assert story.last(ScanForget).pages == [page(9)]
    assert story.at == "ScanPlace"


def test_after_the_scanner_is_lost_the_rest_goes_under_the_camera() -> None:
    story = Looking(BOTH)
    story.begin()
    story.touch("scan.open")
    story.touch("scan.start", "glass")
    run = story.last(ScanStart).scan
    story.hear(ScanPage(scan=run, page=page(7), width=10, height=10))
    story.hear(world(scanner=GONE))
    story.hear(ScanState(scan=run, ended=True, key="scanner.device-lost"))
    story.touch("scan.camera")
    story.shoots()
    assert story.journey.scan is not None
    assert [one.id for one in story.journey.scan.pages] == [page(7), page(1)]


def test_without_a_document_camera_nothing_opens() -> None:
    story = Looking(Scanner(present=True, usable=True, sources=["glass"]))
    story.begin()
    story.looks()
    assert story.at == "ScanPlace"
    assert not story.sent(PaperLook)


def test_in_a_call_the_page_goes_only_after_a_yes_and_the_media_stay() -> None:
    story = Looking()
    story.talk()
    story.looks().shoots()
    story.touch("scan.finish")
    document = story.last(ScanBind).document
    story.hear(pages(document, "Document numérisé"))
    assert not story.sent(ScanSend)
    story.touch("scan.send")
    assert story.last(ScanSend).document == document
    assert not story.sent(local.MediaClose)


def test_when_the_expert_ends_the_call_the_camera_goes_out_and_the_goodbye_stays() -> None:
    story = Looking()
    story.talk()
    story.looks()
    run = story.run
    story.hear(local.MediaReady(frames="/f"))
    story.hear(CallEnd(reason="expert"))
    story.wait(LOOK_S + 1)
    assert story.offs() == [run]
    assert story.at == "Goodbye"


def test_a_camera_that_goes_and_comes_back_is_told_to_the_visitor() -> None:
    story = Looking()
    story.talk()
    story.hear(local.MediaReady(frames="/f"))
    story.hear(CameraNews(key="camera.device-missing"))
    assert story.journey.media is not None
    assert (story.journey.media.camera, story.journey.media.trouble) == (False, "camera.device-missing")
    story.hear(CameraNews())
    assert story.journey.media is not None
    assert (story.journey.media.camera, story.journey.media.mended) == (True, "camera.device-missing")
