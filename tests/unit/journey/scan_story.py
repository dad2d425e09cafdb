"""A visit that scans a paper, told in a few words."""

from collections.abc import Callable

from session.protocol import local
from session.protocol.cameras import PaperAim, PaperLook
from session.protocol.scanning import ScanBind, Scanner, ScanPage, ScanStart, ScanState
from tests.unit.journey.story import Story, pages, world


def scanning(*steps: str, key: str | None = None) -> Callable[[Story], None]:
    """At a kiosk with a scanner: `page` comes, `end` ends the scan, else a touch."""

    def walk(story: Story) -> None:
        story.hear(world(scanner=SCANNER))
        if story.journey.call is None:
            story.begin()
        story.touch("scan.open")
        for number, step in enumerate(steps):
            match step.split():
                case ["page"]:
                    run = story.last(ScanStart).scan
                    story.hear(ScanPage(scan=run, page=f"{number:032x}", width=1191, height=1684))
                case ["end"]:
                    story.hear(ScanState(scan=story.last(ScanStart).scan, ended=True, key=key, blank=1))
                case ["bound"]:
                    story.hear(pages(story.last(ScanBind).document, "Document numérisé"))
                case [name, *argument]:
                    story.touch(name, *argument)

    return walk


SCANNER = Scanner(present=True, usable=True, sources=["glass", "feeder", "both-sides"], loaded=True)
GONE = Scanner(present=True, usable=False, key="scanner.device-lost")


def unplugged(story: Story) -> None:
    story.hear(world(scanner=GONE))


def photographing(*steps: str) -> Callable[[Story], None]:
    """At a kiosk with a document camera: its picture comes, `page` is a photograph, `aim …` a word, else a touch."""

    def walk(story: Story) -> None:
        story.hear(world(scanner=Scanner(camera=True)))
        if story.journey.call is None:
            story.begin()
        story.touch("scan.open")
        story.touch("scan.camera")
        story.hear(local.MediaReady(frames="/run/frames"))
        for number, step in enumerate(steps):
            run = story.last(PaperLook).scan
            match step.split():
                case ["page"]:
                    story.hear(ScanPage(scan=run, page=f"{number:032x}", width=1191, height=1684))
                    story.hear(ScanState(scan=run, ended=True))
                case ["end", key]:
                    story.hear(ScanState(scan=run, ended=True, key=key))
                case ["lost", key]:
                    story.hear(PaperAim(scan=run, key=key))
                case ["aim", advice]:
                    story.hear(PaperAim.model_validate({"scan": run, "advice": advice}))
                case [name, *argument]:
                    story.touch(name, *argument)

    return walk


READ = ("scan.start feeder", "page", "page", "end")
