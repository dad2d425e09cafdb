"""Use of a kiosk: what the screen tells the steward to count, and the numbers of a day on their way to the agent."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from session.protocol.envelope import Body
from session.protocol.shared import Part, Short


class Subject(Part):
    """How often sheets of one official theme were opened."""

    title: Short
    count: int


class Day(Part):
    """Use of one kiosk on one day of its town's calendar: numbers, nothing about anybody.

    `date` is ISO 8601 (`2026-11-23`). `unanswered` counts waits longer than the counter promised,
    `papers_missing` visits that ended with a paper ticked as missing, `yes`, `partly` and `no` the
    answers to « Avez-vous obtenu ce que vous vouliez ? ».
    """

    date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    visits: int = 0
    calls: int = 0
    unanswered: int = 0
    abandoned: int = 0
    callbacks: int = 0
    help: int = 0
    printed: int = 0
    signed: int = 0
    papers_missing: int = 0
    yes: int = 0
    partly: int = 0
    no: int = 0
    subjects: Annotated[list[Subject], Field(max_length=40)] = []


class UseNoted(Body):
    """For the counters of the day: something happened that only the screen knows of.

    `subject` is the official theme of a sheet that was opened; empty for the others.
    """

    TYPE: ClassVar[str] = "use.noted"
    what: Literal["subject", "unanswered", "papers-missing"]
    subject: Short = ""
