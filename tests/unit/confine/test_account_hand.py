"""The hand of another account: what it makes is that account's, what it may not touch stays closed."""

import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.confine.account import Account
from kiosk.confine.privilege import narrow
from kiosk.core.errors import UserFacingError
from kiosk.documents.model import Contents, Page
from kiosk.documents.vault import INDEX, Vault
from tests.integration.account.two_accounts import VISITS, as_visit, only_as_root, open_shelf

ONE_PAGE = Contents(pages=[Page(width=595, height=842, pixels_wide=1190, pixels_high=1684)])


@pytest.fixture
def shelf() -> Iterator[Path]:
    with open_shelf() as folder:
        yield folder


@pytest.fixture
def visits() -> Account:
    return Account(VISITS, VISITS)


def test_a_vault_is_the_visits_and_works_for_both(shelf: Path, visits: Account) -> None:
    vault = Vault(shelf / "vault", visits.hand, visits.remove)
    vault.make()
    assert (vault.folder.stat().st_uid, stat.S_IMODE(vault.folder.stat().st_mode)) == (VISITS, 0o700)
    draft = vault.begin()
    assert as_visit(["tee", str(draft.folder / "clean.pdf")], b"%PDF of a visit").returncode == 0
    stored = draft.commit("received", ONE_PAGE)
    assert as_visit(["cat", str(stored.folder / INDEX)]).stdout.startswith("{")
    assert vault.get(stored.document.id).document == stored.document
    vault.erase()
    assert vault.verify_gone()


@pytest.mark.parametrize("name", ["clean.pdf", INDEX])
def test_a_link_out_of_the_vault_leads_neither_hand_to_the_keys(
    shelf: Path, visits: Account, name: str
) -> None:
    key = shelf / "identity.pem"
    key.write_text("secret")
    key.chmod(0o600)
    vault = Vault(shelf / "vault", visits.hand, visits.remove)
    vault.make()
    draft = vault.begin()
    if name != "clean.pdf":
        as_visit(["tee", str(draft.folder / "clean.pdf")], b"%PDF")
    assert as_visit(["ln", "-s", str(key), str(draft.folder / name)]).returncode == 0
    with pytest.raises(OSError, match=r"Permission denied|Too many levels"):
        draft.commit("received", ONE_PAGE)
    vault.erase()
    assert key.read_text() == "secret"
    assert vault.verify_gone()


def test_a_pipe_in_the_place_of_a_file_keeps_nobody_waiting(shelf: Path, visits: Account) -> None:
    vault = Vault(shelf / "vault", visits.hand, visits.remove)
    vault.make()
    draft = vault.begin()
    as_visit(["mkfifo", str(draft.folder / "clean.pdf")])
    with pytest.raises(FileNotFoundError):
        draft.commit("received", ONE_PAGE)


def test_afterwards_our_own_rights_are_back_whatever_happened(shelf: Path, visits: Account) -> None:
    closed = shelf / "closed"
    closed.write_text("ours")
    closed.chmod(0o600)
    with pytest.raises(PermissionError), visits.hand(), visits.hand():
        closed.read_text()
    assert closed.read_text() == "ours"
    (shelf / "made").touch()
    assert (shelf / "made").stat().st_uid == 0


def test_what_a_visit_closed_to_itself_is_removed_all_the_same(shelf: Path, visits: Account) -> None:
    deep = shelf / "a" / "b" / "c"
    for words in (
        ["mkdir", "-p", str(deep)],
        ["touch", str(deep / "d")],
        ["chmod", "-R", "0", str(shelf / "a")],
    ):
        as_visit(words)
    visits.remove(shelf / "a")
    assert not os.path.lexists(shelf / "a")


def test_a_child_of_the_account_has_its_numbers_and_nothing_of_ours(visits: Account) -> None:
    said = subprocess.run(
        ["id"], **visits.start_as, capture_output=True, text=True, check=True, cwd="/"
    ).stdout
    assert said.split() == [f"uid={VISITS}", f"gid={VISITS}", f"groups={VISITS}"]


def test_our_own_account_changes_nothing() -> None:
    own = Account.named("")
    assert not own.separate
    assert own.start_as == {}


def test_an_account_is_named_by_name_or_number_or_is_refused_in_words() -> None:
    assert (Account.named("64002:64003").uid, Account.named("64002:64003").gid) == (64002, 64003)
    nobody = Account.named("nobody")
    assert nobody.separate
    assert nobody.gid not in nobody.groups
    for text in ("visio-nulle-part", "64999", "12:", ":12", "a:b"):
        with pytest.raises(UserFacingError, match=r"host\.account-missing"):
            Account.named(text)


def test_a_steward_without_the_right_says_so() -> None:
    """Started by hand, or by a unit that was not brought up to date."""
    only_as_root()
    child = os.fork()
    if child == 0:
        os.setuid(VISITS)
        try:
            narrow()
        except UserFacingError as error:
            os._exit(7 if error.key == "host.account-refused" else 8)
        os._exit(9)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 7
