"""Where a kiosk has a handset or a headset: that it has, and whether it is at the visitor's ear."""

from typing import ClassVar, Literal

from session.protocol.envelope import Body


class HandsetNews(Body):
    """Media to screen: told when the devices are opened, and at each change; never where there is none.

    `lifted`: off the hook, or plugged in; sound goes there, and the loudspeaker is silent.
    """

    TYPE: ClassVar[str] = "handset.news"
    kind: Literal["handset", "headset"] = "handset"
    lifted: bool = False
