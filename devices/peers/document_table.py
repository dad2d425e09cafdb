"""What a document camera sees: papers laid on a table under a lamp, by a pinhole camera whose geometry is known.

Everything is drawn, nothing photographed, and the same scene gives the same picture: its corners are known exactly.
"""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from devices.peers.table_tops import TABLES, Picture

FRAME = (2592, 1944)
"""Pixels, 5 MP."""
VIEW_MM = 400.0
"""What the frame's long side shows of the table when the camera looks straight down."""
_TOP_PX_PER_MM = 3.0
_FOCAL = 1.1
Corners = NDArray[np.float64]


@dataclass(frozen=True)
class Laid:
    """A paper of `size_mm` whose middle lies at `at_mm` from the middle of the table, turned clockwise by `turn` degrees."""

    picture: Picture
    size_mm: tuple[float, float] = (210.0, 297.0)
    at_mm: tuple[float, float] = (0.0, 0.0)
    turn: float = 0.0


@dataclass(frozen=True)
class Lamp:
    """Light on the table: `level` 1 is full; `slope` how much darker one side is; a cast `shadow` 0..1; a reflected lamp `glare` 0..1.

    `tint` multiplies red, green and blue.
    """

    level: float = 0.92
    slope: float = 0.12
    shadow: float = 0.0
    glare: float = 0.0
    tint: tuple[float, float, float] = (1.0, 0.985, 0.95)


@dataclass(frozen=True)
class Lens:
    """The camera: leaning by `lean` degrees along and across, `blur` and `noise` in pixels and levels, `drag` pixels of movement."""

    frame: tuple[int, int] = FRAME
    view_mm: float = VIEW_MM
    lean: tuple[float, float] = (0.0, 0.0)
    blur: float = 0.7
    noise: float = 2.5
    drag: float = 0.0


@dataclass(frozen=True)
class Scene:
    """A table of the kind `table`, what lies on it from the bottom up, a hand over the page's edge or none."""

    laid: tuple[Laid, ...] = ()
    table: str = "wood"
    lamp: Lamp = field(default_factory=Lamp)
    lens: Lens = field(default_factory=Lens)
    hand: bool = False
    things: bool = False
    seed: int = 1


@dataclass(frozen=True)
class Seen:
    """The picture, `(height, width, 3) uint8 RGB`, and each paper's corners in pixels, clockwise from its own top left."""

    rgb: Picture
    corners: tuple[Corners, ...]


def seen(scene: Scene) -> Seen:
    """Draw the scene."""
    rng = np.random.default_rng(scene.seed)
    width, height = scene.lens.frame
    fine = min(_TOP_PX_PER_MM, 1.2 * width / scene.lens.view_mm)
    top_size = (round(scene.lens.view_mm * 1.5 * fine), round(scene.lens.view_mm * 1.2 * fine))
    top = TABLES[scene.table](top_size, fine, rng)
    if scene.things:
        _things(top, rng)
    to_frame = _projection(scene.lens)
    middle = (top_size[0] / 2 / fine, top_size[1] / 2 / fine)
    from_top = to_frame @ np.array([[1 / fine, 0, -middle[0]], [0, 1 / fine, -middle[1]], [0, 0, 1]])
    bare = cv2.warpPerspective(
        top, from_top, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
    )
    picture = np.array(bare, dtype=np.uint8)
    corners = [_lay(picture, laid, to_frame) for laid in scene.laid]
    if scene.hand and corners:
        _hand(picture, corners[-1], rng)
    lit = _light(picture, scene.lamp, rng)
    return Seen(_through(lit, scene.lens, rng), tuple(corners))


def _projection(lens: Lens) -> Corners:
    """From millimetres on the table to pixels, for a camera that looks at the table's middle."""
    width, height = lens.frame
    focal = _FOCAL * width
    distance = focal * lens.view_mm / width
    along, across = np.radians(lens.lean)
    tilt_x = np.array([[1, 0, 0], [0, np.cos(along), -np.sin(along)], [0, np.sin(along), np.cos(along)]])
    tilt_y = np.array([[np.cos(across), 0, np.sin(across)], [0, 1, 0], [-np.sin(across), 0, np.cos(across)]])
    turn = tilt_y @ tilt_x
    inner = np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1]])
    outer = np.column_stack([turn[:, 0], turn[:, 1], np.array([0, 0, distance])])
    return np.asarray(inner @ outer, dtype=np.float64)


def _lay(picture: Picture, laid: Laid, to_frame: Corners) -> Corners:
    """Lay a paper with the thin dark line and the soft shadow that a sheet's edge has."""
    wide, high = laid.size_mm
    turn = np.radians(laid.turn)
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    square = np.array([[-wide, -high], [wide, -high], [wide, high], [-wide, high]]) / 2
    corners = project(to_frame, square @ spin.T + laid.at_mm)
    rows, columns = laid.picture.shape[:2]
    drawn = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32) - np.float32(0.5)
    onto = cv2.getPerspectiveTransform(drawn, corners.astype(np.float32))
    size = (picture.shape[1], picture.shape[0])
    # What the lens would mix is mixed before: a coarse camera does not see single printed dots.
    grain = rows / max(1.0, float(np.linalg.norm(corners[3] - corners[0])))
    paper = cv2.GaussianBlur(laid.picture, (0, 0), 0.4 * grain) if grain > 1.2 else laid.picture
    warped = cv2.warpPerspective(paper, onto, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    whole = np.full(paper.shape[:2], 255, np.uint8)
    mask = cv2.warpPerspective(whole, onto, size, flags=cv2.INTER_LINEAR)
    cast = cv2.GaussianBlur(np.roll(mask, (3, 2), (0, 1)), (0, 0), 5).astype(np.float32) / 255 * 0.28
    under = picture.astype(np.float32) * (1 - cast[..., None])
    alpha = mask.astype(np.float32)[..., None] / 255
    picture[:] = (under * (1 - alpha) + warped.astype(np.float32) * alpha).astype(np.uint8)
    return corners


def project(matrix: Corners, points: Corners) -> Corners:
    """Points through a homography."""
    found = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(found[:, :2] / found[:, 2:], dtype=np.float64)


def _things(top: Picture, rng: np.random.Generator) -> None:
    """A pen, keys, a cup's rim, a coin, an envelope's corner: along the edges of the table's middle."""
    height, width = top.shape[:2]
    middle = (width // 2, height // 2)
    for _ in range(9):
        angle = rng.uniform(0, 2 * np.pi)
        reach = rng.uniform(0.26, 0.36)
        at = (int(middle[0] + width * reach * np.cos(angle)), int(middle[1] + height * reach * np.sin(angle)))
        colour = tuple(int(c) for c in rng.integers(20, 240, 3))
        match rng.integers(4):
            case 0:
                end = (int(at[0] + rng.uniform(-260, 260)), int(at[1] + rng.uniform(-260, 260)))
                cv2.line(top, at, end, colour, 22, cv2.LINE_AA)
            case 1:
                cv2.circle(top, at, int(rng.uniform(30, 110)), colour, -1, cv2.LINE_AA)
            case 2:
                cv2.circle(top, at, int(rng.uniform(60, 120)), colour, 14, cv2.LINE_AA)
            case _:
                box = cv2.boxPoints(
                    (
                        at,
                        (float(rng.uniform(60, 240)), float(rng.uniform(40, 160))),
                        float(rng.uniform(0, 90)),
                    )
                )
                cv2.fillConvexPoly(top, box.astype(np.int32), colour, cv2.LINE_AA)


def _hand(picture: Picture, corners: Corners, rng: np.random.Generator) -> None:
    """Fingers that hold the page at its right or lower side, a sleeve behind them."""
    side = int(rng.integers(1, 3))
    from_, to = corners[side], corners[(side + 1) % 4]
    out = np.array([-(from_ - to)[1], (from_ - to)[0]])
    out /= np.linalg.norm(out)
    if np.dot(out, corners.mean(axis=0) - from_) > 0:
        out = -out
    along = (to - from_) / np.linalg.norm(to - from_)
    scale = float(np.linalg.norm(to - from_)) / 260
    hold = from_ + (to - from_) * rng.uniform(0.35, 0.65)
    skin = np.array([222, 178, 150]) - rng.integers(0, 110)
    back = hold + out * 90 * scale
    cv2.line(
        picture, _at(back), _at(back + out * 2000 + along * 300), (52, 58, 84), round(75 * scale), cv2.LINE_AA
    )
    cv2.ellipse(
        picture, (_at(back), (90 * scale, 110 * scale), 0.0), tuple(int(c) for c in skin), -1, cv2.LINE_AA
    )
    for finger in range(4):
        root = back + along * (finger - 1.5) * 22 * scale
        tip = hold - out * rng.uniform(15, 45) * scale + along * (finger - 1.5) * 22 * scale
        shade = skin - 6 * finger
        cv2.line(
            picture, _at(root), _at(tip), tuple(int(c) for c in shade), max(2, round(19 * scale)), cv2.LINE_AA
        )
        cv2.circle(
            picture, _at(tip), max(1, round(5 * scale)), tuple(int(c) for c in shade + 14), -1, cv2.LINE_AA
        )


def _at(point: Corners) -> tuple[int, int]:
    return round(float(point[0])), round(float(point[1]))


def _light(picture: Picture, lamp: Lamp, rng: np.random.Generator) -> NDArray[np.float32]:
    """Multiply by the lamp, in linear light; add what a glossy page throws back."""
    height, width = picture.shape[:2]
    small = (max(2, width // 8), max(2, height // 8))
    x, y = np.meshgrid(np.linspace(-1, 1, small[0]), np.linspace(-1, 1, small[1]))
    turn = rng.uniform(0, 2 * np.pi)
    light = 1 - lamp.slope * (1 + x * np.cos(turn) + y * np.sin(turn)) / 2
    if lamp.shadow:
        across = x * np.cos(turn + 0.9) + y * np.sin(turn + 0.9) - rng.uniform(-0.2, 0.2)
        light *= 1 - lamp.shadow / (1 + np.exp(-across / 0.035))
    light = np.asarray(light * lamp.level, dtype=np.float32)
    whole = cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR)[..., None]
    lit = picture.astype(np.float32) * whole * np.array(lamp.tint, np.float32)
    if lamp.glare:
        cx, cy = rng.uniform(-0.25, 0.25, 2)
        spot = np.exp(-((((x - cx) / 0.16) ** 2 + ((y - cy) / 0.13) ** 2) ** 2)).astype(np.float32)
        lit += 255 * lamp.glare * cv2.resize(spot, (width, height), interpolation=cv2.INTER_LINEAR)[..., None]
    return np.asarray(lit, dtype=np.float32)


def _through(lit: NDArray[np.float32], lens: Lens, rng: np.random.Generator) -> Picture:
    """What the lens blurs, a movement smears and the sensor adds."""
    if lens.blur > 0:
        lit = np.asarray(cv2.GaussianBlur(lit, (0, 0), lens.blur), dtype=np.float32)
    if lens.drag >= 1:
        size = round(lens.drag) | 1
        kernel = np.eye(size, dtype=np.float32) / size
        lit = np.asarray(cv2.filter2D(lit, -1, kernel), dtype=np.float32)
    if lens.noise:
        grain = rng.standard_normal(lit.shape[:2], dtype=np.float32)
        colour = rng.standard_normal((lit.shape[0] // 2 + 1, lit.shape[1] // 2 + 1, 3), dtype=np.float32)
        fine = cv2.resize(colour, (lit.shape[1], lit.shape[0]), interpolation=cv2.INTER_LINEAR)
        lit = np.asarray(lit + lens.noise * (0.85 * grain[..., None] + 0.5 * fine), dtype=np.float32)
    return np.clip(lit, 0, 255).astype(np.uint8)
