"""A relay that cannot start says why in one sentence, before it serves anybody."""

import argparse
import io
import socket
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import main
from kiosk.core.errors import UserFacingError
from session.relay import commands, database
from session.relay.config import RelayConfig
from session.relay.database import Database, check_revision, migrate
from session.relay.serve import check_certificate, listen
from session.relay.tls import make_local_ca


@pytest.mark.parametrize(
    ("host", "key"), [("192.0.2.1", "host.address-wrong"), ("no-such-host.invalid", "host.address-wrong")]
)
def test_an_address_that_is_not_of_this_machine_is_not_called_a_busy_port(host: str, key: str) -> None:
    with pytest.raises(UserFacingError) as caught:
        listen(host, 0)
    assert caught.value.key == key
    assert host in caught.value.detail


def test_a_busy_port_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UserFacingError) as caught:
            listen("127.0.0.1", taken.getsockname()[1])
    assert caught.value.key == "host.port-busy"


@pytest.mark.parametrize(
    ("certificate", "key", "named"),
    [
        ("absent.pem", "tls/relay.key", "absent.pem"),
        ("tls/relay.pem", "absent.key", "absent.key"),
        ("tls/relay.pem", "", "key"),
        ("", "tls/relay.key", "certificate"),
        ("tls/ca.pem", "tls/relay.key", "ne vont pas ensemble"),
        ("text", "text", "PEM"),
    ],
)
def test_a_certificate_that_does_not_do_is_named(
    tmp_path: Path, certificate: str, key: str, named: str
) -> None:
    make_local_ca(tmp_path / "tls")
    (tmp_path / "text").write_text("bonjour")
    chain, private = (str(tmp_path / file) if file else "" for file in (certificate, key))
    with pytest.raises(UserFacingError) as caught:
        check_certificate(RelayConfig(certificate=chain, key=private))
    assert caught.value.key == "host.certificate-wrong"
    assert named in caught.value.detail


def test_a_good_certificate_passes(tmp_path: Path) -> None:
    tls = make_local_ca(tmp_path / "tls")
    check_certificate(RelayConfig(certificate=str(tls.certificate), key=str(tls.key)))
    check_certificate(RelayConfig())


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("oracle://someone:secret@h/x", "oracledb"),
        ("nonsense://x", "nonsense"),
        ("://", "adresse de base incorrecte"),
    ],
)
def test_a_database_of_another_kind_is_refused_without_its_password(url: str, shown: str) -> None:
    with pytest.raises(UserFacingError) as caught:
        migrate(url)
    assert caught.value.key == "host.database-wrong"
    assert shown in caught.value.detail
    assert "secret" not in caught.value.detail


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Madame, Monsieur, " * 100)
    for act in (migrate, lambda url: check_revision(Database(url).engine)):
        with pytest.raises(UserFacingError) as caught:
            act(f"sqlite:///{path}")
        assert caught.value.key == "host.database-wrong"
        assert str(path) in caught.value.detail
    assert path.read_text().startswith("Madame, Monsieur, ")


def test_a_database_in_a_folder_is_a_question_of_rights_or_of_path(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserFacingError) as below:
        migrate(f"sqlite:///{tmp_path}/file/r.db")
    assert below.value.key == "host.path-wrong"
    with pytest.raises(UserFacingError) as folder:
        migrate(f"sqlite:///{tmp_path}")
    assert folder.value.key == "host.permission-missing"


def test_a_database_that_may_only_be_read_is_said_when_something_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "relay.toml"
    config.write_text('database = "r.db"\n')
    migrate(f"sqlite:///{tmp_path}/r.db")

    def read_only(raw: Any, _record: Any) -> None:
        raw.isolation_level = None
        raw.execute("PRAGMA query_only=ON").close()

    monkeypatch.setattr(database, "_set_pragmas", read_only)
    assert main(["relay", "kiosk", "code", "--name", "H", "--town", "T", "--config", str(config)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "droits insuffisants (H03)" in said.err
    assert "r.db" in said.err


@pytest.mark.parametrize("typed", ["", "\n", "court\n"])
def test_a_short_password_is_not_taken(tmp_path: Path, typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "relay.toml"
    config.write_text('database = "r.db"\n')
    migrate(f"sqlite:///{tmp_path}/r.db")
    parser = argparse.ArgumentParser()
    commands.add_arguments(parser.add_subparsers())
    words = ["relay", "account", "add", "x", "--role", "expert", "--administration", "CAF", "--name", "X"]
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    options = parser.parse_args([*words, "--config", str(config)])
    with pytest.raises(UserFacingError) as caught:
        options.run(options)
    assert caught.value.key == "login.password-short"
    assert typed.strip() == "" or typed.strip() not in caught.value.detail
