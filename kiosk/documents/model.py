"""What is known of a document once a child has been through it. Checked, because a child wrote it."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from kiosk.core.ids import is_id

MAX_PAGES = 200
MAX_SOURCE_MB = 50
MAX_FIELDS = 2000

Fraction = Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class BoxOnPage(_Frozen):
    """A rectangle on a page: 0..1 from the top left of the rotated crop box."""

    left: Fraction
    top: Fraction
    width: Fraction
    height: Fraction

    @property
    def inside(self) -> bool:
        """It has an area and stays on the page (a millionth is rounding)."""
        fits = self.left + self.width <= 1.000001 and self.top + self.height <= 1.000001
        return fits and self.width > 0 and self.height > 0


class FieldKind(StrEnum):
    """Kinds of form fields a citizen can fill here."""

    TEXT = "text"
    CHECKBOX = "checkbox"
    RADIO = "radio"
    CHOICE = "choice"
    SIGNATURE = "signature"


class FormField(_Frozen):
    """One place to fill. `page` counts from 0; `choices` are what a radio, checkbox or list accepts.

    A list's choices are the words it shows. `most` is how many characters fit, 0 without a limit;
    `computed`: a script of the form would fill it, and none is ever run here.
    """

    name: str = Field(max_length=200)
    kind: FieldKind
    page: int = Field(ge=0, lt=MAX_PAGES)
    box: BoxOnPage
    label: str = Field(default="", max_length=300)
    value: str = Field(default="", max_length=2000)
    choices: list[str] = Field(default_factory=list, max_length=500)
    required: bool = False
    most: int = Field(default=0, ge=0, le=100_000)
    computed: bool = False


class Page(_Frozen):
    """One page: its size in points (1/72 inch) and its picture in pixels."""

    width: float = Field(gt=0)
    height: float = Field(gt=0)
    pixels_wide: int = Field(gt=0)
    pixels_high: int = Field(gt=0)


class Contents(_Frozen):
    """What a child reports of the PDF it made."""

    pages: list[Page] = Field(min_length=1, max_length=MAX_PAGES)
    fields: list[FormField] = Field(default_factory=list, max_length=MAX_FIELDS)


class Document(Contents):
    """A document of the vault, as kept in `document.json`."""

    id: str
    kind: str
    sha256: str
    signed: bool = False

    def model_post_init(self, _context: object) -> None:
        """An id names a folder: nothing else may."""
        if not is_id(self.id):
            raise ValueError("not a document id")
