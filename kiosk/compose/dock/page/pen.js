// A surface that a mouse, a finger or a pen writes on: points 0..1 from its top left, as they come.
export function penOn(canvas, write, lift) {
  const ink = canvas.getContext("2d");
  let last = null;
  let held = [];

  const at = ({ clientX, clientY }) => {
    const box = canvas.getBoundingClientRect();
    const edge = canvas.clientLeft;
    const share = (value, size) => Math.min(1, Math.max(0, (value - edge) / size));
    return [share(clientX - box.left, canvas.clientWidth), share(clientY - box.top, canvas.clientHeight)];
  };

  const line = (point) => {
    ink.lineWidth = 4;
    ink.lineCap = "round";
    ink.strokeStyle = "#14324a";
    ink.beginPath();
    ink.moveTo(last[0] * canvas.width, last[1] * canvas.height);
    ink.lineTo(point[0] * canvas.width, point[1] * canvas.height);
    ink.stroke();
  };

  const flush = () => {
    while (held.length > 0) write(held.splice(0, 512));
  };

  const go = (point) => {
    line(point);
    last = point;
    // Many moves come in one frame: they go in one message.
    if (held.push(point) === 1) requestAnimationFrame(flush);
  };

  canvas.onpointerdown = (event) => {
    canvas.setPointerCapture(event.pointerId);
    last = at(event);
    go(last);
  };
  canvas.onpointermove = (event) => {
    if (last) for (const move of event.getCoalescedEvents?.() ?? [event]) go(at(move));
  };
  canvas.onpointerup = canvas.onpointercancel = () => {
    if (!last) return;
    last = null;
    flush();
    lift();
  };
  return { clear: () => ink.clearRect(0, 0, canvas.width, canvas.height) };
}
