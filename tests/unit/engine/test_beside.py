"""A loop that a call cannot do without takes its process with it, and nobody's words with the news."""

import pytest

from session.engine.beside import vital

WORDS = "ce que la personne a écrit"


async def _fails() -> None:
    raise ValueError(WORDS)


async def _ends() -> None:
    return


async def test_a_loop_that_fails_ends_the_process_and_says_where_but_not_what(
    capsys: pytest.CaptureFixture[str],
) -> None:
    died: list[bool] = []
    await vital(_fails(), lambda: died.append(True))
    said = capsys.readouterr().err
    assert died == [True]
    assert "ValueError" in said
    assert "in _fails" in said
    assert WORDS not in said


async def test_one_that_is_over_ends_nothing() -> None:
    died: list[bool] = []
    await vital(_ends(), lambda: died.append(True))
    assert died == []
