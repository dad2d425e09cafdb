"""A page under the document camera: how often it is found, how exactly, how fast, and whether what comes out can be read.

Scenes are drawn with corners that are known (`devices/peers/document_table.py`), so every figure is against the truth.
Times are of one processor core, other programs left out.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from devices.peers.document_table import Laid, Lens, Scene, Seen, seen
from kiosk.compose.bench import Figure
from kiosk.compose.bench.page_papers import Paper, card, text_page
from kiosk.compose.bench.page_reading import can_read, character_error, read
from kiosk.compose.bench.page_scenes import Case, bare, cases, cut_off
from kiosk.documents.page.aim import Aim
from kiosk.documents.page.find import find_page
from kiosk.documents.page.flatten import flatten
from kiosk.documents.page.judge import judge
from kiosk.documents.page.quad import Quad, Rgb, quad_of

FOUND_WITHIN = 0.01
"""Of the frame's diagonal: a corner farther from its place than this is another page than ours."""
MISREAD = 0.05
"""Of the letters: a page of which more are misread is lost."""
_HOW = "2592 × 1944, scènes dessinées"
_BLURS = (0.6, 1.2, 1.8, 2.4, 3.2, 4.5, 6.0)


def measure(_folder: Path) -> list[Figure]:
    """Find, aim, flatten and judge on every scene."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        tried = [_try(case) for case in cases()]
        return [*_finding(tried), *_false_alarms(bare()), *_speed(), *_reading()]
    finally:
        cv2.setNumThreads(before)


@dataclass(frozen=True)
class Tried:
    """One scene: the worst corner's error in pixels, inf where nothing was found; seconds of the processor."""

    condition: str
    error: float
    diagonal: float
    seconds: float

    @property
    def found(self) -> bool:
        """Whether it is this page that was found."""
        return self.error <= FOUND_WITHIN * self.diagonal


def _try(case: Case) -> Tried:
    shown = seen(case.scene)
    luma = grey(shown.rgb)
    begun = time.process_time()
    quad = find_page(luma)
    seconds = time.process_time() - begun
    width, height = case.scene.lens.frame
    return Tried(
        case.condition, corner_error(quad, shown, (width, height)), float(np.hypot(width, height)), seconds
    )


def grey(rgb: Rgb) -> NDArray[np.uint8]:
    """What the finder is given."""
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def corner_error(quad: Quad | None, shown: Seen, frame: tuple[int, int]) -> float:
    """The worst corner's distance from the nearest paper's, pixels; whichever corner is called the first."""
    if quad is None:
        return float("inf")
    got = quad.pixels(*frame)
    apart = (np.roll(got, turn, axis=0) - due for due in shown.corners for turn in range(4))
    return min(float(np.hypot(each[:, 0], each[:, 1]).max()) for each in apart)


def _finding(tried: list[Tried]) -> list[Figure]:
    figures = [
        _figure(
            "page : trouvée", 100 * _mean(tried, lambda one: one.found), "%", f"{len(tried)} scènes ; {_HOW}"
        )
    ]
    right = [one for one in tried if one.found]
    pixels = [one.error for one in right]
    part = [100 * one.error / one.diagonal for one in right]
    figures += [
        _figure("page : pire coin, p50", float(np.percentile(pixels, 50)), "px", _HOW),
        _figure("page : pire coin, p95", float(np.percentile(pixels, 95)), "px", _HOW),
        _figure("page : pire coin, p95, part de la diagonale", float(np.percentile(part, 95)), "%", _HOW),
    ]
    for condition in dict.fromkeys(one.condition for one in tried):
        mine = [one for one in tried if one.condition == condition]
        good = [one.error for one in mine if one.found]
        rate = 100 * _mean(mine, lambda one: one.found)
        spread = (
            f"pire coin p50 {np.percentile(good, 50):.2f} px, p95 {np.percentile(good, 95):.2f} px"
            if good
            else ""
        )
        figures.append(_figure(f"page : trouvée, {condition}", rate, "%", f"{len(mine)} scènes ; {spread}"))
    times = [1000 * one.seconds for one in tried]
    figures += [
        Figure(
            "page : recherche par image, p50", float(np.percentile(times, 50)), "ms", 100, f"un cœur ; {_HOW}"
        ),
        Figure(
            "page : recherche par image, p95", float(np.percentile(times, 95)), "ms", 100, f"un cœur ; {_HOW}"
        ),
    ]
    return figures


def _mean(tried: list[Tried], what: Callable[[Tried], bool]) -> float:
    return float(np.mean([what(one) for one in tried]))


def _figure(name: str, value: float, unit: str, note: str) -> Figure:
    return Figure(name, value, unit, None, note)


def _false_alarms(scenes: Iterable[Case]) -> list[Figure]:
    alarms = [find_page(grey(seen(case.scene).rgb)) for case in scenes]
    whole = 100 * float(np.mean([quad is not None and quad.whole for quad in alarms]))
    any_ = 100 * float(np.mean([quad is not None for quad in alarms]))
    note = f"{len(alarms)} tables sans page ; bord de page compris {any_:.0f} %"
    partly = [find_page(grey(seen(case.scene).rgb)) for case in cut_off()]
    taken_whole = 100 * float(np.mean([quad is not None and quad.whole for quad in partly]))
    return [
        _figure("page : vue où il n'y en a pas", whole, "%", note),
        _figure(
            "page : coupée, prise pour entière", taken_whole, "%", f"{len(partly)} pages qui sortent du champ"
        ),
    ]


def _speed() -> list[Figure]:
    """A whole look of the guide, and the picture that is kept."""
    paper = text_page(11, 26)
    shown = seen(Scene((Laid(paper.picture, turn=91.0),), lens=Lens(view_mm=410.0)))
    luma, aim = grey(shown.rgb), Aim()
    quad = quad_of(shown.corners[0], *Lens().frame, whole=True)
    page = flatten(shown.rgb, quad)
    looks = [_timed(partial(aim.look, luma, number / 10)) for number in range(20)]
    flat = [_timed(partial(flatten, shown.rgb, quad)) for _ in range(5)]
    judged = [_timed(partial(judge, page)) for _ in range(5)]
    return [
        Figure(
            "page : guidage, par image, p50",
            1000 * float(np.percentile(looks, 50)),
            "ms",
            100,
            f"un cœur ; {_HOW}",
        ),
        Figure(
            "page : guidage, par image, p95",
            1000 * float(np.percentile(looks, 95)),
            "ms",
            100,
            f"un cœur ; {_HOW}",
        ),
        _figure("page : redresser et éclairer, médiane", 1000 * float(np.median(flat)), "ms", _HOW),
        _figure("page : juger la netteté, médiane", 1000 * float(np.median(judged)), "ms", _HOW),
    ]


def _timed(what: Callable[[], object]) -> float:
    begun = time.process_time()
    what()
    return time.process_time() - begun


@dataclass(frozen=True)
class Read:
    """A page flattened through a lens of `blur` pixels: the part of its letters that is misread, and what the judge said."""

    blur: float
    flattened: float
    accepted: bool


def read_through(paper: Paper, lens: Lens) -> Read:
    """Find, flatten and judge a page seen through that lens, and have it read back."""
    shown = seen(Scene((Laid(paper.picture, paper.size_mm, turn=2.0),), lens=lens))
    quad = find_page(grey(shown.rgb)) or quad_of(shown.corners[0], *lens.frame, whole=True)
    page = flatten(shown.rgb, quad)
    return Read(lens.blur, character_error(read(page), paper.words), judge(page).ok)


def _reading() -> list[Figure]:
    if not can_read():
        return []
    sheet, small = Lens(view_mm=430.0, lean=(3.0, 2.0)), Lens(view_mm=300.0, lean=(3.0, 2.0))
    kinds = [
        (text_page(11, 12), sheet),
        (text_page(8, 16, seed=1), sheet),
        (text_page(14, 5, seed=2), sheet),
        (card(), small),
    ]
    done = [read_through(paper, replace(lens, blur=blur)) for paper, lens in kinds for blur in _BLURS]
    sharp = [one for one in done if one.blur == _BLURS[0]]
    taken = [one for one in done if one.accepted]
    wrongly_taken = [one for one in taken if one.flattened > MISREAD]
    wrongly_refused = [one for one in done if not one.accepted and one.flattened <= MISREAD]
    worst = max((one.flattened for one in taken), default=0.0)
    note = f"{len(done)} pages de 8 à 14 points et cartes, flou de {_BLURS[0]} à {_BLURS[-1]} px ; lu par tesseract"
    lost = [100 * one.flattened for one in sharp]
    flat = [character_error(read(paper.picture), paper.words) for paper, _ in kinds]
    return [
        _figure("page : lettres perdues, à plat", 100 * float(np.mean(flat)), "%", note),
        _figure(
            "page : lettres perdues, redressée, nette", float(np.mean(lost)), "%", f"pire {max(lost):.1f} %"
        ),
        _figure(
            "page : floue et acceptée",
            100 * len(wrongly_taken) / len(done),
            "%",
            f"pire acceptée {100 * worst:.0f} %",
        ),
        _figure("page : lisible et refusée", 100 * len(wrongly_refused) / len(done), "%", note),
    ]
