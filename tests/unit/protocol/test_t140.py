"""Real-time text: what turns one line into the next, and what a stranger may not write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from session.protocol.t140 import NEW_LINE, applied, edits
from session.protocol.texting import TEXT_MAX

LINES = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Zl", "Zp")), max_size=TEXT_MAX)


@given(LINES, LINES)
def test_the_edits_lead_from_any_line_to_any_other(before: str, after: str) -> None:
    assert applied(before, edits(before, after)) == after


@given(st.lists(LINES, max_size=8))
def test_a_hand_that_types_and_erases_is_followed(lines: list[str]) -> None:
    shown = before = ""
    for line in lines:
        shown = applied(shown, edits(before, line))
        before = line
    assert shown == before


@pytest.mark.parametrize(
    ("line", "data", "shown"),
    [
        ("bon", "jour", "bonjour"),
        ("bonjour", "\b\b\b\b", "bon"),
        ("", "\b\b", ""),
        ("fini", NEW_LINE, ""),
        ("fini", NEW_LINE + "su", "su"),
        ("", "a\u202eb\u2066c\x07\ufeffd\x00", "abcd"),
        ("", "👍🏽", "👍🏽"),
        ("x" * TEXT_MAX, "y", "x" * TEXT_MAX),
        ("", "z" * 100_000, "z" * TEXT_MAX),
    ],
)
def test_letters_erasing_ends_and_what_is_never_shown(line: str, data: str, shown: str) -> None:
    assert applied(line, data) == shown


def test_only_what_changed_is_sent() -> None:
    assert edits("bonjour", "bonsoir") == "\b\b\b\bsoir"
    assert edits("bonjour", "bonjour") == ""
