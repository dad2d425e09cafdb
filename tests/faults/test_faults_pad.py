"""Faults of the signature pad, as the person who signs meets them: no ink that no hand wrote, none that is half."""

from collections.abc import Iterator

import pytest

from tests.faults.report import Report
from tests.faults.theatre import DEADLINE_S, Theatre

HALF = " ".join(f"{0.1 + 0.01 * step:.2f},0.50" for step in range(30))


@pytest.fixture
def signing(theatre: Theatre) -> Iterator[Theatre]:
    """A page to sign is shown, and the pad is there to write on."""
    if theatre.situation == "signing":  # with ink or words of the test before
        theatre.start_over()
    theatre.reach("signing")
    theatre.citizen.find("Signez sur la tablette", DEADLINE_S)
    yield theatre
    theatre.pad("replug")


def sign_and_keep(theatre: Theatre, report: Report) -> None:
    """The pen writes a whole signature, and the page is signed with it."""
    theatre.pad("sign")
    theatre.citizen.find("Je signe", DEADLINE_S)
    report.recovered()
    theatre.citizen.touch("Je signe", DEADLINE_S)
    theatre.events.wait("sign.complete", DEADLINE_S)
    theatre.situation = "over"


@pytest.mark.fault(12, "la tablette de signature envoie n'importe quoi", area="devices")
def test_noise_of_the_pad_makes_no_ink_and_the_next_stroke_is_whole(signing: Theatre, report: Report) -> None:
    report.inject(signing.pad, "garbage 3000")
    told = signing.events.wait("signature.status-changed", DEADLINE_S, status="signature.pad-garbled")
    report.noticed(
        signing.citizen.find("La tablette de signature se comprend mal", DEADLINE_S).name, told["mono"]
    )
    assert not signing.citizen.sees("Je signe"), "nothing was written"
    sign_and_keep(signing, report)


@pytest.mark.fault(13, "tablette débranchée pendant une signature", area="devices")
def test_a_pad_pulled_out_in_mid_signature_leaves_nothing_and_it_begins_again(
    signing: Theatre, report: Report
) -> None:
    signing.pad("sign")
    signing.citizen.find("Je signe", DEADLINE_S)
    signing.pad(f"pen {HALF}")
    report.inject(signing.pad, "unplug")
    told = signing.events.wait("signature.status-changed", DEADLINE_S, status="signature.pad-missing")
    report.noticed(
        signing.citizen.find("La tablette de signature ne répond plus", DEADLINE_S).name, told["mono"]
    )
    assert not signing.citizen.sees("Je signe"), "what was written is gone"
    signing.pad("replug")
    signing.events.wait("signature.status-changed", DEADLINE_S, status="ready")
    sign_and_keep(signing, report)
