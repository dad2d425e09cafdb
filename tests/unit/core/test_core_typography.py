"""Words of a stranger as they are shown."""

from kiosk.core.typography import legible


def test_what_is_not_seen_and_what_turns_the_reading_goes_and_line_ends_stay() -> None:
    assert legible("fdp\u202e.exe\x00\x1b[31m\u2028\ud800\ue000") == "fdp.exe[31m"
    assert legible("Bonjour,\nça va ?\tOui 👍") == "Bonjour,\nça va ?\tOui 👍"


def test_accents_piled_on_one_letter_do_not_cover_the_lines_around() -> None:
    assert legible("e" + "\u0301" * 400 + "té") == "e" + "\u0301" * 3 + "té"
    assert legible("a\u0323\u0302 \u0646\u0651\u064e") == "a\u0323\u0302 \u0646\u0651\u064e"
