"""The steward's part of cameras: what the media process opens, and the desk of photographs."""

from pathlib import Path
from typing import TYPE_CHECKING

from devices.camera.address import parse_address
from kiosk.compose.sound_settings import sound_settings
from kiosk.core.errors import UserFacingError
from kiosk.core.places import Places
from kiosk.core.settings import Devices
from kiosk.steward.photographs import PhotoDesk
from session.protocol.local_media import MediaSettings

if TYPE_CHECKING:
    from kiosk.compose.steward import House


def check_cameras(devices: Devices) -> None:
    """Refuse a URI that names no camera, before anybody relies on it.

    Raises:
        UserFacingError: `settings.value-wrong`.
    """
    for key, uri in (("camera", devices.camera), ("document_camera", devices.document_camera)):
        try:
            if uri:
                parse_address(uri)
        except ValueError as error:
            raise UserFacingError("settings.value-wrong", f"devices.{key} : {error}") from None


def describe_media(house: "House", vault: Path) -> MediaSettings:
    """What the media process of a visit works with."""
    devices = house.settings.devices
    return MediaSettings(
        vault=str(vault),
        frames=str(Places.frames_socket(vault)),
        camera=devices.camera,
        document_camera=devices.document_camera,
        **sound_settings(devices),
        ladder=house.settings.call.ladder,
        authority=house.settings.relay.ca,
        markers=house.markers,
    )


def photo_desk(house: "House") -> PhotoDesk:
    """The desk of photographs, which hears of each media process that listens."""
    fitted = bool(house.settings.devices.document_camera)
    house.world.facts.document_camera = fitted
    desk = PhotoDesk(
        fitted, house.workshop, lambda: house.visits.vault, house.media, house.say_screen, house.clock, house.events,
    )  # fmt: skip
    in_call = house.media.needed
    house.media.needed = lambda: in_call() or desk.busy
    house.media.also_ready = desk.media_ready
    return desk
