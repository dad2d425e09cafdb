"""Scenes with known corners for the document camera's bench and tests: one condition each, on every table."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from devices.peers.document_table import Laid, Lamp, Lens, Scene
from devices.peers.table_tops import TABLES
from kiosk.compose.bench.page_papers import Paper, bill_page, card, form_page, text_page


@dataclass(frozen=True)
class Case:
    """A scene of one condition; `paper` is the uppermost page, None where there is none."""

    condition: str
    scene: Scene
    paper: Paper | None


CONDITIONS: dict[str, Scene] = {
    "plain": Scene(),
    "things": Scene(things=True),
    "hand": Scene(hand=True),
    "shadow": Scene(lamp=Lamp(shadow=0.5)),
    "dim, grainy": Scene(lamp=Lamp(level=0.3), lens=Lens(noise=7.0)),
    "blurred": Scene(lens=Lens(blur=4.0)),
    "glare": Scene(lamp=Lamp(glare=0.6)),
    "skewed": Scene(lens=Lens(lean=(22.0, -15.0))),
}
_SHEET_VIEW, _UPRIGHT_VIEW, _CARD_VIEW = 410.0, 500.0, 330.0


def cases(tables: tuple[str, ...] = tuple(TABLES)) -> Iterator[Case]:
    """Every condition on every table: a sheet, across or upright; then cards; then two sheets, apart and overlapping."""
    papers = (text_page(11, 26), bill_page(), form_page())
    rng = np.random.default_rng(20261126)
    for condition, like in CONDITIONS.items():
        for number, table in enumerate(tables):
            yield _case(condition, like, table, papers[number % len(papers)], rng)
    for number, table in enumerate(tables):
        yield _case("card", Scene(), table, card(dark=bool(number % 2)), rng)
    for condition, (left, right) in {"several": (-112.0, 112.0), "overlapping": (-95.0, 60.0)}.items():
        under = Laid(papers[0].picture, at_mm=(left, 6.0), turn=3.0)
        for table in tables:
            case = _case(condition, Scene(), table, papers[2], rng)
            top = replace(case.scene.laid[0], at_mm=(right, 0.0), turn=float(rng.uniform(-2, 2)))
            lens = replace(case.scene.lens, view_mm=_UPRIGHT_VIEW)
            yield replace(case, scene=replace(case.scene, laid=(under, top), lens=lens))


def cut_off(tables: tuple[str, ...] = tuple(TABLES)) -> Iterator[Case]:
    """Sheets that run out of the frame, by a corner or by a side."""
    paper = text_page(11, 26)
    for number, table in enumerate(tables):
        for at in ((120.0, 10.0), (60.0, 90.0)):
            laid = Laid(paper.picture, at_mm=at, turn=90.0 + 5 * (number % 3 - 1))
            yield Case("cut off", Scene((laid,), table, lens=Lens(view_mm=_SHEET_VIEW), seed=number), paper)


def bare(tables: tuple[str, ...] = tuple(TABLES)) -> Iterator[Case]:
    """The same tables with no page on them: bare, strewn with things, and half in shadow."""
    for number, table in enumerate(tables):
        yield Case("bare", Scene(table=table, seed=number), None)
        yield Case("bare", Scene(table=table, things=True, seed=100 + number), None)
        yield Case("bare", Scene(table=table, lamp=Lamp(shadow=0.5), seed=200 + number), None)


def _case(condition: str, like: Scene, table: str, paper: Paper, rng: np.random.Generator) -> Case:
    is_card = paper.size_mm[0] < 100
    upright = bool(rng.random() < 0.3) or condition in {"several", "overlapping"}
    lean = np.array(like.lens.lean) + rng.uniform(-8, 8, 2) * (like.lens.lean == (0.0, 0.0))
    view = _CARD_VIEW if is_card else _UPRIGHT_VIEW if upright or condition == "skewed" else _SHEET_VIEW
    laid = Laid(
        paper.picture,
        paper.size_mm,
        (float(rng.uniform(-18, 18)), float(rng.uniform(-8, 8))),
        float(rng.uniform(-10, 10)) + (0.0 if upright or is_card else 90.0),
    )
    lens = replace(like.lens, lean=(float(lean[0]), float(lean[1])), view_mm=view)
    scene = replace(like, laid=(laid,), table=table, lens=lens, seed=int(rng.integers(10_000)))
    return Case(condition, scene, paper)
