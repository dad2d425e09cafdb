"""Places of a call at which both do something on a page, as the presenters' stories reach them."""

from collections.abc import Callable
from typing import Any

from session.protocol import peer
from session.protocol.filling import FieldValue, FormPrefill
from session.protocol.shared import Box
from tests.unit.journey.story import DOCUMENT, Story, pages

BOX = Box(page=0, x=0.1, y=0.7, w=0.4, h=0.1)


def signing(story: Story) -> None:
    """At the page to sign, drawn already."""
    story.document()
    story.hear(peer.SignAsk(document=DOCUMENT, box=BOX))
    story.touch("request.yes")
    story.touch("sign.stroke", [[0.2, 0.75], [0.3, 0.75]])


def filling(story: Story) -> None:
    """A form on the table that the expert has begun to fill."""
    box = {"left": 0.1, "top": 0.2, "width": 0.4, "height": 0.03}
    field = {"name": "nom", "kind": "text", "page": 0, "box": box, "label": "Votre nom", "choices": []}
    story.talk()
    story.hear(pages().model_copy(update={"fields": [field]}))
    story.touch("request.yes")
    story.hear(FormPrefill(document=DOCUMENT, values=[FieldValue(name="nom", text="LE GOFF")]))
    story.touch("request.yes")


def then(first: Callable[[Story], object], *touches: tuple[str, Any]) -> Callable[[Story], None]:
    """A place, and what is touched there."""

    def go(story: Story) -> None:
        first(story)
        for name, argument in touches:
            story.touch(name, argument)

    return go


on_paper = then(signing, ("sign.paper", ""))


TABLE: dict[str, Callable[[Story], Any]] = {
    "sign refusing": then(signing, ("sign.refuse", "")),
    "sign busy": then(signing, ("sign.confirm", "")),
    "paper_sign": on_paper,
    "reading marking": then(Story.document, ("mark.begin", ""), ("mark.stroke", [[0.1, 0.1], [0.2, 0.1]])),
    "fill": filling,
    "fill agreed": then(filling, ("fill.watch", False)),
    "fill writing": then(filling, ("fill.watch", True), ("form.focus", "nom")),
}
