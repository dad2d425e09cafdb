"""Installing local content: whole or not at all, nothing outside its folder, and back again."""

import io
import os
import shutil
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from kiosk.core.errors import UserFacingError
from offline_cache.local.content import LocalContent, LocalDamaged, paper_path
from offline_cache.local.install import (
    Hands,
    back_local,
    check_local,
    export_local,
    install_local,
    refresh_local,
)
from offline_cache.local.problems import LocalWrongError
from offline_cache.local.remake import ours
from offline_cache.sample.local_build import write_local_sample
from tests.unit.offline_cache.local.conftest import COMMUNE, TODAY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_local_sample(tmp_path / "commune", TODAY)
    return tmp_path / "commune"


def used(store: Path) -> LocalContent:
    opened = LocalContent.open(store)
    assert isinstance(opened, LocalContent)
    return opened


def test_what_is_installed_is_what_was_written(folder: Path, tmp_path: Path, hands: Hands) -> None:
    made = install_local(folder, tmp_path / "store", hands=hands)
    assert (made.town, made.pages, made.procedures, made.requests, made.notices) == (
        "Saint-Aubin",
        3,
        5,
        5,
        5,
    )
    content = used(tmp_path / "store")
    sheet = content.sheet("local:page:dechetterie")
    assert sheet is not None
    assert sheet.title == "La recyclerie des Aubiers"
    (picture,) = content.pictures(sheet.id)
    with Image.open(content.picture_path(picture.sha256)) as image:
        assert (image.format, image.size) == ("WEBP", (picture.width, picture.height))
    (form,) = content.forms("local:avis:enquete-plu")
    assert paper_path(tmp_path / "store", form.sha256) is not None
    papers = content.checklist("local:demarche:carte-dechetterie")
    assert [len(papers.needed(())), len(papers.questions(()))] == [2, 1]
    content.close()


def test_a_wrong_overlay_is_refused_whole_and_the_one_before_stays(
    folder: Path, tmp_path: Path, hands: Hands
) -> None:
    store = tmp_path / "store"
    install_local(folder, store, hands=hands)
    before = sorted(path.name for path in (store / "local").iterdir())
    (folder / "agenda.toml").write_text("[[evenement]]\n", encoding="utf-8")
    with pytest.raises(LocalWrongError):
        install_local(folder, store, hands=hands)
    assert sorted(path.name for path in (store / "local").iterdir()) == before
    content = used(store)
    assert content.town.events
    content.close()


def test_back_gives_the_one_before_and_back_again_this_one(
    folder: Path, tmp_path: Path, hands: Hands
) -> None:
    store = tmp_path / "store"
    with pytest.raises(UserFacingError, match=r"content\.local-missing"):
        back_local(store)
    install_local(folder, store, hands=hands)
    town = (folder / "commune.toml").read_text(encoding="utf-8")
    (folder / "commune.toml").write_text(town.replace('"Saint-Aubin"', '"Villers"'), encoding="utf-8")
    install_local(folder, store, hands=hands)
    names = []
    for _ in range(3):
        content = used(store)
        names.append(content.town.name)
        content.close()
        back_local(store)
    assert names == ["Villers", "Saint-Aubin", "Villers"]


def test_a_third_edition_drops_the_first(folder: Path, tmp_path: Path, hands: Hands) -> None:
    for _ in range(3):
        install_local(folder, tmp_path / "store", hands=hands)
    assert len(list((tmp_path / "store" / "local").glob("edition-*"))) == 2


def test_an_export_is_the_same_bytes_each_time_and_installs(
    folder: Path, tmp_path: Path, hands: Hands
) -> None:
    export_local(folder, tmp_path / "a.zip", hands)
    copy = tmp_path / "copie"
    shutil.copytree(folder, copy)
    for path in copy.rglob("*"):
        os.utime(path, (1, 1))
    export_local(copy, tmp_path / "b.zip", hands)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert install_local(tmp_path / "a.zip", tmp_path / "store", hands=hands).notices == 5


def test_an_edition_of_another_version_is_built_again_from_its_own_source(
    folder: Path, tmp_path: Path, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    install_local(folder, store, hands=hands)
    monkeypatch.setattr("offline_cache.local.schema.VERSION", 2)
    opened = LocalContent.open(store)
    assert isinstance(opened, LocalDamaged)
    assert "version 1" in opened.detail
    refresh_local(store, hands=hands)
    used(store).close()


def test_an_edition_that_turned_bad_is_told_and_never_raises(
    folder: Path, tmp_path: Path, hands: Hands
) -> None:
    store = tmp_path / "store"
    assert LocalContent.open(store) is None
    install_local(folder, store, hands=hands)
    (store / "local" / "current" / "local.json").write_text("{", encoding="utf-8")
    assert isinstance(LocalContent.open(store), LocalDamaged)


# ---- hostile input


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    "name", ["../dehors.txt", "/etc/dehors", "pages/../../x.txt", "C:/x.txt", "..\\x.txt"]
)
def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path, hands: Hands, name: str) -> None:
    archive = zipped(tmp_path / "a.zip", {"commune.toml": COMMUNE.encode(), name: b"x"})
    with pytest.raises(UserFacingError) as caught:
        check_local(archive, hands)
    assert caught.value.key in {"content.path-hostile", "content.local-wrong"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip"]


def test_a_link_is_never_followed(folder: Path, hands: Hands) -> None:
    (folder / "pages" / "secret.txt").symlink_to("/etc/passwd")
    with pytest.raises(UserFacingError, match=r"content\.path-hostile"):
        check_local(folder, hands)


def test_a_bomb_costs_no_more_than_it_says(tmp_path: Path, hands: Hands) -> None:
    bomb = zipped(
        tmp_path / "b.zip", {"commune.toml": COMMUNE.encode(), "pages/p.txt": b"# T\n" + b"a" * 2**26}
    )
    with pytest.raises(UserFacingError, match=r"content\.size-exceeded"):
        check_local(bomb, hands)
    many = {f"pages/p{number}.txt": b"# T\n\nx\n" for number in range(900)}
    with pytest.raises(UserFacingError, match=r"content\.size-exceeded"):
        check_local(zipped(tmp_path / "m.zip", many), hands)


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path, hands: Hands) -> None:
    (tmp_path / "x.zip").write_bytes(b"GIF89a")
    with pytest.raises(UserFacingError, match=r"content\.zip-invalid"):
        check_local(tmp_path / "x.zip", hands)
    with pytest.raises(UserFacingError, match=r"host\.path-wrong"):
        check_local(tmp_path / "absent.zip", hands)


def test_files_that_have_no_place_are_all_named(folder: Path, hands: Hands) -> None:
    (folder / "agendas.toml").write_text("", encoding="utf-8")
    (folder / "pages" / "Marché.txt").write_text("# T\n", encoding="utf-8")
    (folder / "pages" / "page.html").write_text("<p>", encoding="utf-8")
    (folder / "documents" / "inutile.pdf").write_bytes(b"%PDF-")
    with pytest.raises(LocalWrongError) as caught:
        check_local(folder, hands)
    told = "\n".join(caught.value.lines)
    assert "vouliez-vous dire « agenda.toml »" in told
    assert "sans accent" in told
    assert "ne prend que : .txt" in told


def test_litter_of_file_managers_and_a_zipped_folder_are_no_trouble(
    folder: Path, tmp_path: Path, hands: Hands
) -> None:
    members = {f"commune/{p.relative_to(folder)}": p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    members |= {"commune/.DS_Store": b"", "__MACOSX/commune/._x": b"", "commune/pages/Thumbs.db": b""}
    assert check_local(zipped(tmp_path / "z.zip", members), hands).pages == 3


def picture(kind: str, size: tuple[int, int] = (40, 30), mode: str = "RGB") -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, 0).save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"<svg/>", "document.type-unknown"),
        (picture("GIF"), "document.type-unknown"),
        (picture("PNG")[:60], "document.file-damaged"),
        (picture("PNG", (10_000, 7_000), "1"), "document.size-exceeded"),
    ],
)
def test_a_picture_that_is_none_is_refused(data: bytes, key: str) -> None:
    assert ours(data) == key


def test_a_picture_is_turned_shrunk_and_stripped() -> None:
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    exif[0x010E] = "chez Madame Petit"
    Image.new("RGB", (2400, 1200), "red").save(buffer, "JPEG", exif=exif)
    made = ours(buffer.getvalue())
    assert not isinstance(made, str)
    assert (made.width, made.height) == (600, 1200)
    assert b"Madame Petit" not in made.data
