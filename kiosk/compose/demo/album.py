"""`demo-output/`: one picture per step from each side, and a page that shows them in order."""

import html
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

_STYLE = """
body { font: 18px/1.5 sans-serif; background: #fbf7f0; color: #1d2b33; margin: 2rem auto; max-width: 1200px; }
h1, h2 { color: #0e5a5a; } figure { margin: 0; } img { max-width: 100%; border: 1px solid #d8cfc0; border-radius: 12px; }
section { display: grid; grid-template-columns: 300px 1fr; gap: 1.5rem; align-items: start; margin-bottom: 3rem; }
section h2 { grid-column: 1 / -1; margin-bottom: 0; } table { border-collapse: collapse; } td { padding: .2rem 1rem .2rem 0; }
"""


@dataclass
class Step:
    """One step as it went: seconds it took, pictures by side."""

    title: str
    seconds: float
    pictures: dict[str, str]


@dataclass
class Album:
    """Collects the steps of a tour in a folder."""

    folder: Path
    kiosk: Callable[[Path], None]
    """Writes the kiosk's picture."""
    steps: list[Step] = field(default_factory=list)
    figures: list[tuple[str, str]] = field(default_factory=list)
    files: list[tuple[str, Path]] = field(default_factory=list)
    _since: float = field(default_factory=time.monotonic)

    def step(
        self, title: str, expert: Callable[[Path], None] | None = None, name: str = "conseiller"
    ) -> None:
        """Note a step that was just done, with a picture of each side."""
        seconds = time.monotonic() - self._since
        number = len(self.steps) + 1
        pictures = {"borne": f"{number:02d}-borne.png"}
        self.kiosk(self.folder / pictures["borne"])
        if expert is not None:
            pictures[name] = f"{number:02d}-{name}.png"
            expert(self.folder / pictures[name])
        self.steps.append(Step(title, seconds, pictures))
        print(f"  {number:2d}. {title} ({seconds:.1f} s)", flush=True)
        self._since = time.monotonic()

    def figure(self, name: str, value: str) -> None:
        """Note something measured."""
        self.figures.append((name, value))
        print(f"      {name} : {value}", flush=True)

    def write(self) -> Path:
        """Write `index.html`."""
        rows = "".join(
            f"<tr><td>{_e(name)}</td><td><b>{_e(value)}</b></td></tr>" for name, value in self.figures
        )
        links = "".join(
            f'<li><a href="{_e(path.relative_to(self.folder).as_posix())}">{_e(title)}</a></li>'
            for title, path in self.files
        )
        steps = "".join(_section(number, step) for number, step in enumerate(self.steps, 1))
        page = (
            '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
            f"<title>Visio-Guichet, la visite guidée</title><style>{_STYLE}</style></head><body>"
            "<h1>Visio-Guichet, la visite guidée</h1>"
            f"<h2>Ce qui a été mesuré</h2><table>{rows}</table>"
            f"<h2>Les documents</h2><ul>{links}</ul>{steps}</body></html>"
        )
        index = self.folder / "index.html"
        index.write_text(page, encoding="utf-8")
        return index


def _section(number: int, step: Step) -> str:
    figures = "".join(
        f'<figure><img src="{_e(picture)}" alt="{_e(side)}"><figcaption>{_e(side)}</figcaption></figure>'
        for side, picture in step.pictures.items()
    )
    return (
        f"<section><h2>{number}. {_e(step.title)} <small>{step.seconds:.1f} s</small></h2>{figures}</section>"
    )


def _e(text: str) -> str:
    return html.escape(text)
