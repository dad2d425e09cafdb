"""What of the settings the media process is told about sound; apart, because the steward loads no sound."""

from typing import Any

from kiosk.core.settings import Devices

_NAMES = (
    "microphone", "speaker", "echo_cancelling", "handset", "handset_microphone", "handset_speaker",
)  # fmt: skip


def sound_settings(devices: Devices) -> dict[str, Any]:
    """The fields of `MediaSettings` that are about sound."""
    return {name: getattr(devices, name) for name in _NAMES}
