"""The walk over every route and web socket, as every role: the table is what the wire does."""

from collections.abc import Sequence
from typing import get_args

import httpx
import pytest
from fastapi.routing import APIRoute, APIWebSocketRoute
from websockets.exceptions import InvalidStatus

from session.relay.identity.guard import Requires
from session.relay.identity.model import ROLES, Caller, CallerRole
from session.relay.identity.rights import RIGHTS, may
from tests.integration.relay.relay_kit import Town

DENIED = {401, 403}


def routes(town: Town) -> list[APIRoute | APIWebSocketRoute]:
    found = flat(town.relay.app.routes)
    known = [route for route in found if isinstance(route, APIRoute | APIWebSocketRoute)]
    assert known == found, "a route of a kind that carries no right"
    return known


def flat(found: Sequence[object]) -> list[object]:
    """Included routers are kept as they are: look inside."""
    inside: list[object] = []
    for route in found:
        router = getattr(route, "original_router", None)
        inside += [route] if router is None else flat(router.routes)
    return inside


def action_of(route: APIRoute | APIWebSocketRoute) -> str:
    rules = [d.call for d in route.dependant.dependencies if isinstance(d.call, Requires)]
    assert len(rules) == 1, f"{route.path} has {len(rules)} rights"
    return rules[0].action


async def headers_of(town: Town, role: CallerRole) -> dict[str, str]:
    if role in {"probe", "echo"}:
        return {"Authorization": f"Bearer {role}-me"}
    return {"Cookie": await town.relay.cookie(f"a-{role}")} if role in ROLES else {}


async def test_every_route_has_one_right_and_every_right_a_route(town: Town) -> None:
    found = {action_of(route) for route in routes(town)}
    assert found == {action for action in RIGHTS if action.startswith(("http.", "ws."))}


@pytest.mark.parametrize("role", [role for role in get_args(CallerRole) if role != "kiosk"])
async def test_a_role_gets_where_the_table_lets_it(town: Town, role: CallerRole) -> None:
    seen: dict[str, bool] = {}
    for route in routes(town):
        action = action_of(route)
        headers = await headers_of(town, role)
        if isinstance(route, APIRoute):
            async with town.relay.client(**headers) as client:
                seen[action] = await allowed(client, route)
        else:
            seen[action] = await connects(town, route.path, headers)
    assert seen == {action: may(Caller(role), action) for action in seen}


async def allowed(client: httpx.AsyncClient, route: APIRoute) -> bool:
    # Empty bodies: what is allowed fails later, as a bad request.
    path = route.path.replace("{name:path}", "app.js")
    reply = await client.request(next(iter(route.methods or ())), path)
    refused = reply.json().get("key") if reply.status_code in DENIED else ""
    return refused != "login.role-missing"


async def connects(town: Town, path: str, headers: dict[str, str]) -> bool:
    try:
        async with town.relay.socket(path, Origin=town.relay.url, **headers):
            return True
    except InvalidStatus as refusal:
        return refusal.response.status_code != 403
