"""One running link for the tests of this folder; each begins with it clean."""

from collections.abc import Iterator

import pytest

from kiosk.compose.badlink.link import Link
from kiosk.compose.badlink.shape import Shape


@pytest.fixture(scope="package")
def running_link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Link]:
    with Link(tmp_path_factory.mktemp("badlink"), seed=5) as running:
        yield running


@pytest.fixture
def link(running_link: Link) -> Link:
    running_link.cut(0)
    running_link.shape(Shape())
    return running_link
