"""The short code of a connection: the same on both sides, unless somebody stands between."""

import secrets

from session.engine.verification import Verification
from session.protocol.envelope import Body
from session.protocol.verification import CodeCommit, CodeNonce, CodeReveal, CodeShown, commitment, short_code

CALL = "0123456789abcdef0123456789abcdef"
KIOSK = "sha-256 " + ":".join(["AA"] * 32)
PAGE = "sha-256 " + ":".join(["bb"] * 32)
OTHER = "sha-256 " + ":".join(["CC"] * 32)


def exchange(kiosk: str, page: str) -> tuple[list[Body], list[CodeShown], Verification]:
    said: list[Body] = []
    shown: list[CodeShown] = []
    return said, shown, Verification(CALL, kiosk, page, said.append, shown.append)


def test_the_number_is_committed_before_it_is_revealed() -> None:
    said, shown, side = exchange(KIOSK, PAGE)
    side.begin()
    theirs = secrets.token_hex(32)
    side.heard(CodeNonce(nonce=theirs))
    commit, reveal = said
    assert isinstance(commit, CodeCommit)
    assert isinstance(reveal, CodeReveal)
    assert commit.commit == commitment(reveal.nonce)
    assert [one.code for one in shown] == [short_code(CALL, KIOSK, PAGE, reveal.nonce, theirs)]


def test_a_second_number_gets_no_second_answer() -> None:
    said, shown, side = exchange(KIOSK, PAGE)
    side.begin()
    for _ in range(3):
        side.heard(CodeNonce(nonce=secrets.token_hex(32)))
    assert (len(said), len(shown)) == (2, 1)


def test_other_keys_make_another_code() -> None:
    ours, theirs = "11" * 32, "22" * 32
    codes = {
        short_code(CALL, KIOSK, PAGE, ours, theirs),
        short_code(CALL, KIOSK, OTHER, ours, theirs),
        short_code(CALL, OTHER, PAGE, ours, theirs),
        short_code(CALL, PAGE, KIOSK, ours, theirs),
        short_code("f" * 32, KIOSK, PAGE, ours, theirs),
    }
    assert len(codes) == 5
    assert all(len(code) == 6 and code.isdecimal() for code in codes)


def test_the_page_has_the_same_vector() -> None:
    """`session/expert/test/verification.test.ts` holds the page to the same six digits."""
    assert short_code(CALL, KIOSK, PAGE, "11" * 32, "22" * 32) == "214073"
