"""The slip of an appointment on both rolls: its code is read back by a reader that is not ours."""

import pytest
import zxingcpp

from kiosk.core.places import ROOT
from kiosk.documents.sheets import AppointmentSheet
from kiosk.documents.ticket import draw
from session.protocol.appointment_code import code_of, marked, read_code, spoken

CODE = code_of("5eed" * 8)
SLIP = AppointmentSheet(
    town="Mairie de Saint-Aubin", day="Jeudi 3 décembre 2026", hours="de 10 h 30 à 11 h", desk="CAF",
    place="Mairie de Saint-Aubin", code=spoken(CODE), code_data=marked(CODE), papers=["Une pièce d’identité"] * 12,
    steps=["Venez à la borne.", "Ou annulez."],
)  # fmt: skip


@pytest.mark.parametrize("dots", [384, 576])
def test_a_reader_finds_the_code_on_the_ticket(dots: int) -> None:
    picture = draw(SLIP, dots, ROOT / "kiosk" / "assets" / "fonts")
    assert picture.width == dots
    found = zxingcpp.read_barcodes(picture.convert("L"))
    assert [read_code(one.text) for one in found] == [CODE]


def test_nothing_of_a_slip_may_be_without_end() -> None:
    with pytest.raises(ValueError, match="papers"):
        AppointmentSheet.model_validate(SLIP.model_dump() | {"papers": ["x"] * 61})
