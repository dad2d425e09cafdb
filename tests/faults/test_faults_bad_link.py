"""A link that loses a fifth of what crosses it, between a kiosk and an expert of their own: the voice comes first."""

from concurrent.futures import ThreadPoolExecutor
from itertools import dropwhile, pairwise
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from kiosk.compose.badlink.link import Link
from kiosk.compose.badlink.shape import Shape
from kiosk.compose.bench.across.product import KioskCall, Scene, product
from kiosk.compose.demo.tail import Event, EventTail
from session.engine.bench import textured, write_clip
from session.engine.quality import LADDER
from tests.faults.house import short_folder
from tests.faults.report import Report
from tests.faults.theatre import DEADLINE_S

PICTURES = "360p15"
DREADFUL = Shape(delay_ms=50, jitter_ms=200, loss=0.2)
COUNTS = 10
"""How many counts of the voice, one a second, the link stays dreadful for after it is noticed."""


@pytest.mark.timeout(400)  # a whole kiosk is set up
@pytest.mark.fault(20, "20 % de pertes, 200 ms de gigue", area="network")
def test_a_link_that_loses_a_fifth_carries_the_voice_first(report: Report, tmp_path: Path) -> None:
    """Both ways at once. The picture shrinks or stands still, and comes back with the link; and with another address."""
    quality = LADDER[PICTURES]
    clip = tmp_path / "clip.y4m"
    write_clip(clip, quality, [textured(count, quality) for count in range(5 * quality.fps)])

    def across() -> None:
        with (
            short_folder() as folder,
            Link(tmp_path, seed=20) as link,
            link.near.entered(),
            sync_playwright() as playwright,
            product(link, playwright, Scene(clip, PICTURES, folder), 1) as call,
        ):
            _voice_first(link, call, report)

    # This thread has a network of its own; the theatre's browser has the loop of the other.
    with ThreadPoolExecutor(1) as beside:
        beside.submit(across).result()


def _voice_first(link: Link, call: KioskCall, report: Report) -> None:
    events = call.stand.events
    call.prepare()
    call.begin()
    name = events.all("call.ring-complete")[-1]["call"]
    events.mark()
    report.inject(link.shape, DREADFUL)
    changed = events.wait_for(
        lambda e: e["event"] == "call.picture-changed" and e["rung"] in {"stills", "voice"},
        "no film",
        DEADLINE_S,
    )
    report.noticed(call.citizen.find("Liaison", DEADLINE_S).name, changed["mono"])
    for _ in range(COUNTS):
        events.wait("call.stats", DEADLINE_S, call=name)
    link.shape(Shape())
    back = events.wait("call.picture-changed", 2 * DEADLINE_S, weak=False)
    report.recovered(back["mono"])
    # A call shows before its first word is played: the voice is judged from then on.
    told = list(dropwhile(lambda count: not count["played"], events.all("call.stats", call=name)))
    _moved(link, events, name)
    assert not events.all("call.end-complete", call=name)
    call.end()
    heard = [
        later["played"] + later["recovered"] > one["played"] + one["recovered"]
        for one, later in pairwise(told)
    ]
    assert heard.count(True) > 4 * heard.count(False)
    assert _more(told, "recovered") > 0
    assert _more(told, "concealed") < _more(told, "played") / 2


def _more(told: list[Event], figure: str) -> int:
    """How much it grew in all: it begins again with every connection, and such a link may cost one."""
    return sum(max(later[figure] - one[figure], 0) for one, later in pairwise(told))


def _moved(link: Link, events: EventTail, call: str) -> None:
    """Then the expert's machine joins another network: no connection of theirs, to anybody, lives on."""
    events.mark()
    link.move("10.92.0.77")
    events.wait("call.lost", DEADLINE_S, call=call)
    events.wait("call.first-picture", DEADLINE_S, call=call)
