"""Errors: one list, codes that can be read out, words for the technician."""

import re
from collections import Counter

import pytest

from kiosk.core.errors import ERRORS, ErrorEntry, UserFacingError


def test_no_two_errors_share_a_code() -> None:
    codes = Counter(entry.code for entry in ERRORS.values())
    assert [code for code, times in codes.items() if times > 1] == []


@pytest.mark.parametrize("entry", ERRORS.values(), ids=ERRORS.keys())
def test_each_error_can_be_spoken_and_mended(entry: ErrorEntry) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z]+(-[a-z]+)+", entry.key)
    assert re.fullmatch(r"[A-Z]\d\d", entry.code)
    assert entry.cause
    assert entry.remedy
    assert not entry.cause.endswith(".")


@pytest.mark.parametrize("entry", ERRORS.values(), ids=ERRORS.keys())
def test_no_error_blames_the_person(entry: ErrorEntry) -> None:
    assert not re.search(
        r"\bvous avez\b|\bvotre faute\b|\berroné", f"{entry.cause} {entry.remedy}", re.IGNORECASE
    )


def test_an_error_carries_its_key_code_and_detail() -> None:
    error = UserFacingError("printer.paper-empty", "bac 1")
    assert (error.key, error.code, error.detail) == ("printer.paper-empty", "P01", "bac 1")
    assert str(error) == "printer.paper-empty (P01): bac 1"
    assert str(UserFacingError("printer.paper-empty")) == "printer.paper-empty (P01)"


def test_an_error_that_is_not_in_the_list_cannot_be_raised() -> None:
    with pytest.raises(KeyError):
        UserFacingError("printer.on-fire")
