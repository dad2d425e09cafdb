"""The town hall's agent beside the visitor: asked first, shown as long as it lasts. No yes, no agent."""

from dataclasses import replace

from kiosk.journey import screens as at
from kiosk.journey.conversation import SETTLE_S
from kiosk.journey.events import Touch
from kiosk.journey.overlays import AgentAsked, Help
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, stay
from session.protocol.company import AgentAnswer, AgentOffer, CompanyNews
from session.protocol.envelope import Body

REST_S = 60.0
"""After a no, an agent's next offer waits so long: nobody is to be pressed."""


def company(journey: Journey, touch: Touch) -> Step | None:
    """Answer whether the agent may come, or has gone; or None."""
    asked = isinstance(journey.overlay, AgentAsked)
    if asked and touch.name in {"company.yes", "company.no"} and journey.now - journey.raised_at < SETTLE_S:
        return stay(journey)
    match touch.name:
        case "company.yes" if asked:
            return _with(replace(journey, overlay=None))
        case "company.no" if asked:
            alone = replace(journey, agent="", agent_refused_at=journey.now, overlay=None)
            return stay(alone, AgentAnswer(state="refused"))
        case "company.here" if isinstance(journey.overlay, Help) and journey.world.help == "answered":
            return _with(replace(journey, overlay=None))
        case "company.gone" if journey.agent == "present":
            alone = replace(journey, agent="", overlay=None)
            return stay(alone, AgentAnswer(state="gone"), *news_of(alone))
    return None


def company_news(journey: Journey, news: Body) -> Step | None:
    """An agent would like to come, as their page says."""
    if not isinstance(news, AgentOffer):
        return None
    resting = journey.agent_refused_at is not None and journey.now - journey.agent_refused_at < REST_S
    if not journey.visiting or resting:
        return stay(journey, AgentAnswer(state="refused"))
    if journey.agent == "present":
        return stay(journey, AgentAnswer(state="present"))
    return stay(replace(journey, agent="asked", agent_name=news.by))


def offered_here(journey: Journey) -> Journey:
    """An agent who typed their PIN at the panel would like to stay: the visitor is asked."""
    return journey if journey.agent == "present" else replace(journey, agent="asked", agent_name="")


def visitor_behind(journey: Journey) -> bool:
    """Behind the staff's page there is a visitor's."""
    return any(not isinstance(screen, (at.Welcome, *at.STAFF)) for screen in journey.history)


def company_raised(journey: Journey) -> Journey:
    """Put the question up as soon as nothing else is, and take it down with its reason."""
    pending = journey.agent == "asked"
    if isinstance(journey.overlay, AgentAsked) and not pending:
        return replace(journey, overlay=None)
    if pending and journey.overlay is None and not isinstance(journey.screen, (at.Neutral, *at.STAFF)):
        return replace(journey, overlay=AgentAsked(), raised_at=journey.now)
    return journey


def news_of(journey: Journey) -> list[Body]:
    """What the expert is told of it."""
    return [CompanyNews(agent=journey.agent == "present")] if journey.call else []


def _with(journey: Journey) -> Step:
    beside = replace(journey, agent="present")
    return stay(beside, AgentAnswer(state="present"), *news_of(beside))
