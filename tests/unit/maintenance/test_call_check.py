"""What a technician is told of a test call."""

from dataclasses import replace

import pytest

from kiosk.maintenance.call_check import Figures, judge

GOOD = Figures(420.4, "turn-tls", 119, 95.2, 0.0, 0.012, -15.4, heard=True)


def test_a_good_call_is_told_with_every_figure() -> None:
    judged = judge(GOOD)
    assert judged.key is None
    assert judged.words == (
        "établi en 420 ms, liaison par le serveur de secours, TLS, image revenue en 95 ms, "
        "pertes à l'aller 0,0 %, pertes au retour 1,2 %, son revenu à −15 dB"
    )


def test_a_call_that_is_not_established_says_so_and_nothing_else() -> None:
    judged = judge(Figures())
    assert (judged.words, judged.key) == ("la liaison vidéo ne s'établit pas", "call.connection-failed")


@pytest.mark.parametrize(
    ("worse", "words"),
    [
        (replace(GOOD, pictures=3), "l'image ne revient pas bien"),
        (replace(GOOD, heard=False), "le son ne revient pas bien"),
        (replace(GOOD, level_db=None), "le son ne revient pas bien"),
        (replace(GOOD, level_db=-61.0), "le son ne revient pas bien"),
        (replace(GOOD, delay_ms=1500.0), "l'image revient tard"),
        (replace(GOOD, lost_out=0.2), "trop de pertes"),
        (replace(GOOD, lost_back=0.06), "trop de pertes"),
    ],
)
def test_what_is_wrong_comes_first_and_the_figures_follow(worse: Figures, words: str) -> None:
    judged = judge(worse)
    assert judged.key == "call.quality-poor"
    assert judged.words.startswith(f"{words} : établi en 420 ms")


def test_a_slow_set_up_is_told_in_seconds() -> None:
    assert judge(replace(GOOD, setup_ms=3420.0)).words.startswith("établi en 3,4 s")
