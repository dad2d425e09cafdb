"""Counters for supervision, in Prometheus' text format."""

from collections import Counter

NAMES = {
    "logins": "logins that succeeded",
    "logins_refused": "logins refused",
    "enrolments": "kiosks enrolled",
    "enrolments_refused": "enrolments refused",
    "kiosks_refused": "kiosk connections refused",
    "frames_dropped": "kiosk frames replayed, reordered or badly signed",
    "messages": "messages received",
    "messages_refused": "messages refused",
    "messages_throttled": "messages dropped by the rate limit",
    "tickets": "places given in a queue",
    "callbacks": "call-backs kept",
    "seats": "seats granted",
    "seats_refused": "seats refused",
    "seats_lost": "seats whose expert vanished",
    "calls_ended": "calls that ended",
    "transfers": "persons passed on to another counter",
}


class Counters:
    """Counts since the start; unknown names are a bug."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter(dict.fromkeys(NAMES, 0))

    def add(self, name: str) -> None:
        """One more."""
        if name not in NAMES:
            raise KeyError(name)
        self._counts[name] += 1

    def __getitem__(self, name: str) -> int:
        return self._counts[name]

    def text(self, gauges: dict[str, int]) -> str:
        """The whole page; `gauges` are what is true now."""
        lines: list[str] = []
        for name, about in NAMES.items():
            metric = f"relay_{name}_total"
            lines += [
                f"# HELP {metric} {about}",
                f"# TYPE {metric} counter",
                f"{metric} {self._counts[name]}",
            ]
        for name, value in gauges.items():
            lines += [f"# TYPE relay_{name} gauge", f"relay_{name} {value}"]
        return "\n".join(lines) + "\n"
