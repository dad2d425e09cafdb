"""The print-scan-read loop: what the measures of a scanned test page say, and whose fault it is. Pure."""

from dataclasses import dataclass

ALIKE = 0.55
"""Below this the page is another one, or unreadable; a good print on a plain scanner has 0.9 and more."""
_SKEW = 3.0
_SCALE = 0.025
_PALE, _DARK = 95.0, 150.0
_STEPS = 4


@dataclass(frozen=True)
class Measures:
    """As `kiosk.documents.compare` measures them. Levels are 0 black to 255 white.

    `turned` is in degrees, `wide` and `high` are the size on paper over what it should be, `streaks` lie
    in millimetres from the left of the grey band, `score` is the likeness, 1 for the same page.
    """

    markers: int
    turned: float
    wide: float
    high: float
    greys: list[float]
    wanted_greys: list[float]
    swatches: list[float]
    wanted_swatches: list[float]
    names: list[str]
    streaks: list[float]
    score: float
    code: str


@dataclass(frozen=True)
class Judged:
    """`key` is what is wrong; `details` one sentence each. `read` tells that this very page was read back."""

    words: str
    details: tuple[str, ...]
    key: str | None
    read: bool


def judge(seen: Measures, code: str) -> Judged:
    """The verdict on a page that was printed with `code` in its QR code."""
    if seen.code and seen.code != code:
        return Judged(
            "ce n'est pas la page qui vient d'être imprimée", ("Son code est celui d'un autre essai.",),
            "scanner.page-unlike", read=False,
        )  # fmt: skip
    flaws = [*_ink(seen), *_streaks(seen), *_colours(seen)]
    if not seen.code:
        flaws.append("Son code n'a pas pu être lu.")
    if seen.score < ALIKE or (not seen.code and seen.markers < 4):
        return Judged(
            "la page relue ne ressemble pas à la page imprimée", (*flaws, _likeness(seen)),
            "scanner.page-unlike", read=False,
        )  # fmt: skip
    details = (_likeness(seen), *_pose(seen), *flaws)
    if flaws:
        return Judged(
            "la page est relue, mais elle est mal imprimée", details, "printer.page-poor", read=True
        )
    return Judged("la page imprimée est relue telle quelle", details, None, read=True)


def _likeness(seen: Measures) -> str:
    return f"Ressemblance : {round(max(seen.score, 0.0) * 100)} %."


def _pose(seen: Measures) -> list[str]:
    """How it lay, which is nobody's fault, and its size, which is a setting of the print queue."""
    said = []
    off = (seen.turned + 45) % 90 - 45
    if abs(seen.turned) > 135:
        said.append("Elle était posée tête en bas.")
    if abs(off) > _SKEW:
        side = "vers la droite" if off > 0 else "vers la gauche"
        said.append(f"Elle penche de {_number(abs(off))}° {side} : la caler dans l'angle de la vitre.")
    for size, name in ((seen.wide, "largeur"), (seen.high, "hauteur")):
        if abs(size - 1) > _SCALE:
            said.append(
                f"Sa {name} est de {round(size * 100)} % : choisir « taille réelle » dans la file d'impression."
            )
    return said or ["Droite, et à la bonne taille."]


def _ink(seen: Measures) -> list[str]:
    """How dark the black is against the paper, and whether the steps of grey are told apart."""
    paper, black = seen.greys[0], seen.greys[-1]
    if paper - black < _PALE:
        return ["L'impression est très pâle : la cartouche est presque vide."]
    if paper < _DARK:
        return ["Le papier est gris : vitre sale, ou couvercle resté ouvert."]
    steps = sum(left - right > _STEPS for left, right in zip(seen.greys, seen.greys[1:], strict=False))
    if steps < len(seen.greys) // 2:
        return [f"Les gris se confondent : {steps + 1} marches sur {len(seen.greys)}."]
    return []


def _streaks(seen: Measures) -> list[str]:
    if not seen.streaks:
        return []
    places = ", ".join(f"{_number(place)} mm" for place in seen.streaks[:4])
    return [f"Rayure à {places} du bord gauche : nettoyer la vitre, puis le tambour de l'imprimante."]


def _colours(seen: Measures) -> list[str]:
    """A colour that left no trace at all; how true it is, a grey scan cannot tell."""
    paper, white = seen.greys[0], seen.wanted_greys[0]
    lost = [
        name
        for name, level, wanted in zip(seen.names, seen.swatches, seen.wanted_swatches, strict=True)
        if paper - level < 0.2 * (white - wanted)
    ]
    return [f"Couleur absente : {', '.join(lost)}."] if lost else []


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",").removesuffix(",0")
