"""Who is with the citizen: the town hall's agent comes to the panel only when the citizen says yes."""

from typing import ClassVar, Literal

from session.protocol.envelope import Body
from session.protocol.shared import Short

AgentState = Literal["", "asked", "present", "refused"]
"""As the kiosk tells the relay: proposed and not yet answered, let in, not wanted."""


class AgentOffer(Body):
    """An agent would like to come and help; steward to screen."""

    TYPE: ClassVar[str] = "agent.offer"
    by: Short = ""


class AgentAnswer(Body):
    """The citizen's word, or that the agent has gone; screen to steward."""

    TYPE: ClassVar[str] = "agent.answer"
    state: Literal["present", "refused", "gone"]


class CompanyNews(Body):
    """Whether the agent is beside the citizen; kiosk to expert, at each change and on each connection."""

    TYPE: ClassVar[str] = "company.news"
    agent: bool
