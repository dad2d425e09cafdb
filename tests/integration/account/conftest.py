"""One deployed kiosk for all tests of this folder."""

from collections.abc import Iterator

import pytest

from kiosk.compose.demo.stand import Plan
from tests.faults.house import keep_logs, open_theatre, short_folder
from tests.faults.theatre import Theatre
from tests.integration.account.two_accounts import Deployed, only_as_root


@pytest.fixture(scope="module")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    """The whole product, its steward and its visits under two accounts."""
    only_as_root()
    with short_folder() as folder:
        try:
            with open_theatre(Plan(folder), Deployed) as theatre:
                yield theatre
        finally:
            keep_logs(folder, tmp_path_factory.mktemp("journaux"))
