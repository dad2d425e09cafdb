"""What an expert serves now, and what they say to those who wait."""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from session.protocol.envelope import Body
from session.protocol.shared import Part, Short

NOTICE_MAX = 160


class Skill(Part):
    """A counter, or one subject of it: `skill` is `DESK` or `DESK/SUBJECT`."""

    skill: Short
    name: Short


class ExpertServes(Body):
    """Of this expert's skills, those they serve now; what is not theirs is left out."""

    TYPE: ClassVar[str] = "expert.serves"
    skills: Annotated[list[Short], Field(max_length=200)]


class DeskSay(Body):
    """A short message to those who wait at a counter; an empty one withdraws it. Never kept."""

    TYPE: ClassVar[str] = "desk.say"
    desk: Short
    text: Annotated[str, StringConstraints(max_length=NOTICE_MAX, strip_whitespace=True)] = ""
