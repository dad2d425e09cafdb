"""The drivers of the devices that the steward owns, by the settings' URIs."""

from collections.abc import Callable
from typing import TypeVar

from devices.printer.followed import FollowedPrinter
from devices.printer.ports import Printer
from devices.scanner.followed import FollowedScanner
from devices.scanner.ports import Scanner
from kiosk.confine.account import Account
from kiosk.core.errors import UserFacingError
from kiosk.core.places import program
from kiosk.core.settings import Devices

Driver = TypeVar("Driver")


def printer_of(devices: Devices) -> Printer | None:
    """The A4 printer, or None when none is set.

    Raises:
        UserFacingError: `settings.value-wrong`.
    """
    return _made("printer", devices.printer, lambda uri: FollowedPrinter(uri, [*program(), "child"]))


def scanner_of(devices: Devices, account: Account) -> Scanner | None:
    """The scanner, whose children run as the account of the visits; or None when none is set.

    Raises:
        UserFacingError: `settings.value-wrong`.
    """
    return _made("scanner", devices.scanner, lambda uri: FollowedScanner(uri, [*program(), "child"], account))


def _made(key: str, uri: str, make: Callable[[str], Driver]) -> Driver | None:
    if not uri:
        return None
    try:
        return make(uri)
    except ValueError as error:
        raise UserFacingError("settings.value-wrong", f"devices.{key} : {error}") from None
