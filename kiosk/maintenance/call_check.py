"""The verdict of a test call, for a technician and for monitoring."""

from dataclasses import dataclass

from kiosk.core.errors import ERRORS
from kiosk.maintenance.paths import path_words

DELAY_MS = 800.0
"""A picture there and back: 400 ms one way is where people begin to speak at the same time (ITU-T G.114)."""
LOST = 0.05
LEVEL_DB = -50.0
FEW_PICTURES = 30
SECOND_MS = 1000


@dataclass(frozen=True)
class Figures:
    """What was measured; None where nothing was."""

    setup_ms: float | None = None
    path: str = ""
    pictures: int = 0
    delay_ms: float | None = None
    lost_out: float | None = None
    lost_back: float | None = None
    level_db: float | None = None
    heard: bool = False


@dataclass(frozen=True)
class Judged:
    """In words that complete « Appel d'essai : … », and the key of what is wrong."""

    words: str
    key: str | None = None


def judge(figures: Figures) -> Judged:
    """Say how it went: what failed first, then every figure."""
    if figures.setup_ms is None:
        return Judged(ERRORS["call.connection-failed"].cause, "call.connection-failed")
    wrong = [*_wrong(figures)]
    said = [f"établi en {_seconds(figures.setup_ms)}", f"liaison {path_words(figures.path)}"]
    if figures.delay_ms is not None:
        said.append(f"image revenue en {figures.delay_ms:.0f} ms")
    for share, way in ((figures.lost_out, "à l'aller"), (figures.lost_back, "au retour")):
        if share is not None:
            said.append(f"pertes {way} {_percent(share)}")
    if figures.level_db is not None:
        said.append(f"son revenu à {figures.level_db:.0f} dB".replace("-", "\N{MINUS SIGN}"))
    words = ", ".join(said)
    return Judged(
        f"{' ; '.join(wrong)} : {words}" if wrong else words, "call.quality-poor" if wrong else None
    )


def _wrong(figures: Figures) -> list[str]:
    wrong = []
    if figures.pictures < FEW_PICTURES:
        wrong.append("l'image ne revient pas bien")
    if not figures.heard or figures.level_db is None or figures.level_db < LEVEL_DB:
        wrong.append("le son ne revient pas bien")
    if figures.delay_ms is not None and figures.delay_ms > DELAY_MS:
        wrong.append("l'image revient tard")
    if max(figures.lost_out or 0.0, figures.lost_back or 0.0) > LOST:
        wrong.append("trop de pertes")
    return wrong


def _seconds(ms: float) -> str:
    return f"{ms:.0f} ms" if ms < SECOND_MS else f"{ms / SECOND_MS:.1f} s".replace(".", ",")


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %".replace(".", ",")
