// Put into a page before its own scripts: sees what its camera gives and what a call shows, and changes neither.
(() => {
  if (window.eyes) return;
  const CELLS = 20;
  const eyes = (window.eyes = { sent: [], seen: [], offered: 0, peers: [] });

  // The strip of session/expert/MARKERS.md, in a luma plane of `width`×`rows`.
  function counterOf(luma, stride, width, rows) {
    const bits = Array.from({ length: CELLS }, (_, i) => {
      let [sum, count] = [0, 0];
      const right = Math.floor(((i + 0.7) * width) / CELLS);
      for (let y = Math.floor(0.3 * rows); y < Math.floor(0.7 * rows); y++) {
        for (let x = Math.floor(((i + 0.3) * width) / CELLS); x < right; x++, count++) sum += luma[y * stride + x];
      }
      return sum / count >= 128 ? 1 : 0;
    });
    const counter = bits.slice(2, 18);
    const odd = counter.reduce((sum, bit) => sum ^ bit, 0);
    const whole = bits[0] === 1 && bits[1] === 0 && bits[18] === odd && bits[19] !== odd;
    return whole ? counter.reduce((value, bit) => value * 2 + bit, 0) : null;
  }

  async function read(frame) {
    const { width, height } = frame.visibleRect;
    const rows = Math.floor(height / 9) & ~1;
    const rect = { x: frame.visibleRect.x, y: frame.visibleRect.y, width: width & ~1, height: rows };
    const buffer = new Uint8Array(frame.allocationSize({ rect }));
    const [luma] = await frame.copyTo(buffer, { rect });
    return counterOf(buffer.subarray(luma.offset), luma.stride, width, rows);
  }

  // A camera's picture carries when it was taken, on a clock that runs like ours: the quickest of its ways here tells
  // the difference, and a busy page does not make it look younger than it is. A received one is there when it is here.
  async function look(track, rows, own) {
    let lead = Infinity;
    const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    for (;;) {
      const { value: frame, done } = await reader.read();
      if (done) return;
      const now = performance.now();
      lead = Math.min(lead, now - frame.timestamp / 1000);
      const at = own ? frame.timestamp / 1000 + lead : now;
      const counter = await read(frame).finally(() => frame.close());
      if (counter !== null) rows.push([at, counter]);
    }
  }

  const media = MediaDevices.prototype;
  const open = media.getUserMedia;
  media.getUserMedia = async function (wanted) {
    const stream = await open.call(this, wanted);
    for (const track of stream.getVideoTracks()) {
      const copy = track.clone();
      const stop = track.stop.bind(track);
      track.stop = () => (copy.stop(), stop());
      void look(copy, eyes.sent, true);
    }
    return stream;
  };

  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(...settings) {
      super(...settings);
      eyes.peers.push(this);
      this.addEventListener("track", ({ track }) => track.kind === "video" && void look(track.clone(), eyes.seen, false));
    }
    createOffer(...options) {
      eyes.offered = performance.now();
      return super.createOffer(...options);
    }
  };

  eyes.take = () => ({ sent: eyes.sent.splice(0), seen: eyes.seen.splice(0), offered: eyes.offered });
})();
