"""A visit that scans a paper, told in a few words."""

from collections.abc import Callable

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


READ = ("scan.start feeder", "page", "page", "end")
