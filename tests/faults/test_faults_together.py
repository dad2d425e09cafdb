"""A form is being filled by both when the media process dies: what was written and drawn is still there."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from reportlab.pdfgen.canvas import Canvas

from tests.faults.processes import end
from tests.faults.report import Report
from tests.faults.theatre import DEADLINE_S, Theatre, until

PATIENCE_MS = DEADLINE_S * 1000


def write_form(path: Path) -> Path:
    """One page with two lines to fill."""
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.drawString(60, 780, "Demande d'aide")
    canvas.acroForm.textfield(name="nom", tooltip="Nom de naissance", x=60, y=700, width=300, height=22)
    canvas.acroForm.textfield(name="ville", tooltip="Commune", x=60, y=640, width=300, height=22)
    canvas.save()
    return path


@pytest.mark.fault(36, "un programme est tué, pendant qu’on remplit un formulaire à deux", area="host")
def test_a_form_filled_by_both_survives_the_media_process(theatre: Theatre, report: Report) -> None:
    theatre.start_over()
    theatre.reach("call")
    page = theatre.expert.page
    theatre.expert.send_anything(write_form(theatre.stand.folder / "aide.pdf"))
    theatre.events.wait("document.clean-complete", DEADLINE_S)
    theatre.citizen.touch("Regarder", DEADLINE_S)
    field = page.locator(".panel--form [data-line=nom] input")
    field.fill("LE GOFF")
    field.press("Tab")
    theatre.citizen.touch("Remplir ensemble", DEADLINE_S)
    theatre.citizen.touch("Oui, Camille", DEADLINE_S)
    expect(page.locator(".panel--form")).to_have_attribute("data-watched", "true", timeout=PATIENCE_MS)
    before = theatre.media()
    assert before is not None
    report.injected()
    end(before)
    until(lambda: theatre.media() not in {None, before}, "another media process has the call")
    # Written while the connection is gone: it is told once there is one again.
    page.locator(".panel--form [data-line=ville]").get_by_role("button", name="Montrer").click()
    theatre.citizen.find("Camille Robin vous montre", DEADLINE_S)
    theatre.citizen.write("joinvy")
    expect(page.locator("[data-field=ville]")).to_contain_text("joinvy", timeout=PATIENCE_MS)
    expect(page.locator("[data-field=nom]")).to_contain_text("LE GOFF")
    report.noticed("rien : le formulaire est toujours là, chez les deux")
    theatre.citizen.touch("Terminé", DEADLINE_S)
    theatre.citizen.touch("C’est juste", DEADLINE_S)
    filled = theatre.events.wait("form.fill-complete", DEADLINE_S)
    assert filled["pages"] == 1
    expect(page.get_by_text("Page remplie, validée par la personne")).to_be_visible(timeout=PATIENCE_MS)
    report.recovered()
    logs = b"".join(path.read_bytes() for path in theatre.stand.folder.rglob("*.jsonl"))
    assert b"GOFF" not in logs
    assert b"joinvy" not in logs
    theatre.situation = "over"
