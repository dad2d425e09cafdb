"""aiortc 1.16.0 and av 18.1.0 hold every private name the engine leans on.

When this fails after an update, read `session/engine/encoders.py`, `patience.py` and `connection.py` again first.
"""

import inspect
from importlib.metadata import version

from aioice import Connection, ice, stun, turn
from aioice.ice import StunProtocol
from aiortc import (
    RTCIceTransport,
    RTCPeerConnection,
    rtcpeerconnection,
    rtcrtpreceiver,
    rtcrtpsender,
    rtcsctptransport,
)
from aiortc.codecs import CODECS, get_capabilities
from aiortc.codecs.h264 import H264Encoder
from aiortc.codecs.vpx import Vp8Encoder
from aiortc.jitterbuffer import JitterBuffer
from aiortc.rate import AimdRateControl, RemoteBitrateEstimator
from aiortc.rtcdtlstransport import RTCDtlsTransport
from aiortc.rtcrtpreceiver import RTCRtpReceiver
from aiortc.rtcrtpsender import RTCRtpSender
from aiortc.rtcsctptransport import InboundStream, RTCSctpTransport


def test_the_pinned_versions_are_installed() -> None:
    assert (version("aiortc"), version("av"), version("aioice")) == ("1.16.0", "18.1.0", "0.13.0")


def test_ices_own_consent_can_be_switched_off() -> None:
    assert "failures >= CONSENT_FAILURES" in inspect.getsource(Connection.query_consent)
    assert "self.receiver.data_received" in inspect.getsource(StunProtocol.datagram_received)
    assert "get_decoder(codec)" in inspect.getsource(rtcrtpreceiver.decoder_worker)


def test_times_without_an_answer_are_read_where_they_are_replaced() -> None:
    assert (stun.RETRY_RTO, stun.RETRY_MAX) == (0.5, 6)
    waiting = inspect.getsource(stun.Transaction)
    assert "self.__timeout_delay = RETRY_RTO" in waiting
    assert "is not None else RETRY_MAX" in waiting
    assert (rtcsctptransport.SCTP_RTO_INITIAL, rtcsctptransport.SCTP_RTO_MIN) == (3.0, 1)
    associating = inspect.getsource(RTCSctpTransport)
    assert "self._rto = SCTP_RTO_INITIAL" in associating
    assert "max(SCTP_RTO_MIN, " in associating
    assert "self._t1_failures > SCTP_MAX_INIT_RETRANS" in associating
    assert "call_later(self._rto, self._t3_expired)" in associating
    assert "_rto" not in inspect.getsource(RTCSctpTransport._t3_expired)


def test_a_handshake_is_sent_by_one_name_and_says_when_it_is_over() -> None:
    source = inspect.getsource(RTCDtlsTransport)
    assert "await self.transport._send(data)" in source
    for state in ("CONNECTING", "CONNECTED"):
        assert f"self._set_state(State.{state})" in source


def test_senders_find_their_encoder_by_the_name_that_is_replaced() -> None:
    assert "get_encoder(codec)" in inspect.getsource(RTCRtpSender)
    assert hasattr(rtcrtpsender, "get_encoder")


def test_receivers_find_their_buffer_by_the_name_that_is_replaced() -> None:
    source = inspect.getsource(RTCRtpReceiver)
    assert "JitterBuffer(capacity=16, prefetch=4)" in source
    assert "JitterBuffer(capacity=512, is_video=True)" in source
    assert hasattr(rtcrtpreceiver, "JitterBuffer")


def test_the_picture_buffer_finds_what_it_replaces() -> None:
    buffer = JitterBuffer(capacity=4, is_video=True)
    assert (buffer._origin, buffer._capacity, buffer._packets) == (None, 4, [None] * 4)
    source = inspect.getsource(JitterBuffer.add)
    assert "return pli_flag, self._remove_frame(packet.sequence_number)" in source
    assert "packet._data = depayload(codec, packet.payload)" in inspect.getsource(RTCRtpReceiver)


def test_a_receivers_wish_reaches_the_encoder_and_packets_are_packed_in_public() -> None:
    assert "self.__encoder.target_bitrate = bitrate" in inspect.getsource(RTCRtpSender)
    for encoder in (H264Encoder, Vp8Encoder):
        assert list(inspect.signature(encoder.pack).parameters) == ["self", "packet"]
        assert isinstance(inspect.getattr_static(encoder, "target_bitrate"), property)


def test_a_voices_packets_pass_through_as_they_came() -> None:
    receiving = inspect.getsource(RTCRtpReceiver)
    assert "pli_flag, encoded_frame = self.__jitter_buffer.add(packet)" in receiving
    assert "self.__decoder_queue.put((codec, encoded_frame))" in receiving
    decoding = inspect.getsource(rtcrtpreceiver.decoder_worker)
    assert "frames = decoder.decode(encoded_frame)" in decoding
    assert "asyncio.run_coroutine_threadsafe(output_q.put(frame), loop)" in decoding
    # The track hands out whatever the decoder gave, without a look at it.
    assert "frame = await self._queue.get()" in inspect.getsource(rtcrtpreceiver.RemoteStreamTrack.recv)


def test_a_voices_encoder_is_given_frames_and_gives_payloads_and_their_time() -> None:
    source = inspect.getsource(RTCRtpSender)
    assert "self.__encoder.encode" in source
    assert "fractionLost=report.fraction_lost" in source


def test_what_sound_is_offered_and_answered_stands_in_one_list() -> None:
    assert any(codec.mimeType == "audio/opus" for codec in CODECS["audio"])
    assert "CODECS[kind]" in inspect.getsource(get_capabilities)
    assert "CODECS[media.kind]" in inspect.getsource(rtcpeerconnection)


def test_an_ice_transport_leads_to_its_sockets() -> None:
    assert "self._connection = gatherer._connection" in inspect.getsource(RTCIceTransport)
    assert "self._protocols" in inspect.getsource(Connection)


def test_what_gathers_takes_one_turn_server_and_a_deadline() -> None:
    source = inspect.getsource(Connection.get_component_candidates)
    assert inspect.signature(Connection.get_component_candidates).parameters["timeout"].default == 5
    for name in ("turn_server", "turn_username", "turn_password", "turn_ssl", "turn_transport"):
        assert f"self.{name}" in source
        assert hasattr(Connection(ice_controlling=False), name)
    assert "self.get_component_candidates(" in inspect.getsource(Connection.gather_candidates)
    assert "turn_ssl" in inspect.getsource(ice)
    assert "ssl=ssl" in inspect.getsource(turn.create_turn_endpoint)


def test_what_comes_still_encoded_is_packed_again_and_a_whole_picture_is_asked_for_at_its_source() -> None:
    source = inspect.getsource(RTCRtpSender)
    assert "self.__encoder.pack(data)" in source
    assert "self._send_keyframe()" in source
    assert "frames = decoder.decode(encoded_frame)" in inspect.getsource(rtcrtpreceiver.decoder_worker)
    assert list(inspect.signature(RTCRtpReceiver._send_rtcp_pli).parameters) == ["self", "media_ssrc"]
    assert hasattr(RTCRtpReceiver, "getSynchronizationSources")


def test_the_path_that_was_found_can_be_read() -> None:
    assert Connection(ice_controlling=False)._nominated == {}
    assert "pair.local_candidate" in inspect.getsource(Connection)


def test_without_servers_nobody_is_asked_but_by_default_google_would_be() -> None:
    assert "stun.l.google.com" in inspect.getsource(inspect.getmodule(RTCIceTransport))  # type: ignore[arg-type]
    assert "configuration" in inspect.signature(RTCPeerConnection.__init__).parameters


def test_a_sender_can_be_listened_to_and_stood_before() -> None:
    source = inspect.getsource(RTCRtpSender)
    for used in (
        "await self.transport._send_rtp(packet_bytes)",
        "await self._send_rtcp(packets)",
        "await self._retransmit(seq)",
    ):
        assert used in source
    assert "await recipient._handle_rtcp_packet(packet)" in inspect.getsource(RTCDtlsTransport)
    assert "self._ssrc = random32()" in source
    assert "self.__transport = transport" in inspect.getsource(RTCRtpSender.setTransport)


def test_receivers_find_their_estimator_and_their_gaps_by_the_names_that_are_replaced() -> None:
    source = inspect.getsource(RTCRtpReceiver)
    assert "RemoteBitrateEstimator()" in source
    assert "NackGenerator()" in source
    assert "sorted(self.__nack_generator.missing)" in source
    assert "self.__nack_generator.add(packet)" in source
    assert list(inspect.signature(RemoteBitrateEstimator.add).parameters) == [
        "self", "arrival_time_ms", "abs_send_time", "payload_size", "ssrc",
    ]  # fmt: skip
    assert "self.current_bitrate_initialized = True" in inspect.getsource(AimdRateControl.set_estimate)


def test_what_stands_before_the_channels_finds_what_it_replaces_and_reads() -> None:
    taking = inspect.getsource(RTCSctpTransport._receive_data_chunk)
    for used in (
        "self._sack_needed = True",
        "self._mark_received(chunk.tsn)",
        "self._get_inbound_stream(chunk.stream_id)",
        "self._advertised_rwnd -= len(chunk.user_data)",
        "await self._receive(*message)",
    ):
        assert used in taking
    assert "await self._receive_data_chunk(chunk)" in inspect.getsource(RTCSctpTransport)
    assert list(inspect.signature(RTCSctpTransport._receive).parameters) == [
        "self",
        "stream_id",
        "pp_id",
        "data",
    ]
    assert (InboundStream().reassembly, InboundStream().sequence_number) == ([], 0)
    opening = inspect.getsource(RTCSctpTransport._data_channel_receive)
    assert "assert stream_id not in self._data_channels" in opening
    assert 'data.decode("utf8")' in opening
