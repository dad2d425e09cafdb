// A stock peer: plain RTCPeerConnection, the browser's own choices, addresses within the offer and the answer.
window.peer = (() => {
  const MEGABYTES = 20;
  const CHUNK = 64 * 1024;
  let [pc, stream, bulk, received, done] = [null, null, null, 0, null];

  async function whole(description) {
    await pc.setLocalDescription(description);
    while (pc.iceGatheringState !== "complete")
      await new Promise((resolve) => pc.addEventListener("icegatheringstatechange", resolve, { once: true }));
    return pc.localDescription.sdp;
  }

  function adopt(channel) {
    bulk = channel;
    bulk.binaryType = "arraybuffer";
    bulk.bufferedAmountLowThreshold = 256 * 1024;
    bulk.onmessage = ({ data }) => {
      received += data.byteLength;
      if (received >= MEGABYTES * 1e6) done?.();
    };
  }

  return {
    async open() {
      stream ??= await navigator.mediaDevices.getUserMedia({
        video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
        audio: true,
      });
      pc = new RTCPeerConnection();
      pc.ontrack = ({ streams: [remote] }) => (document.querySelector("video").srcObject = remote);
      pc.ondatachannel = ({ channel }) => adopt(channel);
      for (const track of stream.getTracks()) pc.addTrack(track, stream);
    },
    async offer(again) {
      if (!again) adopt(pc.createDataChannel("bulk"));
      return whole(await pc.createOffer({ iceRestart: again }));
    },
    async answer(sdp) {
      await pc.setRemoteDescription({ type: "offer", sdp });
      return whole(await pc.createAnswer());
    },
    accept: (sdp) => pc.setRemoteDescription({ type: "answer", sdp }),
    state: () => pc.connectionState,
    expectBulk: () => ([received, done] = [0, null]),
    bulkArrived: () =>
      new Promise((resolve) => (received >= MEGABYTES * 1e6 ? resolve() : (done = resolve))),
    async sendBulk() {
      const chunk = new Uint8Array(CHUNK);
      for (let sent = 0; sent < MEGABYTES * 1e6; sent += CHUNK) {
        if (bulk.bufferedAmount > 1024 * 1024)
          await new Promise((resolve) => (bulk.onbufferedamountlow = resolve));
        bulk.send(chunk);
      }
    },
    close: () => pc.close(),
  };
})();
