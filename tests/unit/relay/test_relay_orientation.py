"""What an agent's page is told of whom to turn to."""

from datetime import datetime
from pathlib import Path

import pytest

from offline_cache.directory.guide import Guide, Spot, open_guide
from offline_cache.sample.offices import INSEE, install_sample
from session.protocol.envelope import envelope
from session.protocol.pages_relay import RELAY_TO_AGENT
from session.relay.agents.orientation import insee_of, told

THURSDAY = datetime.fromisoformat("2026-11-26T10:42").astimezone()


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    install_sample(tmp_path)
    return open_guide(tmp_path, Spot(INSEE))


def test_each_answer_comes_with_its_office_as_of_now(guide: Guide) -> None:
    state = told(guide, THURSDAY)
    young = next(row for row in state.rows if row.name == "Mission locale")
    assert (young.youngest, young.oldest) == (16, 25)
    assert young.place is not None
    assert (young.place.name, young.place.now.replace("\u00a0", " "), young.place.open) == (
        "Mission locale du Val", "ouvert jusqu’à 12 h 30, rouvre à 13 h 30", True,
    )  # fmt: skip
    assert state.known
    assert [place.name for place in state.places[:2]] == ["Conseiller numérique", "Conciliateur de justice"]


def test_the_whole_table_is_one_message(guide: Guide) -> None:
    text = envelope(told(guide, THURSDAY)).pack()
    assert len(text) < 200_000
    assert RELAY_TO_AGENT.unpack(text).body == told(guide, THURSDAY)


def test_without_content_the_table_is_there_and_says_no_directory() -> None:
    state = told(Guide(), THURSDAY)
    assert len(state.rows) > 40
    assert not state.known
    assert all(row.place is None for row in state.rows)


def test_a_town_hall_s_commune_comes_from_the_settings() -> None:
    lines = ["Mairie de Saint-Aubin | 45998", "Mairie d'Ailleurs|45997", "sans code"]
    assert insee_of("Mairie de Saint-Aubin", lines) == "45998"
    assert insee_of("Mairie d'Ailleurs", lines) == "45997"
    assert insee_of("Mairie inconnue", lines) == ""
