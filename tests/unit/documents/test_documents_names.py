"""Names of files as a stranger writes them, and as a visitor reads them."""

import pytest

from kiosk.documents.names import LONGEST, shown_name


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("courrier CAF.pdf", "courrier CAF.pdf"),
        ("Été à Saint-Aubin – n° 2.pdf", "Été à Saint-Aubin – n° 2.pdf"),
        ("../../../etc/passwd", "passwd"),
        ("C:\\Users\\moi\\lettre.pdf", "lettre.pdf"),
        ("facture\u202efdp.exe", "facture fdp.exe"),
        ("a\0b\n c\u2028d\t.pdf", "a b c d .pdf"),
        ("...", "document"),
        ("", "document"),
        ("dossier/", "document"),
    ],
)
def test_a_name_is_one_harmless_line(given: str, shown: str) -> None:
    assert shown_name(given) == shown


def test_a_long_name_keeps_its_ending() -> None:
    shown = shown_name("x" * 500 + "-2026.pdf")
    assert len(shown) == LONGEST
    assert shown.endswith("2026.pdf")
