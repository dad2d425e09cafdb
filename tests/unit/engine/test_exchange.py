"""Documents arrive whole or not at all."""

import hashlib
from pathlib import Path

import pytest

from session.engine.exchange import MOST_IN_ALL, Receiver, Sender, bulk_frame, parse_bulk
from session.protocol.envelope import Body
from session.protocol.local_media import DocumentArrived, DocumentSend
from session.protocol.peer import BULK_CHUNK, MAX_DOCUMENT, BulkState, DocumentOffer, DocumentRefused

ID = "00112233445566778899aabbccddeeff"
DATA = bytes(range(256)) * 1024


class _Far:
    """Collects what the other side is told."""

    def __init__(self, vault: Path) -> None:
        self.said: list[Body] = []
        self.arrived: list[DocumentArrived] = []
        self.receiver = Receiver(vault, self.said.append, self.arrived.append)

    def feed(self, start: int, end: int) -> None:
        for at in range(start, end, BULK_CHUNK):
            self.receiver.received(bulk_frame(ID, at, DATA[at : min(at + BULK_CHUNK, end)]))


def _offer(**lies: object) -> DocumentOffer:
    truth: dict[str, object] = {
        "document": ID,
        "kind": "file",
        "name": "a.pdf",
        "size": len(DATA),
        "sha256": hashlib.sha256(DATA).hexdigest(),
        "media_type": "application/pdf",
    }
    return DocumentOffer.model_validate(truth | lies)


def test_a_new_media_process_goes_on_where_the_old_one_stopped(tmp_path: Path) -> None:
    first = _Far(tmp_path)
    first.receiver.offered(_offer())
    first.feed(0, 2 * BULK_CHUNK)
    second = _Far(tmp_path)
    second.receiver.offered(_offer())
    assert second.said == [BulkState(document=ID, offset=2 * BULK_CHUNK)]
    second.feed(2 * BULK_CHUNK, len(DATA))
    assert (tmp_path / f"{ID}.part" / "source").read_bytes() == DATA
    assert [a.document for a in second.arrived] == [ID]


def test_an_offer_repeated_after_it_was_whole_is_not_received_twice(tmp_path: Path) -> None:
    far = _Far(tmp_path)
    far.receiver.offered(_offer())
    far.feed(0, len(DATA))
    assert not far.receiver.offered(_offer())
    assert far.said[-1] == BulkState(document=ID, offset=len(DATA), complete=True)
    assert len(far.arrived) == 1


def test_frames_out_of_place_or_unannounced_are_dropped(tmp_path: Path) -> None:
    far = _Far(tmp_path)
    far.feed(0, BULK_CHUNK)
    far.receiver.offered(_offer())
    far.feed(BULK_CHUNK, 2 * BULK_CHUNK)
    assert (tmp_path / f"{ID}.part" / "source.part").read_bytes() == b""


@pytest.mark.parametrize(("lie", "value"), [("size", 1000), ("sha256", "0" * 64)])
def test_a_lie_is_refused_and_leaves_nothing(tmp_path: Path, lie: str, value: object) -> None:
    far = _Far(tmp_path)
    far.receiver.offered(_offer(**{lie: value}))
    far.feed(0, len(DATA))
    assert far.said[-1] == DocumentRefused(document=ID, key="document.transfer-broken")
    assert (list(tmp_path.iterdir()), far.arrived) == ([], [])


@pytest.mark.parametrize("frame", [b"", b"x" * 24, bytes(24 + BULK_CHUNK + 1)])
def test_a_frame_of_the_wrong_size_is_none(frame: bytes) -> None:
    assert parse_bulk(frame) is None


def _order(path: str) -> DocumentSend:
    return DocumentSend(document=ID, kind="page", path=path, name="p", media_type="image/webp", page=0)


@pytest.mark.parametrize("path", ["../secret", "/etc/hostname", "missing"])
def test_only_files_of_the_vault_are_sent(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret").write_bytes(b"x")
    vault = tmp_path / "vault"
    vault.mkdir()
    assert not Sender(vault, lambda _: True, lambda _: None).send(_order(path))


async def test_a_sender_begins_where_the_receiver_stands_and_stops_when_it_has_all(tmp_path: Path) -> None:
    (tmp_path / "page").write_bytes(DATA)
    said: list[Body] = []

    def say(body: Body) -> bool:
        said.append(body)
        return True

    delivered: list[str] = []
    sender = Sender(tmp_path, say, delivered.append)
    assert sender.send(_order("page"))
    assert sender.next_frame() is None
    sender.stands(BulkState(document=ID, offset=3 * BULK_CHUNK))
    frame = sender.next_frame()
    assert frame == bulk_frame(ID, 3 * BULK_CHUNK, DATA[3 * BULK_CHUNK :])
    assert sender.next_frame() is None
    sender.announce_again()
    assert said == [_offer(kind="page", name="p", media_type="image/webp", page=0)] * 2
    sender.stands(BulkState(document=ID, offset=len(DATA), complete=True))
    sender.announce_again()
    assert (len(said), delivered) == (2, [ID])


async def test_a_file_that_is_taken_back_while_it_leaves_holds_no_other_up(tmp_path: Path) -> None:
    other = "2" * 32
    for name in ("page", "other"):
        (tmp_path / name).write_bytes(DATA)
    delivered: list[str] = []
    sender = Sender(tmp_path, lambda _: True, delivered.append)
    assert sender.send(_order("page"))
    assert sender.send(_order("other").model_copy(update={"document": other}))
    for document in (ID, other):
        sender.stands(BulkState(document=document, offset=0))
    assert sender.next_frame() == bulk_frame(ID, 0, DATA[:BULK_CHUNK])
    (tmp_path / "page").unlink()
    assert sender.next_frame() == bulk_frame(other, 0, DATA[:BULK_CHUNK])
    assert delivered == [ID]
    assert not sender.send(_order("page"))


def test_files_of_one_call_have_a_cap_in_all(tmp_path: Path) -> None:
    far = _Far(tmp_path)
    for number in range(MOST_IN_ALL // MAX_DOCUMENT):
        ident = f"{number:032x}"
        assert far.receiver.offered(_offer(document=ident, size=MAX_DOCUMENT))
        far.receiver._open.pop(ident)  # as if it had come whole
    assert not far.receiver.offered(_offer(size=MAX_DOCUMENT))
    assert far.said[-1] == DocumentRefused(document=ID, key="host.disk-full")
    assert not (tmp_path / f"{ID}.part").exists()


def test_a_vault_that_takes_nothing_refuses_the_file(tmp_path: Path) -> None:
    far = _Far(tmp_path / "gone")
    assert not far.receiver.offered(_offer())
    assert far.said == [DocumentRefused(document=ID, key="host.disk-full")]
