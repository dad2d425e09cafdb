"""Re-encode a picture that a stranger gave, as WebP of a screen's width. Runs in a confined child."""

from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from kiosk.confine.child import Box, Talk
from kiosk.core.errors import UserFacingError

SOURCE = "source"
REMADE = "picture.webp"
MAX_PIXELS = 50_000_000
# The page is 1080 pixels wide: more would only cost memory and start-up.
WIDEST, HIGHEST = 1200, 1200
_FORMATS = ("JPEG", "PNG", "WEBP")


def remake(_request: dict[str, Any], box: Box, _talk: Talk) -> dict[str, Any]:
    """Turn input `source` into `picture.webp` of the box; answers its size in pixels.

    Raises:
        UserFacingError: a `document.…` key that says why not.
    """
    width, height = remake_picture(box.given(SOURCE), box.folder / REMADE)
    return {"width": width, "height": height}


def remake_picture(source: Path, target: Path) -> tuple[int, int]:
    """Decode one JPEG, PNG or WebP, turn it as its camera was held, shrink it, write WebP without its metadata.

    Raises:
        UserFacingError: `document.type-unknown`, `document.size-exceeded` or `document.file-damaged`.
    """
    try:
        with Image.open(source, formats=_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise UserFacingError("document.size-exceeded", f"{image.width}x{image.height}")
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((WIDEST, HIGHEST), Image.Resampling.LANCZOS)
            flat = _flat(upright)
    except Image.DecompressionBombError:
        raise UserFacingError("document.size-exceeded") from None
    except UnidentifiedImageError:
        raise UserFacingError("document.type-unknown") from None
    except (OSError, ValueError, SyntaxError, EOFError):
        raise UserFacingError("document.file-damaged") from None
    flat.save(target, "WEBP", quality=82, method=4)
    return flat.size


def _flat(image: Image.Image) -> Image.Image:
    """What is transparent shows white, as on a page."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    page = Image.new("RGBA", clear.size, "white")
    page.alpha_composite(clear)
    return page.convert("RGB")
