"""What to offer for a form of which the kiosk has no copy, or one that it cannot show."""

from dataclasses import dataclass

from offline_cache.model import Form, OfficeLink, ServiceLink, WebLink


@dataclass(frozen=True)
class FormWays:
    """How to get a form, or do without it: on line, at its address, with its notices, by another copy.

    `online` are services that replace it, `copies` forms of the same number that the kiosk holds,
    `offices` whom its publisher names.
    """

    online: tuple[ServiceLink, ...] = ()
    notices: tuple[WebLink, ...] = ()
    copies: tuple[Form, ...] = ()
    offices: tuple[OfficeLink, ...] = ()
