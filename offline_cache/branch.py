"""What lies under a theme or a folder."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Branch:
    """One child of a node, under the sub-title `group`."""

    child: str
    title: str = ""
    group: str = ""
