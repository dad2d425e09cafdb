"""What comes to the relay's door in a kiosk's name: twice, too fast, old, or with another's key."""

from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from kiosk.core.errors import UserFacingError
from kiosk.core.ids import new_id
from kiosk.steward.keys import Identity
from session.protocol.call import Refusal
from session.protocol.kiosk_relay import CallbackAsk, CallbackKept, KioskStatus, LinkHello, QueueLeave
from tests.faults.report import Report
from tests.faults.second_kiosk import SecondKiosk
from tests.faults.theatre import DEADLINE_S, Theatre


@pytest.fixture(scope="module")
def annexe(theatre: Theatre, tmp_path_factory: pytest.TempPathFactory) -> SecondKiosk:
    """One more kiosk of the same relay."""
    theatre.start_over()
    return SecondKiosk(theatre.stand, tmp_path_factory.mktemp("annexe"))


@pytest.mark.fault(51, "la même demande deux fois", area="visits")
def test_the_same_call_back_asked_twice_has_one_number_and_one_place(
    theatre: Theatre, annexe: SecondKiosk, report: Report
) -> None:
    ask = CallbackAsk(ticket=new_id(), desk="caf")
    report.injected()
    with annexe.online() as line:
        line.say(ask)
        first = line.hear(CallbackKept)
        line.say(ask)
        assert line.hear(CallbackKept) == first
    with annexe.online() as line:  # and after the link broke
        line.say(ask)
        assert line.hear(CallbackKept) == first
        report.noticed(f"le même numéro : {first.number}")
        theatre.open_counter()
        theatre.expert.wait_for_someone(first.number)
        assert theatre.expert.page.locator(".person").filter(has_text=first.number).count() == 1
        report.recovered()
        line.say(QueueLeave(ticket=ask.ticket))
        theatre.expert.page.locator(".person").filter(has_text=first.number).wait_for(state="detached")


@pytest.mark.fault(60, "signalisation rejouée ou mélangée", area="attacks")
def test_a_frame_that_is_played_again_or_out_of_order_is_dropped(
    theatre: Theatre, annexe: SecondKiosk, report: Report
) -> None:
    with annexe.online() as line:
        old = line.frame(CallbackAsk(ticket=new_id(), desk="caf"))
        new = line.frame(CallbackAsk(ticket=new_id(), desk="caf"))
        line.wire.send(new)
        kept = line.hear(CallbackKept)
        theatre.relay_events.mark()
        report.injected()
        line.wire.send(new)
        line.wire.send(old)
        for _ in range(2):
            dropped = theatre.relay_events.wait(
                "relay.message-refused", DEADLINE_S, key="link.message-invalid"
            )
        report.noticed("rien : jeté, et noté au journal", dropped["mono"])
        last = CallbackAsk(ticket=new_id(), desk="caf")
        line.say(last)
        # Numbers go up by one for each request that was heard: the two frames were not.
        after = line.hear(CallbackKept)
        assert after.ticket == last.ticket
        assert int(after.number.split("-")[1]) == int(kept.number.split("-")[1]) + 1
        report.recovered()
        for ticket in (kept.ticket, after.ticket):  # nobody of ours waits before the next test's visitor
            line.say(QueueLeave(ticket=ticket))
            theatre.relay_events.wait("queue.leave-complete", DEADLINE_S)


@pytest.mark.fault(59, "déluge de messages", area="attacks")
def test_a_flood_is_throttled_and_the_others_notice_nothing(
    theatre: Theatre, annexe: SecondKiosk, report: Report
) -> None:
    theatre.start_over()
    theatre.reach("waiting")
    lost = len(theatre.events.all("link.lost"))
    with annexe.online() as line:
        report.injected()
        for _ in range(300):
            line.say(KioskStatus(state="free"))
        refusal = line.hear(Refusal)
        assert refusal.key == "link.message-flood"
        report.noticed("trop de messages (L05)")
        # Meanwhile the other kiosk's visitor is served.
        theatre.events.mark()
        theatre.expert.take()
        theatre.events.wait("call.ring-complete", DEADLINE_S)
        # Over the line it had during the flood; what a busy machine loses once the call begins is none of this.
        assert len(theatre.events.all("link.lost")) == lost
        theatre.events.wait("call.first-picture", DEADLINE_S)
        report.recovered()
    theatre.situation = "call"


@pytest.mark.fault(62, "disque cloné", area="attacks")
def test_a_code_enrols_once_and_its_copy_on_another_disk_does_not(
    annexe: SecondKiosk, report: Report, tmp_path: Path
) -> None:
    report.injected()
    with pytest.raises(UserFacingError) as refused:
        annexe.enrol(tmp_path)
    assert refused.value.key == "enrol.code-invalid"
    report.noticed(refused.value.entry.cause)
    assert not (tmp_path / "enrolment.json").exists()
    report.recovered()


@pytest.mark.fault(61, "jeton de borne volé", area="attacks")
def test_a_stolen_name_is_useless_without_the_key_and_a_revoked_kiosk_is_hung_up(
    theatre: Theatre, annexe: SecondKiosk, report: Report, tmp_path: Path
) -> None:
    stand = theatre.stand
    report.injected()
    with annexe.challenged(Identity.load_or_make(tmp_path)) as thief:
        thief.say(LinkHello(software="test"))
        assert thief.hear(Refusal).key == "link.identity-refused"
        with pytest.raises(ConnectionClosed):
            thief.hear(Refusal)
    report.noticed("le relais ne reconnaît pas cette borne (L03)")
    with annexe.online() as line:
        stand.verb("relay", "kiosk", "revoke", annexe.kiosk, "--config", str(stand.relay_config))
        with pytest.raises(ConnectionClosed):
            line.hear(LinkHello)  # never sent by a relay: listens until the line is cut
    report.recovered()
