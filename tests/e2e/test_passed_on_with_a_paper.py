"""A paper still at work as the visitor is passed on: whoever takes them over never sees it."""

import contextlib

import pytest

from kiosk.compose.demo.letter import write_letter
from kiosk.compose.demo.stand import PASSWORD, Plan
from tests.faults.house import open_theatre, short_folder
from tests.faults.test_faults_passing import answer, propose
from tests.faults.theatre import DEADLINE_S, PlainExpert, freeze, thaw, until


@pytest.mark.timeout(400)
def test_the_paper_of_one_expert_never_lands_before_the_next() -> None:
    with short_folder() as folder, open_theatre(Plan(folder)) as theatre:
        theatre.reach("call")
        receiver = PlainExpert(theatre.browser("sasha"), theatre.stand.relay_url)
        receiver.log_in("sasha", PASSWORD)
        receiver.open_counter()
        theatre.events.mark()
        theatre.expert.send_anything(theatre.letter)
        child = theatre.child("clean")
        freeze(child)  # as long as a long document takes
        propose(theatre.expert.page)
        answer(theatre, "Oui, je suis d’accord")
        receiver.wait_for_someone()
        receiver.take()
        theatre.events.wait("call.first-picture", DEADLINE_S)
        with contextlib.suppress(ProcessLookupError):
            thaw(child)
        own = write_letter(folder / "du-suivant.pdf")
        receiver.send_anything(own)
        theatre.citizen.touch("Regarder", DEADLINE_S)
        theatre.events.wait("document.show-complete", DEADLINE_S)
        assert len(theatre.events.all("document.clean-complete")) == 1
        papers = receiver.page.locator("[data-document]")
        until(lambda: papers.count() > 0, "the next expert has the paper they sent")
        assert papers.count() == 1
        assert not [name for name in papers.all_inner_texts() if theatre.letter.stem in name]
