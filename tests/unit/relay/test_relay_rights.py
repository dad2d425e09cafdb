"""Every cell of the rights table, written out a second time: changing one is a decision."""

from typing import get_args

import pytest

from session.protocol.envelope import Link
from session.protocol.kiosk_relay import KIOSK_TO_RELAY
from session.protocol.pages_relay import AGENT_TO_RELAY, EXPERT_TO_RELAY
from session.relay.identity.model import Caller, CallerRole
from session.relay.identity.rights import RIGHTS, may

ALL_ROLES: tuple[CallerRole, ...] = get_args(CallerRole)
PEOPLE = {"expert", "agent", "editor", "operator", "admin"}
EVERYBODY = PEOPLE | {"anyone", "probe"}

ROUTES = {
    "http.home": EVERYBODY,
    "http.page": EVERYBODY,
    "http.asset": EVERYBODY,
    "http.health": EVERYBODY,
    "http.login": EVERYBODY,
    "http.enrol": EVERYBODY,
    "http.logout": PEOPLE,
    "http.me": PEOPLE,
    "http.usage": {"agent"},
    "http.agenda": {"expert"},
    "http.metrics": {"probe", "operator", "admin"},
    "ws.kiosk": EVERYBODY,
    "ws.expert": {"expert"},
    "ws.agent": {"agent"},
    "ws.echo": {"echo"},
}
LINKS: dict[str, Link] = {"kiosk": KIOSK_TO_RELAY, "expert": EXPERT_TO_RELAY, "agent": AGENT_TO_RELAY}
MESSAGES = {f"{who}.{kind}": {who} for who, link in LINKS.items() for kind in link.bodies}
EXPECTED: dict[str, set[str]] = {**ROUTES, **MESSAGES}


def test_every_message_and_route_has_its_row_and_no_row_is_left_over() -> None:
    assert set(RIGHTS) == set(EXPECTED)


@pytest.mark.parametrize("action", sorted(EXPECTED))
@pytest.mark.parametrize("role", ALL_ROLES)
def test_a_cell_allows_what_was_decided(role: CallerRole, action: str) -> None:
    assert may(Caller(role, "CAF"), action) is (role in EXPECTED[action])


@pytest.mark.parametrize("action", sorted(MESSAGES))
@pytest.mark.parametrize("role", ALL_ROLES)
def test_nobody_reaches_into_another_administration(role: CallerRole, action: str) -> None:
    assert not may(Caller(role, "CAF"), action, "France Travail")


def test_what_is_not_written_is_denied_to_all() -> None:
    assert not any(may(Caller(role), "http.unheard-of") for role in ALL_ROLES)
