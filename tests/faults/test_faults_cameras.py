"""Faults of the face's camera in a call: the visitor and the expert are told in words, and go on talking."""

import pytest
from playwright.sync_api import expect

from tests.faults.report import Report
from tests.faults.theatre import DEADLINE_S, Theatre, until

HEARD = """async () => {
  const context = new AudioContext();
  await context.resume();
  const ear = context.createAnalyser();
  const voice = document.getElementById("remote").srcObject.getAudioTracks();
  context.createMediaStreamSource(new MediaStream(voice)).connect(ear);
  const heard = new Float32Array(ear.fftSize);
  await new Promise((resolve) => setTimeout(resolve, 300));
  ear.getFloatTimeDomainData(heard);
  await context.close();
  return Math.max(...heard.map(Math.abs));
}"""
"""How loud the visitor is at the expert's ear now, 0..1."""
SILENT = 0.001


def _heard(theatre: Theatre) -> bool:
    return float(theatre.expert.page.evaluate(HEARD)) > SILENT


@pytest.mark.fault(9, "image de la caméra figée", area="devices")
def test_a_frozen_camera_is_noticed_and_opened_again_by_itself(theatre: Theatre, report: Report) -> None:
    theatre.reach("call")
    theatre.events.mark()
    # The same picture again and again, until somebody opens the camera anew.
    report.inject(theatre.camera, "camera", "freeze")
    frozen = theatre.events.wait(
        "camera.status-changed", DEADLINE_S, camera="face", status="camera.picture-frozen"
    )
    # Said for some seconds: looked for first, the log keeps what it has.
    said = theatre.citizen.find("Elle s’était figée", DEADLINE_S).name
    theatre.citizen.find("Votre image est revenue", DEADLINE_S)
    back = theatre.events.wait("camera.status-changed", DEADLINE_S, camera="face", status="ready")
    report.recovered(back["mono"])
    report.noticed(said, frozen["mono"])
    assert theatre.call_goes_on()


@pytest.mark.fault(10, "caméra perdue pendant un appel", area="devices")
def test_a_lost_camera_leaves_the_voices_and_the_expert_is_told(theatre: Theatre, report: Report) -> None:
    theatre.reach("call")
    theatre.events.mark()
    report.inject(theatre.camera, "camera", "unplug")
    lost = theatre.events.wait(
        "camera.status-changed", DEADLINE_S, camera="face", status="camera.device-missing"
    )
    theatre.citizen.find("Votre image ne part plus", DEADLINE_S)
    said = theatre.citizen.find_any(lambda target: "vous entend toujours" in target.name, DEADLINE_S).name
    report.noticed(said, lost["mono"])
    told = theatre.expert.page.get_by_text("ne donne plus d’image")
    expect(told).to_be_visible(timeout=DEADLINE_S * 1000)
    until(lambda: _heard(theatre), "the expert hears the visitor without a picture")
    theatre.camera("camera", "replug")
    theatre.citizen.find("Votre image est revenue", DEADLINE_S)  # said for some seconds: looked for first
    back = theatre.events.wait("camera.status-changed", DEADLINE_S, camera="face", status="ready")
    report.recovered(back["mono"])
    expect(told).to_be_hidden(timeout=DEADLINE_S * 1000)
    assert theatre.call_goes_on()
