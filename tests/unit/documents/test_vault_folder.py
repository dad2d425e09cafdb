"""The vault: documents come by id, whole or not at all, and go without a trace."""

import stat
from pathlib import Path

import pytest

from kiosk.core.ids import new_id
from kiosk.documents.model import Contents, Page
from kiosk.documents.vault import Draft, Vault

ONE_PAGE = Contents(pages=[Page(width=595, height=842, pixels_wide=1190, pixels_high=1684)])


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    vault = Vault(tmp_path / "vault")
    vault.make()
    return vault


def _finish(draft: Draft) -> str:
    (draft.folder / "clean.pdf").write_bytes(b"%PDF-clean")
    (draft.folder / "page-001.webp").write_bytes(b"picture")
    return draft.commit("received", ONE_PAGE).document.id


def test_other_users_are_kept_out(vault: Vault) -> None:
    assert stat.S_IMODE(vault.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(vault.begin().folder.stat().st_mode) == 0o700


def test_a_document_is_not_there_until_it_is_whole(vault: Vault) -> None:
    draft = vault.begin()
    assert vault.ids() == []
    with pytest.raises(KeyError):
        vault.get(draft.id)
    assert _finish(draft) == draft.id
    assert vault.ids() == [draft.id]
    assert vault.get(draft.id).pdf.read_bytes() == b"%PDF-clean"


def test_the_bytes_a_stranger_sent_are_not_kept(vault: Vault) -> None:
    draft = vault.begin()
    draft.source.write_bytes(b"hostile")
    stored = vault.get(_finish(draft))
    assert {path.name for path in stored.folder.iterdir()} == {"clean.pdf", "page-001.webp", "document.json"}


@pytest.mark.parametrize("name", ["../../etc", "", "a" * 31, "A" * 32, "a" * 33, "a" * 31 + "/", "é" * 32])
def test_only_an_id_names_a_document(vault: Vault, name: str) -> None:
    with pytest.raises(KeyError):
        vault.get(name)
    if name:
        with pytest.raises(ValueError, match="not a document id"):
            vault.begin(name)


def test_an_id_is_taken_once(vault: Vault) -> None:
    taken = _finish(vault.begin(new_id()))
    with pytest.raises(FileExistsError):
        vault.begin(taken)


def test_a_page_that_does_not_exist_is_not_a_path(vault: Vault) -> None:
    stored = vault.get(_finish(vault.begin()))
    assert stored.page(1).read_bytes() == b"picture"
    for number in (0, 2, -1):
        with pytest.raises(KeyError):
            stored.page(number)


def test_nothing_is_left_after_the_visit(vault: Vault) -> None:
    _finish(vault.begin())
    vault.begin().source.write_bytes(b"half received")
    assert not vault.verify_gone()
    vault.erase()
    assert vault.verify_gone()


def test_one_document_can_be_forgotten_finished_or_not(vault: Vault) -> None:
    done, half = _finish(vault.begin()), vault.begin()
    vault.remove(done)
    vault.remove(half.id)
    assert list(vault.folder.iterdir()) == []
