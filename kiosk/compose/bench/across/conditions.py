"""The conditions of `kiosk bench call`: what the link does while a call crosses it."""

from dataclasses import dataclass

from kiosk.compose.badlink.shape import Shape

QUEUE_MS = 300.0
"""Before the bottleneck, as a home router's."""


_CLEAN = Shape()


@dataclass(frozen=True)
class Condition:
    """One condition; the same both ways."""

    name: str
    words: str
    shape: Shape = _CLEAN
    outage_s: float = 0.0
    moves: bool = False
    """Whether the expert's machine is given another address during the call, as on another network."""
    documents: bool = False
    """Whether documents cross during the call, and are measured."""


_FAR = Shape(delay_ms=50)
CONDITIONS = (
    Condition("clean", "liaison sans défaut"),
    Condition("rtt100", "aller-retour de 100 ms", _FAR),
    Condition("loss2", "aller-retour de 100 ms, 2 % de pertes", Shape(delay_ms=50, loss=0.02)),
    Condition("loss5", "aller-retour de 100 ms, 5 % de pertes", Shape(delay_ms=50, loss=0.05)),
    Condition("loss10", "aller-retour de 100 ms, 10 % de pertes", Shape(delay_ms=50, loss=0.10)),
    Condition("burst5", "aller-retour de 100 ms, 5 % de pertes par rafales de 8", Shape(delay_ms=50, burst_loss=0.05, burst_mean=8)),
    Condition("jitter", "aller-retour de 100 ms, gigue de 40 ms", Shape(delay_ms=50, jitter_ms=40)),
    Condition("rate512", "512 kbit/s, file de 300 ms", Shape(rate_kbit=512, queue_ms=QUEUE_MS, delay_ms=20)),
    Condition("rate128", "128 kbit/s, file de 300 ms", Shape(rate_kbit=128, queue_ms=QUEUE_MS, delay_ms=20)),
    Condition("outage5", "coupure de 5 s", outage_s=5),
    Condition("outage15", "coupure de 15 s", outage_s=15),
    Condition("outage30", "coupure de 30 s", outage_s=30),
    Condition("moved", "adresse du conseiller changée", moves=True),
    Condition("documents", "20 Mo de documents pendant l’appel", documents=True),
)  # fmt: skip
BY_NAME = {condition.name: condition for condition in CONDITIONS}
QUICK = (
    "clean", "rtt100", "loss2", "loss5", "loss10", "rate512", "rate128", "outage5", "outage15", "outage30", "moved", "documents",
)  # fmt: skip
