"""Who logs in at the panel, and what a technician does there."""

from collections.abc import Callable
from typing import Any

from session.protocol import local, maintenance
from tests.unit.journey.story import Story


def staff(role: Any) -> Callable[[Story], None]:
    def log_in(story: Story) -> None:
        story.touch("staff.open")
        story.touch("pin.key", "1")
        story.touch("pin.enter")
        story.hear(local.PinResult(ok=True, role=role))

    return log_in


def technician(story: Story) -> None:
    staff("technician")(story)
    printer = local.Device(
        device="printer",
        label="Imprimante",
        uri="cups://x",
        ok=False,
        status="vide",
        key="printer.paper-empty",
        guided=True,
    )
    relay = local.Device(
        device="relay", label="Relais", uri="https://relais.exemple", ok=True, status="relié"
    )
    story.hear(local.DevicesState(devices=[printer, relay]))


def upkeep(*steps: Any) -> Callable[[Story], None]:
    """What a technician touches and hears from the maintenance page on."""

    def follow(story: Story) -> None:
        technician(story)
        for step in steps:
            if isinstance(step, tuple):
                story.touch(*step)
            else:
                story.hear(step)

    return follow


ASKED_NUMBER = maintenance.GuidedState(
    device="printer", phase="asking", words="Quel nombre lisez-vous ?",
    choices=[maintenance.GuidedChoice(answer="4827", label="4827")],
)  # fmt: skip
UNREAD = maintenance.GuidedState(
    device="printer", phase="over", words="la page sortie ne se lit pas", key="printer.page-unreadable",
)  # fmt: skip
TOLD = maintenance.JournalState(
    lines=[
        maintenance.JournalLine(at="2026-11-23T08:00:00Z", words="Imprimante : plus de papier", code="P01")
    ]
)


MAINTENANCE: dict[str, Callable[[Story], None]] = {
    "maintenance printed": upkeep(maintenance.ReportState(phase="done")),
    "maintenance unprinted": upkeep(maintenance.ReportState(phase="failed", key="printer.paper-empty")),
    "device_page": upkeep(("device.open", "printer")),
    "device_page good": upkeep(("device.open", "relay")),
    "remedy": upkeep(("device.open", "printer"), ("remedy.open", "printer.paper-empty")),
    "remedy other": upkeep(("device.open", "relay"), ("remedy.open", "link.relay-unreachable")),
    "trial": upkeep(("device.open", "printer"), ("device.guide", "printer")),
    "trial asked": upkeep(("device.open", "printer"), ("device.guide", "printer"), ASKED_NUMBER),
    "trial over": upkeep(("device.open", "printer"), ("device.guide", "printer"), UNREAD),
    "journal": upkeep(("journal.open", "")),
    "journal told": upkeep(("journal.open", ""), TOLD),
    "checkup": upkeep(("device.test_all", "")),
}
"""The pages behind the maintenance page, each by a story that leads there."""
