"""One call of the process with itself, before it matters."""

import asyncio
import ssl
from time import monotonic

import av
from aiortc import RTCConfiguration, RTCPeerConnection

from session.engine.connection import Connection, Route, Sinks
from session.engine.encoders import create_h264
from session.engine.latest import Latest
from session.engine.pictures import neutral
from session.engine.quality import LADDER
from session.engine.sending import Sending


def _there_and_back(encoder: av.VideoCodecContext, picture: av.VideoFrame) -> None:
    decoder = av.CodecContext.create("h264", "r")
    if not isinstance(decoder, av.VideoCodecContext):
        raise TypeError("h264")
    for packet in encoder.encode(picture):
        decoder.decode(packet)


async def rehearse(trust: ssl.SSLContext) -> None:
    """Answer an offer of our own and forget it: what is loaded and built at first use then is there.

    Opens sockets for a moment and sends nothing.
    """
    caller = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    caller.addTransceiver("audio")
    caller.addTransceiver("video")
    caller.createDataChannel("control")
    await caller.setLocalDescription()

    def nothing(*_: object) -> None:
        return

    small = LADDER["360p15"]
    encoder = create_h264(small.width, small.height, small.start_bitrate, small.period)
    await asyncio.to_thread(_there_and_back, encoder, neutral(small.width, small.height))
    sinks = Sinks(nothing, nothing, nothing, nothing, nothing)
    sending = Sending("360p15", monotonic)
    answering = Connection(sending, Route(None, trust), Latest(), sinks, monotonic, lambda: 0.0)
    await answering.answer(caller.localDescription.sdp)
    await answering.close()
    await caller.close()
