"""A call at a kiosk with a document camera, told in a few words."""

from collections.abc import Callable

from session.protocol import local
from session.protocol.envelope import Body
from session.protocol.scanning import Scanner
from session.protocol.showing import LIVE_S, Asked, ShowingAsk, ShowingLive, ShowingNews
from tests.unit.journey.story import Story, world


def showing(what: Asked, *news: Body, live: bool = True) -> Callable[[Story], None]:
    """The expert asked for it, and the visitor touched yes; the picture is there unless not `live`. Then `news`."""

    def walk(story: Story) -> None:
        story.hear(world(scanner=Scanner(camera=True)))
        if story.journey.call is None:
            story.talk()
        story.hear(local.MediaReady(frames="/run/frames"))
        story.hear(ShowingAsk(what=what))
        story.wait(1)
        if live:
            story.touch("request.yes")
            story.hear(ShowingNews(live=True, purpose=story.last(ShowingLive).purpose, left_s=LIVE_S))
        for body in news:
            story.hear(body)
        story.wait(1)

    return walk
