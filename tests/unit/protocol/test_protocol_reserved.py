"""What is kept free for a third party and for the citizen's own telephone."""

from typing import get_args

import pytest

from session.protocol import local, peer
from session.protocol.envelope import Link
from session.protocol.kiosk_relay import KIOSK_TO_RELAY, RELAY_TO_KIOSK
from session.protocol.schema import PAGE_LINKS
from session.protocol.transfer import RESERVED_AREAS, RESERVED_ROLES

LINKS = (
    *PAGE_LINKS,
    KIOSK_TO_RELAY,
    RELAY_TO_KIOSK,
    local.STEWARD_TO_SCREEN,
    local.SCREEN_TO_STEWARD,
    local.STEWARD_TO_MEDIA,
    local.MEDIA_TO_STEWARD,
)


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link.name)
def test_no_link_carries_what_is_reserved(link: Link) -> None:
    assert not [name for name in link.bodies if name.startswith(RESERVED_AREAS)]


def test_no_peer_says_it_is_one_of_the_reserved() -> None:
    roles = get_args(peer.PeerHello.model_fields["role"].annotation)
    assert roles
    assert not set(roles) & set(RESERVED_ROLES)
