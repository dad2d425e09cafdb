"""A voice that comes in packets is played in order and in time, whatever the line does to it."""

import random
from dataclasses import dataclass, field

import pytest

from session.engine.playout import (
    CHUNK,
    DELAY_MAX,
    HELD_MAX,
    RATE,
    REST_AFTER,
    Conceal,
    Order,
    Packet,
    Play,
    Playout,
    Recover,
    Rest,
)

PIECE_S = CHUNK / RATE
Arrival = tuple[float, int]
"""When, and which."""


@dataclass
class Listener:
    """Asks for 20 ms each 20 ms, and does with what is too much or too little as the product does in a pause."""

    first_number: int = 0
    first_time: int = 0
    samples: int = CHUNK
    pause_every: int = 50
    playout: Playout = field(default_factory=Playout)
    orders: list[Order] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    kept: int = 0

    def packet(self, index: int, at: float) -> Packet:
        number = (self.first_number + index) % (1 << 16)
        timestamp = (self.first_time + index * self.samples) % (1 << 32)
        return Packet(number, timestamp, str(index).encode(), self.samples, at)

    def listen(self, arrivals: list[Arrival], seconds: float, start: float = 0.0) -> None:
        waiting = sorted(arrivals, reverse=True)
        for tick in range(int(seconds / PIECE_S)):
            now = start + tick * PIECE_S
            while waiting and waiting[-1][0] <= now:
                at, index = waiting.pop()
                self.playout.arrived(self.packet(index, at))
            while self.kept < CHUNK:
                surplus = self.playout.surplus(now, self.kept)
                order = self.playout.next(now)
                self.orders.append(order)
                self.kept += self._length(order)
                if isinstance(order, Play) and len(self.orders) % self.pause_every == 0:
                    self.kept -= max(-self.samples, min(self.samples, surplus))
            self.kept -= CHUNK
            self.delays.append(self.playout.delay(now + PIECE_S, self.kept))

    def _length(self, order: Order) -> int:
        return self.samples if isinstance(order, Play) else order.samples

    @property
    def played(self) -> list[int]:
        return [int(order.data) for order in self.orders if isinstance(order, Play)]


def steady(count: int, first: int = 0, way: float = 0.025) -> list[Arrival]:
    return [(index * PIECE_S + way, index) for index in range(first, first + count)]


def test_an_even_line_is_played_whole_and_at_once() -> None:
    listener = Listener()
    listener.listen(steady(200), 4.0)
    assert listener.played == list(range(listener.played[-1] + 1))
    assert not any(isinstance(order, Conceal | Recover) for order in listener.orders)
    assert max(listener.delays) <= 0.03 * RATE


def test_packets_that_change_places_are_played_in_order() -> None:
    dice = random.Random(1)
    arrivals = [(at + 0.05 * dice.random(), index) for at, index in steady(1000)]
    assert [index for _, index in sorted(arrivals)] != list(range(1000))
    listener = Listener()
    listener.listen(arrivals, 19.9)
    assert listener.played == sorted(listener.played)
    assert len(listener.played) > 985
    assert max(listener.delays) <= DELAY_MAX + CHUNK


def test_the_delay_follows_the_jitter_both_ways() -> None:
    dice = random.Random(2)
    rough = [(at + 0.06 * dice.random(), index) for at, index in steady(1000)]
    listener = Listener()
    listener.listen([*rough, *steady(1500, first=1000)], 50.0)
    assert listener.delays[900] > 0.035 * RATE
    assert listener.delays[-20] < 0.025 * RATE


def test_doubles_are_played_once() -> None:
    listener = Listener()
    listener.listen([*steady(100), *steady(100), *steady(100, way=0.3)], 3.0)
    assert listener.played == list(range(100))
    assert listener.playout.tally.doubled == 200


def test_the_counters_of_the_wire_wrap_around_unheard() -> None:
    listener = Listener(first_number=(1 << 16) - 20, first_time=(1 << 32) - 30 * CHUNK)
    listener.listen(steady(100), 2.0)
    assert listener.played == list(range(listener.played[-1] + 1))
    assert len(listener.played) >= 98


def test_they_wrap_around_between_two_packets_that_change_places() -> None:
    listener = Listener(first_number=(1 << 16) - 21, first_time=(1 << 32) - 21 * CHUNK)
    listener.listen([(at + 0.03 * (index % 2), index) for index, (at, _) in enumerate(steady(100))], 1.9)
    assert listener.played == sorted(listener.played)
    assert set(range(10, 80)) <= set(listener.played)


def test_one_lost_packet_is_taken_from_the_next() -> None:
    listener = Listener()
    lost = set(range(60, 300, 25))
    listener.listen([item for item in steady(300) if item[1] not in lost], 5.9)
    recovered = [order for order in listener.orders if isinstance(order, Recover)]
    assert [int(order.following) for order in recovered] == [index + 1 for index in sorted(lost)]
    assert {order.samples for order in recovered} == {CHUNK}


def test_of_a_volley_lost_the_last_is_recovered_and_the_others_guessed() -> None:
    listener = Listener()
    listener.listen([item for item in steady(300) if item[1] not in {40, 100, 101, 102, 103}], 5.9)
    tally = listener.playout.tally
    assert 99 in listener.played
    assert 104 in listener.played
    assert tally.recovered == 2
    assert tally.concealed - _before_the_end(listener) <= 5


def _before_the_end(listener: Listener) -> int:
    return sum(isinstance(order, Conceal) for order in listener.orders[-20:])


def test_what_is_late_is_not_waited_for_longer_than_a_tenth_of_a_second() -> None:
    stalled = [(max(at, 2.5) if 2.0 <= at < 2.5 else at, index) for at, index in steady(800)]
    listener = Listener()
    listener.listen(stalled, 15.9)
    assert listener.playout.tally.late + listener.playout.tally.cut > 10
    assert max(listener.delays[int(2.6 / PIECE_S) :]) <= DELAY_MAX + CHUNK
    assert listener.delays[-1] <= 0.04 * RATE


def test_a_way_that_became_longer_for_good_is_followed() -> None:
    listener = Listener()
    listener.listen([*steady(200), *steady(400, first=200, way=0.4)], 11.9)
    assert set(range(230, 570)) <= set(listener.played)


def test_a_sender_who_begins_anew_is_followed() -> None:
    listener = Listener()
    listener.listen(steady(100), 2.0)
    listener.first_time, listener.first_number = 3 * 10**9, 40_000
    listener.listen([(2.0 + at, index) for at, index in steady(200)], 3.9, start=2.0)
    assert listener.played[-150:] == list(range(listener.played[-1] - 149, listener.played[-1] + 1))


def test_silence_left_out_by_the_sender_is_silence_and_no_loss() -> None:
    """Its numbers go on without a gap, its time jumps (DTX, RFC 3551 4.1)."""
    listener = Listener()
    before = steady(100)
    after = [((index + 150) * PIECE_S + 0.02, index) for index in range(100, 200)]
    jumped = {index: index + 150 for index in range(100, 200)}
    plain = listener.packet

    def packet(index: int, at: float) -> Packet:
        held = plain(jumped.get(index, index), at)
        return Packet(index, held.timestamp, str(index).encode(), CHUNK, at)

    listener.packet = packet  # type: ignore[method-assign]
    listener.listen([*before, *after], 6.9)
    assert listener.played == list(range(listener.played[-1] + 1))
    rests = sum(order.samples for order in listener.orders if isinstance(order, Rest))
    guessed = sum(order.samples for order in listener.orders if isinstance(order, Conceal))
    assert rests > 2.5 * RATE
    assert guessed <= REST_AFTER + 2 * CHUNK
    assert listener.delays[-1] <= 0.03 * RATE


def test_packets_of_sixty_milliseconds_and_of_ten_are_played_too() -> None:
    for samples in (480, 2880):
        listener = Listener(samples=samples)
        listener.listen([((index + 1) * samples / RATE, index) for index in range(100)], 99 * samples / RATE)
        assert listener.played == list(range(listener.played[-1] + 1))
        assert len(listener.played) > 94


@pytest.mark.parametrize("ppm", [200, -200])
def test_an_hour_of_clocks_that_differ_never_adds_up(ppm: int) -> None:
    """The sender's crystal against ours; packets of 60 ms, a pause every three seconds."""
    dice = random.Random(3)
    count, factor = 3600 * RATE // 2880, 1 + ppm / 1e6
    arrivals = [(index * 0.06 * factor + 0.08 + 0.01 * dice.random(), index) for index in range(count)]
    listener = Listener(samples=2880)
    listener.listen(arrivals, 3599 * min(1.0, factor) - 1)
    settled = listener.delays[500:]
    assert max(settled) < 0.06 * RATE
    assert min(settled) > -0.02 * RATE
    assert len(listener.played) >= 0.995 * (count - 100)
    assert listener.playout.tally.late == 0


def test_a_flood_of_packets_is_not_kept() -> None:
    listener = Listener()
    for index in range(10_000):
        listener.playout.arrived(Packet(index, index, b"x", CHUNK, 0.0))
    assert len(listener.playout._packets) <= HELD_MAX
    listener.listen([(3.0 + at, index) for at, index in steady(400)], 7.9, start=3.0)
    assert listener.delays[-1] <= DELAY_MAX


def test_what_is_no_packet_of_opus_is_left_out() -> None:
    listener = Listener()
    listener.playout.arrived(Packet(1, 0, b"", 0, 0.0))
    assert listener.playout.next(0.0) == Rest(CHUNK)
