"""Scanning a paper: every page is seen, nothing is lost by a jam, nothing leaves without a yes."""

import pytest

from kiosk.journey.silence import policy
from session.protocol import local, peer
from session.protocol.printing import PrintDocument
from session.protocol.scanning import (
    ScanBind,
    ScanForget,
    Scanner,
    ScanPage,
    ScanSend,
    ScanStart,
    ScanState,
    ScanStop,
)
from tests.unit.journey.story import Story, pages, world

READY = Scanner(present=True, usable=True, sources=["glass", "feeder", "both-sides"], loaded=True)
LOST = Scanner(present=True, usable=False, key="scanner.device-lost")


def page(number: int) -> str:
    return f"{number:032x}".replace("0", "a", 1)


class Scanning(Story):
    """A visit at a kiosk that has a scanner, and what its steward would say."""

    def __init__(self) -> None:
        super().__init__()
        self.hear(world(scanner=READY))
        self.read = 0

    @property
    def run(self) -> str:
        return self.last(ScanStart).scan

    def comes(self, count: int = 1) -> None:
        """So many pages are read."""
        for _ in range(count):
            self.read += 1
            self.hear(ScanState(scan=self.run, page=self.read, share=0.5))
            self.hear(ScanPage(scan=self.run, page=page(self.read), width=1191, height=1684))

    def ends(self, key: str | None = None, blank: int = 0) -> None:
        self.hear(ScanState(scan=self.run, ended=True, key=key, blank=blank))

    def scanned(self, count: int, source: str = "feeder") -> "Scanning":
        self.touch("scan.open")
        self.touch("scan.start", source)
        self.comes(count)
        self.ends()
        return self

    def kept(self) -> list[str]:
        assert self.journey.scan is not None
        return [one.id for one in self.journey.scan.pages]

    def bound(self) -> str:
        """All pages seen, and made one document."""
        assert self.journey.scan is not None
        for number in range(len(self.journey.scan.pages)):
            self.touch("scan.page", number)
        self.touch("scan.finish")
        document = self.last(ScanBind).document
        self.hear(pages(document, "Document numérisé", self.read))
        return document


@pytest.fixture
def story() -> Scanning:
    visit = Scanning()
    visit.begin()
    return visit


def test_a_kiosk_without_a_scanner_offers_none() -> None:
    visit = Story()
    visit.begin()
    visit.touch("scan.open")
    assert visit.at == "Home"


def test_pages_of_the_feeder_are_shown_as_they_come(story: Scanning) -> None:
    story.touch("scan.open")
    assert story.at == "ScanPlace"
    story.touch("scan.start", "feeder")
    assert story.at == "ScanPages"
    assert story.last(ScanStart).source == "feeder"
    story.comes(2)
    assert story.journey.scan is not None
    assert (story.journey.scan.at, story.journey.scan.phase) == (1, "reading")
    story.ends()
    assert story.kept() == [page(1), page(2)]


def test_nothing_is_made_of_pages_that_nobody_has_seen(story: Scanning) -> None:
    story.touch("scan.open")
    story.touch("scan.start", "feeder")
    story.comes(2)
    story.touch("scan.page", 0)
    story.comes(1)
    story.touch("scan.page", 0)
    story.ends()
    assert story.journey.scan is not None
    assert story.journey.scan.unseen == ()
    story.touch("scan.finish")
    assert story.last(ScanBind).pages == [page(1), page(2), page(3)]


def test_a_scan_under_way_is_not_bound_nor_begun_twice(story: Scanning) -> None:
    story.touch("scan.open")
    story.touch("scan.start", "feeder")
    story.comes(1)
    story.touch("scan.finish")
    story.touch("scan.start", "glass")
    assert story.sent(ScanBind) == []
    assert len(story.sent(ScanStart)) == 1


def test_after_a_jam_the_pages_stay_and_the_scan_goes_on_behind_them(story: Scanning) -> None:
    story.touch("scan.open")
    story.touch("scan.start", "feeder")
    story.comes(2)
    story.ends("scanner.paper-jammed")
    assert story.journey.scan is not None
    assert story.journey.scan.trouble == "scanner.paper-jammed"
    story.touch("scan.start", "feeder")
    story.comes(1)
    story.ends()
    assert story.kept() == [page(1), page(2), page(3)]
    assert story.journey.scan.trouble == ""


def test_a_page_done_again_takes_the_place_of_the_old_one(story: Scanning) -> None:
    story.scanned(3)
    story.touch("scan.page", 1)
    story.touch("scan.again")
    assert story.at == "ScanPlace"
    story.touch("scan.start", "glass")
    story.comes(1)
    story.ends()
    assert story.kept() == [page(1), page(4), page(3)]
    assert story.last(ScanForget).pages == [page(2)]


def test_a_page_that_could_not_be_done_again_is_still_the_old_one(story: Scanning) -> None:
    story.scanned(2)
    story.touch("scan.again")
    story.touch("scan.start", "glass")
    story.ends("scanner.device-lost")
    assert story.kept() == [page(1), page(2)]


def test_a_page_taken_out_is_gone_from_the_vault_too(story: Scanning) -> None:
    story.scanned(2)
    story.touch("scan.page", 0)
    story.touch("scan.remove")
    assert (story.kept(), story.last(ScanForget).pages) == ([page(2)], [page(1)])
    story.touch("scan.remove")
    assert story.at == "ScanPlace"


def test_a_photocopy_is_printed_and_the_single_pages_are_forgotten(story: Scanning) -> None:
    document = story.scanned(2).bound()
    assert story.at == "ScanDone"
    assert story.last(ScanForget).pages == [page(1), page(2)]
    story.touch("scan.print")
    assert story.last(PrintDocument).document == document
    assert story.at == "Printing"


def test_in_a_call_the_expert_sees_nothing_before_the_visitor_says_yes(story: Scanning) -> None:
    story.talk()
    document = story.scanned(1, "glass").bound()
    assert story.sent(ScanSend) == []
    assert story.sent(peer.PageShow) == []
    story.touch("scan.send")
    assert story.last(ScanSend).document == document
    assert story.last(peer.PageShow).document == document
    assert story.at == "Reading"
    story.touch("reading.close")
    assert story.at == "Call"


def test_declining_in_a_call_goes_back_to_the_face_and_sends_nothing(story: Scanning) -> None:
    story.talk()
    story.scanned(1, "glass").bound()
    story.touch("scan.leave")
    assert (story.at, story.sent(ScanSend)) == ("Call", [])


def test_leaving_pages_behind_asks_first_and_forgets_them(story: Scanning) -> None:
    story.scanned(2)
    story.touch("bar.back")
    assert story.over == "Confirm"
    story.touch("overlay.yes")
    assert story.at == "Home"
    assert story.last(ScanForget).pages == [page(1), page(2)]
    assert story.journey.scan is None


def test_retour_from_laying_one_more_page_shows_the_pages_again(story: Scanning) -> None:
    story.scanned(1)
    story.touch("scan.more")
    story.touch("bar.back")
    assert (story.at, story.over) == ("ScanPages", "")


def test_retour_in_a_call_does_not_hang_up(story: Scanning) -> None:
    story.talk()
    story.touch("scan.open")
    story.touch("bar.back")
    assert (story.at, story.over) == ("Call", "")
    assert story.journey.call is not None


def test_leaving_during_a_scan_stops_it_and_what_comes_late_is_forgotten(story: Scanning) -> None:
    story.touch("scan.open")
    story.touch("scan.start", "feeder")
    story.touch("bar.back")
    assert story.last(ScanStop).scan == story.run
    story.comes(1)
    assert story.last(ScanForget).pages == [page(1)]
    assert story.journey.scan is None


def test_a_lost_scanner_keeps_the_pages_and_silence_ends_nothing_meanwhile(story: Scanning) -> None:
    story.touch("scan.open")
    story.touch("scan.start", "feeder")
    story.comes(1)
    assert policy(story.journey) == "never"
    story.ends("scanner.device-lost")
    story.hear(world(scanner=LOST))
    assert policy(story.journey) == "reading"
    assert story.kept() == [page(1)]
    story.touch("scan.finish")
    assert story.sent(ScanBind) != []


def test_a_preview_is_shown_and_is_no_page(story: Scanning) -> None:
    story.touch("scan.open")
    story.touch("scan.preview", "glass")
    assert (story.at, story.last(ScanStart).preview) == ("ScanPlace", True)
    story.hear(ScanPage(scan=story.run, page=page(9), width=620, height=877, preview=True))
    story.ends()
    assert story.journey.scan is not None
    assert story.journey.scan.preview is not None
    assert story.kept() == []


def test_pages_that_cannot_be_bound_are_still_there(story: Scanning) -> None:
    story.scanned(1)
    story.touch("scan.finish")
    story.hear(local.DocumentFailed(document=story.last(ScanBind).document, key="document.file-damaged"))
    assert story.kept() == [page(1)]
    assert story.journey.scan is not None
    assert story.journey.scan.phase == "idle"
