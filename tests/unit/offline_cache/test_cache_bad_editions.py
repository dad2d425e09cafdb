"""Files that are no edition: refused by name, and the edition in use is still there."""

import os
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kiosk.core.errors import UserFacingError
from kiosk.core.events import EventLog
from offline_cache import schema
from offline_cache.importer import archive as caps
from offline_cache.importer import import_edition
from offline_cache.store import ContentStore


@pytest.fixture
def used(tmp_path: Path, pack: Any, sheet_xml: Any) -> Path:
    """A store that already holds an edition."""
    folder = tmp_path / "store"
    import_edition(pack({"F1.xml": sheet_xml(title="Ancienne")}, "old.zip"), folder)
    return folder


def refused(path: Path, folder: Path) -> UserFacingError:
    """Import a bad file; the old edition must be whole and alone afterwards."""
    with pytest.raises(UserFacingError) as caught:
        import_edition(path, folder, workers=0)
    assert path.name in caught.value.detail
    store = ContentStore.open(folder)
    assert isinstance(store, ContentStore)
    sheet = store.sheet("F1")
    store.close()
    assert sheet is not None
    assert sheet.title == "Ancienne"
    assert len(list(folder.glob("edition-*"))) == 1
    return caught.value


def test_a_text_file_is_no_zip(used: Path, tmp_path: Path) -> None:
    path = tmp_path / "lettre.zip"
    path.write_text("bonjour")
    assert refused(path, used).key == "content.zip-invalid"


def test_a_file_that_is_not_there_is_said(used: Path, tmp_path: Path) -> None:
    error = refused(tmp_path / "absent.zip", used)
    assert error.key == "host.path-wrong"
    assert error.detail.endswith("absent.zip : introuvable")


def test_a_folder_instead_of_a_file_is_said(used: Path, tmp_path: Path) -> None:
    (tmp_path / "edition.zip").mkdir()
    error = refused(tmp_path / "edition.zip", used)
    assert error.key == "host.path-wrong"
    assert error.detail.endswith("edition.zip : c'est un dossier")


@pytest.mark.parametrize(
    "manifest",
    [b"{bad", b"[1]", b"\xff\xfe\xfa", b"[" * 200_000, b'{"date": {"a": 1}}', b'{"source": [1]}', b'{"sample": "no"}', b'{"source": "\\ud800"}'],
    ids=["no-json", "list", "no-text", "deep", "date", "source", "sample", "half a character"],
)  # fmt: skip
def test_a_manifest_that_is_none_is_refused_with_the_archives_name(
    used: Path, pack: Any, sheet_xml: Any, manifest: bytes
) -> None:
    error = refused(pack({"F2.xml": sheet_xml(key="F2"), "edition.json": manifest}, "faux.zip"), used)
    assert error.key == "content.edition-invalid"
    assert "edition.json" in error.detail


def test_a_truncated_zip_is_refused(used: Path, sample_zip: Path, tmp_path: Path) -> None:
    path = tmp_path / "coupe.zip"
    path.write_bytes(sample_zip.read_bytes()[:-4000])
    assert refused(path, used).key == "content.zip-invalid"


def test_a_zip_with_a_damaged_member_is_refused(used: Path, pack: Any, sheet_xml: Any) -> None:
    path = pack({"F1.xml": sheet_xml("<Texte>" + "x" * 5000 + "</Texte>")}, "abime.zip")
    data = bytearray(path.read_bytes())
    start = data.index(b"F1.xml") + 40
    data[start : start + 8] = b"\xff" * 8
    path.write_bytes(data)
    assert refused(path, used).key == "content.zip-invalid"


@pytest.mark.parametrize("files", [{"photo.jpg": b"x"}, {"N1.xml": b"<Publication ID='N1'/>"}])
def test_a_zip_without_sheets_is_no_edition(used: Path, pack: Any, files: dict[str, bytes]) -> None:
    assert refused(pack(files, "photos.zip"), used).key == "content.edition-invalid"


def test_another_vocabulary_is_no_edition(used: Path, pack: Any) -> None:
    error = refused(pack({"F1.xml": b"<html><body/></html>"}, "site.zip"), used)
    assert error.key == "content.edition-invalid"
    assert "F1.xml" in error.detail


@pytest.mark.parametrize("name", ["../F1.xml", "/etc/F1.xml", "a\\..\\..\\F1.xml", "C:\\F1.xml"])
def test_a_path_that_leaves_the_archive_is_hostile(used: Path, pack: Any, sheet_xml: Any, name: str) -> None:
    assert refused(pack({name: sheet_xml()}, "piege.zip"), used).key == "content.path-hostile"


def test_a_symbolic_link_is_hostile(used: Path, tmp_path: Path) -> None:
    path = tmp_path / "lien.zip"
    info = zipfile.ZipInfo("F1.xml")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert refused(path, used).key == "content.path-hostile"


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE p SYSTEM "http://127.0.0.1:1/p.dtd">',
    ],
)
def test_entities_and_document_types_are_hostile(used: Path, pack: Any, sheet_xml: Any, head: str) -> None:
    path = pack({"F2.xml": head.encode() + sheet_xml(key="F2")}, "entites.zip")
    error = refused(path, used)
    assert error.key == "content.xml-hostile"
    assert "F2.xml" in error.detail


def test_an_entity_hidden_by_another_encoding_is_hostile(used: Path, pack: Any) -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE p [<!ENTITY a "b">]><Publication ID="F2">&a;</Publication>'
    assert refused(pack({"F2.xml": text.encode("utf-16")}, "utf16.zip"), used).key == "content.xml-hostile"


@pytest.mark.parametrize("data", [b"", b"<Publication ID='F2'><Texte>", b"\x00\x01\x02"])
def test_broken_xml_names_the_sheet(used: Path, pack: Any, data: bytes) -> None:
    error = refused(pack({"F2.xml": data}, "casse.zip"), used)
    assert error.key == "content.xml-invalid"
    assert "F2.xml" in error.detail


def test_a_bomb_is_refused_before_it_is_unpacked(used: Path, pack: Any) -> None:
    assert refused(pack({"F2.xml": b" " * 3_000_000}, "bombe.zip"), used).key == "content.size-exceeded"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<a>" * 100_000 + "</a>" * 100_000, id="deep"),
        pytest.param("".join(f"<x{n}/>" for n in range(1000)), id="a thousand unknown names"),
        pytest.param("<Paragraphe>a</Paragraphe>" * 100_000, id="a hundred thousand paragraphs"),
        pytest.param("<Paragraphe>" + "a " * 2_200_000 + "</Paragraphe>", id="long"),
        pytest.param('<Texte a="' + "a" * 11_000_000 + '"/>', id="huge attribute"),
        pytest.param("<Texte " + " ".join(f'a{n}="1"' for n in range(500_000)) + "/>", id="attributes"),
    ],
)
def test_a_sheet_that_would_cost_too_much_is_refused_by_name(
    used: Path, tmp_path: Path, sheet_xml: Any, body: str
) -> None:
    path = tmp_path / "couteuse.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("F2.xml", sheet_xml(body, key="F2"))
    error = refused(path, used)
    assert error.key in {"content.size-exceeded", "content.xml-invalid"}
    assert "F2.xml" in error.detail


def test_a_hundred_thousand_files_are_refused_at_once(used: Path, pack: Any) -> None:
    assert (
        refused(pack({f"F{n}.xml": b"" for n in range(100_000)}, "cohue.zip"), used).key
        == "content.size-exceeded"
    )


def test_files_that_lie_over_one_another_do_not_add_up_to_more_than_the_cap(
    used: Path, pack: Any, sheet_xml: Any
) -> None:
    path = pack({"F1.xml": sheet_xml("<Texte>" + os.urandom(400_000).hex() + "</Texte>")}, "superposee.zip")
    data = path.read_bytes()
    start, end = data.rfind(b"PK\1\2"), data.rfind(b"PK\5\6")
    entry, many = data[start:end], 3000
    foot = bytearray(data[end:])
    struct.pack_into("<HHII", foot, 8, many, many, len(entry) * many, start)
    path.write_bytes(data[:start] + entry * many + foot)
    assert refused(path, used).key == "content.size-exceeded"


def test_a_size_that_is_more_than_declared_is_cut_off(used: Path, pack: Any, sheet_xml: Any) -> None:
    path = pack({"F2.xml": sheet_xml("<Texte>" + " " * 30_000_000 + "</Texte>", key="F2")}, "menteuse.zip")
    data = bytearray(path.read_bytes())
    for place in (22, data.rfind(b"PK\1\2") + 24):
        struct.pack_into("<I", data, place, 1000)
    path.write_bytes(data)
    assert refused(path, used).key == "content.zip-invalid"


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_compression_that_the_publisher_does_not_use_is_refused(
    used: Path, tmp_path: Path, sheet_xml: Any, method: int
) -> None:
    path = tmp_path / "etrange.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("F2.xml", sheet_xml(key="F2"))
    assert refused(path, used).key == "content.zip-invalid"


def test_a_name_with_an_end_within_is_hostile(used: Path, pack: Any, sheet_xml: Any) -> None:
    path = pack({"F2.xml_.txt": sheet_xml(key="F2"), "F3.xml": sheet_xml(key="F3")}, "nul.zip")
    path.write_bytes(path.read_bytes().replace(b"F2.xml_.txt", b"F2.xml\0.txt"))
    assert refused(path, used).key == "content.path-hostile"


def test_an_archive_in_the_archive_is_left_closed(used: Path, pack: Any, sheet_xml: Any) -> None:
    inner = pack({"F9.xml": sheet_xml(key="F9")}, "interieure.zip").read_bytes()
    report = import_edition(pack({"F2.xml": sheet_xml(key="F2"), "inner.zip": inner}, "poupee.zip"), used)
    assert report.sheets == 1


def test_a_huge_sheet_is_refused(
    used: Path, pack: Any, sheet_xml: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pack({"F2.xml": sheet_xml("<Texte>" + "mot " * 100 + "</Texte>")}, "gros.zip")
    monkeypatch.setattr(caps, "MAX_MEMBER", 200)
    assert refused(path, used).key == "content.size-exceeded"


def test_a_header_that_lies_about_its_size_does_not_pass_the_cap(
    tmp_path: Path, pack: Any, sheet_xml: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pack({"F2.xml": sheet_xml()}, "menteur.zip")
    with caps.Archive(path) as opened:
        monkeypatch.setattr(caps, "MAX_MEMBER", 20)
        with pytest.raises(UserFacingError) as caught:
            opened.read(opened.members.sheets[0])
    assert caught.value.key == "content.size-exceeded"


def test_too_many_files_are_refused(
    used: Path, pack: Any, sheet_xml: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pack({"F2.xml": sheet_xml(), "F3.xml": sheet_xml()}, "foule.zip")
    monkeypatch.setattr(caps, "MAX_MEMBERS", 1)
    assert refused(path, used).key == "content.size-exceeded"


def test_a_manifest_that_is_no_json_is_refused(used: Path, pack: Any, sheet_xml: Any) -> None:
    path = pack({"F2.xml": sheet_xml(key="F2"), "edition.json": b"{"}, "manifeste.zip")
    with pytest.raises(UserFacingError) as caught:
        import_edition(path, used)
    assert caught.value.key == "content.edition-invalid"


def test_a_store_that_cannot_be_written_is_said(pack: Any, sheet_xml: Any, tmp_path: Path) -> None:
    blocker = tmp_path / "fichier"
    blocker.write_text("")
    with pytest.raises(UserFacingError) as caught:
        import_edition(pack({"F1.xml": sheet_xml()}), blocker / "store")
    assert caught.value.key == "host.path-wrong"


def test_a_full_disk_keeps_the_old_edition(
    used: Path, pack: Any, sheet_xml: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pack({"F1.xml": sheet_xml(title="Nouvelle")}, "neuve.zip")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserFacingError) as caught:
        import_edition(path, used)
    assert caught.value.key == "host.disk-full"
    store = ContentStore.open(used)
    assert isinstance(store, ContentStore)
    sheet = store.sheet("F1")
    store.close()
    assert sheet is not None
    assert sheet.title == "Ancienne"


def test_the_edition_before_is_kept_and_older_ones_go(
    used: Path, pack: Any, sheet_xml: Any, tmp_path: Path
) -> None:
    log = EventLog(tmp_path / "events.jsonl", "test")
    first = str((used / schema.CURRENT).readlink())
    for title in ("Deux", "Trois"):
        import_edition(pack({"F1.xml": sheet_xml(title=title)}, f"{title}.zip"), used, log)
    assert first not in {path.name for path in used.glob("edition-*")}
    assert len(list(used.glob("edition-*"))) == 2
    assert (used / schema.PREVIOUS).resolve() != (used / schema.CURRENT).resolve()
    names = [
        line.split('"event": "')[1].split('"')[0]
        for line in (tmp_path / "events.jsonl").read_text().splitlines()
    ]
    assert names == ["content.import-init", "content.import-complete"] * 2
