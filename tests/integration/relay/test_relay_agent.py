"""The agent's page: tiles, help, orders."""

from datetime import UTC, datetime

from kiosk.core.ids import new_id
from session.protocol.kiosk_relay import HelpRing, KioskCommand, KioskCounters, KioskState, KioskStatus
from session.protocol.pages_relay import AgentCommand, AgentWelcome, KiosksState, KioskTile
from session.protocol.use import Day
from tests.integration.relay.relay_kit import Town, Wire


async def tile(agent: Wire, name: str, state: KioskState, *, online: bool = True) -> KioskTile:
    """The tile, once it is this."""
    while True:
        for found in (await agent.expect(KiosksState)).kiosks:
            if (found.name, found.state, found.online) == (name, state, online):
                return found


async def test_an_agent_sees_the_kiosks_of_their_town_hall_only(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("maxime", "agent") as agent:
        assert (await agent.expect(AgentWelcome)).town_hall == "Saint-Aubin"
        tiles = (await agent.expect(KiosksState)).kiosks
        assert [(t.name, t.online) for t in tiles] == [("Hall", True), ("Médiathèque", False)]
        await kiosk.send(KioskStatus(state="in-use"))
        await tile(agent, "Hall", "in-use")
        await kiosk.send(KioskStatus(state="fault", faults=["printer.paper-empty"]))
        assert (await tile(agent, "Hall", "fault")).faults == ["printer.paper-empty"]


async def test_a_kiosk_whose_link_is_lost_shows_so(town: Town) -> None:
    async with town.relay.page("maxime", "agent") as agent:
        async with town.relay.kiosk(town.hall) as kiosk:
            await kiosk.send(KioskStatus(state="in-use"))
            await tile(agent, "Hall", "in-use")
        await tile(agent, "Hall", "fault", online=False)


async def test_help_is_rung_answered_and_silent_until_rung_again(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("maxime", "agent") as agent:
        await kiosk.send(KioskStatus(state="in-use"))
        await kiosk.send(HelpRing(active=True))
        await tile(agent, "Hall", "help")
        await kiosk.send(KioskStatus(state="help"))
        await tile(agent, "Hall", "help")  # the answer must not overtake what it answers
        await agent.send(AgentCommand(kiosk=town.hall.kiosk, command="help-answered"))
        answer = await kiosk.expect(KioskCommand)
        assert (answer.command, answer.by) == ("help-answered", "Maxime")
        await tile(agent, "Hall", "in-use")
        await kiosk.send(KioskStatus(state="help", faults=["printer.paper-empty"]))
        assert (await tile(agent, "Hall", "in-use")).faults
        await kiosk.send(HelpRing(active=False))
        await kiosk.send(KioskStatus(state="free"))
        await tile(agent, "Hall", "free")
        await kiosk.send(HelpRing(active=True))
        await tile(agent, "Hall", "help")


async def test_the_agent_closes_and_reopens_the_machine(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("maxime", "agent") as agent:
        for command in ("close", "open"):
            await agent.send(AgentCommand(kiosk=town.hall.kiosk, command=command))
            assert (await kiosk.expect(KioskCommand)).command == command


async def test_another_town_hall_s_kiosk_takes_no_order(town: Town) -> None:
    async with town.relay.kiosk(town.elsewhere) as kiosk, town.relay.page("maxime", "agent") as agent:
        for target in (town.elsewhere.kiosk, new_id()):
            await agent.send(AgentCommand(kiosk=target, command="close"))
            await agent.refused("login.role-missing")
        await kiosk.nothing(KioskCommand)


async def test_an_order_to_a_kiosk_that_is_away_is_refused(town: Town) -> None:
    async with town.relay.page("maxime", "agent") as agent:
        await agent.send(AgentCommand(kiosk=town.hall.kiosk, command="close"))
        await agent.refused("link.kiosk-offline")


async def test_an_agent_sees_the_days_of_their_kiosks_and_takes_them_home_as_a_file(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("maxime", "agent") as agent:
        today = datetime.now(UTC).date().isoformat()
        await kiosk.send(KioskCounters(days=[Day(date="2026-01-05", visits=9), Day(date=today, visits=1)]))
        await kiosk.send(KioskCounters(days=[Day(date=today, visits=2, unanswered=1)]))
        while (found := (await agent.expect(KiosksState)).kiosks[0].days[-1]).visits != 2:
            pass
        assert (found.date, found.unanswered) == (today, 1)
    address = f"/agent/usage/{town.hall.kiosk}.csv"
    async with town.relay.client(Cookie=await town.relay.cookie("maxime")) as browser:
        answer = await browser.get(address)
        lines = answer.text.splitlines()
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert [line.split(";")[:2] for line in lines[1:]] == [["2026-01-05", "9"], [today, "2"]]
        assert (await browser.get(f"/agent/usage/{'0' * 32}.csv")).status_code == 404
    async with town.relay.client(Cookie=await town.relay.cookie("a-agent")) as browser:
        assert (await browser.get(address)).status_code == 404
