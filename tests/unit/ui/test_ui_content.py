"""What the maintenance page says of the official sheets."""

from datetime import UTC, datetime

from session.protocol.content import ContentState
from ui.presenters.content import content_card

WALL = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
GOOD = ContentState(
    source="feed", edition="2026-11-21", installed=True, sheets=3012, age_days=2, previous="2026-10-27",
    checked_at="2026-11-23T03:12:00Z", outcome="current",
)  # fmt: skip


def said(content: ContentState) -> str:
    return "\n".join(content_card(content, WALL).lines)


def test_a_fresh_edition_says_its_age_and_its_last_check() -> None:
    card = content_card(GOOD, WALL)
    assert card.good
    assert card.lines[0] == "Édition du 21 novembre 2026, il y a 2 jours : 3012 fiches."
    assert card.lines[1].startswith("Dernière vérification : aujourd’hui à ")
    assert card.lines[1].endswith("rien de nouveau.")
    assert [a.label for a in card.actions] == [
        "Vérifier maintenant",
        "Revenir à l’édition du 27 octobre 2026",
    ]


def test_a_refusal_says_why_what_to_do_and_its_code() -> None:
    refused = {"outcome": "refused", "key": "content.edition-rolled-back", "detail": "du 1er mai"}
    text = said(GOOD.model_copy(update=refused))
    assert "plus ancienne que celle en place (du 1er mai)" in text
    assert "Attendre la suivante" in text
    assert "C55" in text


def test_damage_and_lost_forms_are_said_with_their_remedy() -> None:
    text = said(GOOD.model_copy(update={"mended": "malformed", "lost_forms": 2}))
    assert "édition abîmée (malformed)" in text
    assert "2 formulaires perdus" in text
    assert text.count("Toucher") == 1


def test_old_sheets_are_not_good_but_shown() -> None:
    card = content_card(GOOD.model_copy(update={"old": True, "age_days": 400, "edition": "2025-10-19"}), WALL)
    assert not card.good
    assert card.lines[0].endswith("il y a 1 an : 3012 fiches. Elles sont anciennes.")


def test_nothing_installed_and_nobody_to_bring_it() -> None:
    card = content_card(ContentState(), WALL)
    assert not card.good
    assert card.actions == []
    assert any("[content]" in line for line in card.lines)


def test_the_way_so_far_is_counted_in_megabytes_then_in_files() -> None:
    assert content_card(GOOD.model_copy(update={"checking": True}), WALL).progress < 0
    loading = content_card(
        GOOD.model_copy(update={"checking": True, "done": 8_400_000, "total": 31_200_000}), WALL
    )
    assert loading.working == "Téléchargement : 8,4 sur 31,2 Mo"
    assert not any(action.enabled for action in loading.actions)
    taking = content_card(GOOD.model_copy(update={"checking": True, "done": 64, "total": 4873}), WALL)
    assert taking.working == "Installation : 64 sur 4873"
