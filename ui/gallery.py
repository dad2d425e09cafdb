"""Every screen in every state worth seeing, drawn by the real QML without a display, to PNG."""

import html
import os
import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from ui.gallery_stage import Stage, Warnings
from ui.gallery_states import (
    appointments,
    browse,
    commune,
    cut_off,
    devices,
    guided,
    link,
    links,
    offices,
    passing,
    person,
    plans,
    print_options,
    procedure,
    scan,
    showing,
    staff,
    together,
    unseen,
    upkeep,
    ways,
)
from ui.gallery_states.state import State

_ROUNDS = 8
_HEAD = """<!doctype html><html lang="fr"><meta charset="utf-8"><title>Visio-Guichet : les écrans</title>
<style>body{font:16px/1.4 "Atkinson Hyperlegible Next",sans-serif;background:#FBF7F0;color:#1D2B33;margin:2rem}
main{display:grid;grid-template-columns:repeat(auto-fill,minmax(260px,1fr));gap:2rem}
figure{margin:0}img{width:100%;border:1px solid #E5DCCB;border-radius:8px}</style>
<h1>Visio-Guichet : les écrans</h1><main>
"""


def all_states() -> list[State]:
    """Every state, in the order a visit meets them."""
    first = (browse, procedure, print_options, guided, plans, offices, commune)
    talks = (person, ways, unseen, together, link, links, cut_off, passing, showing, appointments)
    parts = (*first, scan, *talks, devices, staff, upkeep)
    return [state for part in parts for state in part.states()]


def main(out: Path, only: str = "") -> int:
    """Write one PNG a state and `index.html` into `out`; 1 when QML complained.

    `only` keeps the states whose name contains it.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    app = QGuiApplication.instance() or QGuiApplication(["gallery"])
    out.mkdir(parents=True, exist_ok=True)
    warnings = Warnings()
    states = [state for state in all_states() if only in state.name]
    stage = Stage(states[0])
    for state in states:
        stage.kiosk.show(state)
        for _ in range(_ROUNDS):
            app.processEvents()
        stage.window.grabWindow().save(str(out / f"{state.name}.png"))
    stage.close()
    warnings.restore()
    (out / "index.html").write_text(_index(states), encoding="utf-8")
    sys.stdout.write(f"{len(states)} images dans {out}\n")
    for line in warnings.lines:
        sys.stderr.write(f"{line}\n")
    return 1 if warnings.lines else 0


def _index(states: list[State]) -> str:
    figures = "\n".join(
        f'<figure><a href="{s.name}.png"><img src="{s.name}.png" alt="{html.escape(s.caption)}" loading="lazy"></a>'
        f"<figcaption>{html.escape(s.caption)}</figcaption></figure>"
        for s in states
    )
    return _HEAD + figures + "\n</main></html>\n"
