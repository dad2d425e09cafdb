"""IPP states and reasons (RFC 8011, 5.3.7 and 5.4.12; PWG 5100.9) as ours. Pure."""

from collections.abc import Iterable

from devices.printer.ports import Trouble

# First match wins: what must be mended first is said first. Prefixes only, because CUPS turns
# `-error` into `-warning`.
_PREFIXES: tuple[tuple[str, Trouble], ...] = (
    ("offline", "printer.device-offline"),
    ("shutdown", "printer.device-offline"),
    ("timed-out", "printer.device-offline"),
    ("connecting-to-device", "printer.device-offline"),
    ("cover-open", "printer.cover-open"),
    ("door-open", "printer.cover-open"),
    ("interlock-open", "printer.cover-open"),
    ("media-jam", "printer.paper-jammed"),
    ("media-empty", "printer.paper-empty"),
    ("media-needed", "printer.paper-empty"),
    ("input-tray-missing", "printer.paper-empty"),
    ("toner-empty", "printer.toner-empty"),
    ("marker-supply-empty", "printer.toner-empty"),
)

_LOW = ("toner-low", "marker-supply-low", "marker-ink-almost-empty")

PENDING, HELD, PROCESSING, STOPPED, CANCELED, ABORTED, COMPLETED = range(3, 10)
PRINTER_STOPPED = 5
ACTIVE = frozenset({PENDING, HELD, PROCESSING, STOPPED})


def trouble_of(reasons: Iterable[str]) -> Trouble | None:
    """The one trouble to tell a person, or None."""
    known = list(reasons)
    for prefix, trouble in _PREFIXES:
        if any(reason.startswith(prefix) for reason in known):
            return trouble
    return None


def warns_of_ink(reasons: Iterable[str]) -> bool:
    """Whether it says that ink or toner ends soon."""
    return any(reason.startswith(_LOW) for reason in reasons)


def without_paper(reasons: Iterable[str]) -> list[str]:
    """The reasons that are not of an empty tray."""
    return [
        reason for reason in reasons if not reason.startswith(("media-empty", "media-needed", "input-tray"))
    ]
