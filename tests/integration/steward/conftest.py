"""A real steward with a real relay, whose counter promises two seconds and whose other one is closed."""

from collections.abc import Iterator

import pytest

from kiosk.compose.demo.stand import Plan
from tests.faults.house import keep_logs, open_theatre, short_folder
from tests.faults.theatre import Theatre

_ALWAYS = "\n".join(f'{day} = ["00:00-24:00"]' for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
DESKS = f"""
[[desk]]
desk = "caf"
administration = "CAF"
name = "CAF, prestations et logement"
promise_s = 2
contact = "CAF : 3230 (prix d'un appel local)"
[desk.hours]
{_ALWAYS}

[[desk]]
desk = "ferme"
administration = "France Travail"
name = "France Travail"
contact = "France Travail : 3949 (gratuit)"
"""


@pytest.fixture(scope="module")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    """One for all tests of this folder."""
    with short_folder() as folder:
        desks = folder / "desks.toml"
        desks.write_text(DESKS, encoding="utf-8")
        try:
            with open_theatre(Plan(folder, desks=desks)) as theatre:
                yield theatre
        finally:
            keep_logs(folder, tmp_path_factory.mktemp("journaux"))
