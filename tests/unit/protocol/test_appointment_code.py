"""The code a person copies, reads aloud and types."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.ids import new_id
from session.protocol.appointment_code import LENGTH, SIGNS, code_of, marked, read_code, spoken

IDS = st.text("0123456789abcdef", min_size=32, max_size=32)
CODES = IDS.map(code_of)


@given(IDS)
def test_the_same_request_gives_the_same_code_and_it_reads_back(request: str) -> None:
    code = code_of(request)
    assert code == code_of(request)
    assert len(code) == LENGTH
    assert read_code(code) == read_code(spoken(code)) == read_code(marked(code)) == code
    assert code_of(request, 1) != code


@given(CODES, st.integers(0, LENGTH - 1), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_found(code: str, place: int, sign: str) -> None:
    wrong = code[:place] + sign + code[place + 1 :]
    assert (read_code(wrong) == wrong) is (wrong == code)


@given(CODES)
def test_two_signs_that_changed_places_are_found(code: str) -> None:
    for one, two in itertools.combinations(range(LENGTH), 2):
        signs = list(code)
        signs[one], signs[two] = signs[two], signs[one]
        swapped = "".join(signs)
        assert swapped == code or read_code(swapped) == ""


def test_a_code_may_begin_with_the_letters_of_the_reader_s_mark() -> None:
    assert read_code("RVNDXM3V") == "RVNDXM3V"
    assert read_code(marked("RVNDXM3V")) == "RVNDXM3V"


@given(CODES)
def test_signs_that_look_alike_are_the_same(code: str) -> None:
    heard = code.replace("0", "o").replace("1", "l").replace("2", "z").lower()
    assert read_code(heard) == code
    assert read_code(f"  {heard[:3]} {heard[3:]}  ") == code


@given(st.text(max_size=200))
def test_anything_else_is_no_code_and_harms_nothing(text: str) -> None:
    read = read_code(text)
    assert read == "" or (len(read) == LENGTH and set(read) <= set(SIGNS))


def test_codes_are_spread_over_all_signs() -> None:
    """Nobody finds another's code by counting: 2,000 ids give 2,000 codes, each sign at each place."""
    codes = {code_of(new_id()) for _ in range(2000)}
    assert len(codes) == 2000
    assert all({code[place] for code in codes} == set(SIGNS) for place in range(LENGTH))
