"""What is put on a kiosk: each command in it works, each file it names is there."""

import argparse
import configparser
import os
import re
import shlex
import shutil
import subprocess
from ipaddress import ip_address
from pathlib import Path

import pytest

from kiosk.cli import VERBS
from kiosk.core.places import ROOT, Places
from kiosk.core.settings import Settings
from session.relay.config import load_config
from session.relay.queue.desks import load_desks

DEPLOY = ROOT / "deploy"
PROGRAM = "/opt/visio-guichet/kiosk"
WRITTEN = sorted(
    [*DEPLOY.glob("systemd/*.service"), *DEPLOY.glob("compositor/*.conf"), *DEPLOY.glob("guide/*.md")]
)


def commands() -> list[str]:
    found = []
    for path in WRITTEN:
        text = path.read_text(encoding="utf-8").replace("\\\n", " ")
        found += [
            m[1].strip(" `") for m in re.finditer(rf"{PROGRAM} ([^\n`]+)", text) if "--help" not in m[1]
        ]
    return sorted(set(found))


@pytest.mark.parametrize("command", commands())
def test_every_command_in_services_and_guides_is_understood(command: str) -> None:
    words = shlex.split(command)
    parser = argparse.ArgumentParser(exit_on_error=False)
    VERBS[words[0]].declare(parser.add_subparsers(required=True))
    assert callable(parser.parse_args(words).run)


def made() -> list[str]:
    text = (
        (ROOT / "Makefile")
        .read_text(encoding="utf-8")
        .replace("$(if $(CONTENT),--content '$(CONTENT)')", "--content x.zip")
        .replace("$(SOAK_HOURS)", "8")
        .replace("$(SOAK_WAY)", "engine")
    )
    return re.findall(r"-m kiosk ([^\n]+)", text)


@pytest.mark.parametrize("command", made())
def test_every_verb_that_make_uses_is_understood(command: str) -> None:
    words = shlex.split(command)
    parser = argparse.ArgumentParser(exit_on_error=False)
    VERBS[words[0]].declare(parser.add_subparsers(required=True))
    assert callable(parser.parse_args(words).run)


def test_the_services_start_the_steward_and_the_relay() -> None:
    assert {command.split()[0] for command in commands()} >= {
        "steward",
        "relay",
        "content",
        "devices",
        "doctor",
    }


LIVING = sorted(path for path in DEPLOY.glob("systemd/*.service") if path.stem != "visio-poweroff")


@pytest.mark.parametrize("path", LIVING, ids=lambda path: path.name)
def test_a_service_comes_back_by_itself_and_gains_no_right(path: Path) -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(path, encoding="utf-8")
    assert unit["Service"]["Restart"] == "always"
    assert unit["Service"]["User"] in {"visio-ecran", "visio-guichet", "visio-relay"}
    assert unit["Install"]["WantedBy"]


def test_only_the_stewards_own_file_shuts_the_machine_down() -> None:
    """The file is in a folder that visits pass through and cannot write to; nothing else starts the service."""
    path, service, steward = (configparser.RawConfigParser(strict=False) for _ in range(3))
    path.read(DEPLOY / "systemd" / "visio-poweroff.path", encoding="utf-8")
    service.read(DEPLOY / "systemd" / "visio-poweroff.service", encoding="utf-8")
    steward.read(DEPLOY / "systemd" / "visio-steward.service", encoding="utf-8")
    run = Path("/run") / steward["Service"]["RuntimeDirectory"]
    assert path["Path"]["PathExists"] == str(Places(Path("/var/lib/x"), run).poweroff)
    assert steward["Service"]["RuntimeDirectoryMode"] == "0711"
    assert path["Install"]["WantedBy"]
    assert not service.has_section("Install")
    assert service["Service"]["ExecStart"].endswith("systemctl --no-block poweroff")


def test_visits_get_an_account_of_their_own_and_the_steward_only_what_that_takes() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / "systemd" / "visio-steward.service", encoding="utf-8")
    service = unit["Service"]
    words = shlex.split(service["ExecStart"])
    account = words[words.index("--visits-as") + 1]
    accounts = {
        line.split()[1]
        for line in (DEPLOY / "systemd" / "visio-guichet.sysusers").read_text(encoding="utf-8").splitlines()
        if line.startswith("u ")
    }
    assert {account, service["User"]} <= accounts
    assert account != service["User"]
    rights = {"CAP_SETUID", "CAP_SETGID", "CAP_KILL"}
    assert set(service["AmbientCapabilities"].split()) == rights
    assert set(service["CapabilityBoundingSet"].split()) == rights
    assert service["NoNewPrivileges"] == "yes"
    shared = (DEPLOY / "systemd" / "visio-guichet.tmpfiles").read_text(encoding="utf-8")
    assert re.search(rf"^d /run/visio-display +2750 visio-ecran {account} ", shared, re.MULTILINE)


def test_the_relays_example_settings_are_good() -> None:
    config = load_config(DEPLOY / "relay" / "relay.toml")
    assert config.origin.startswith("https://")
    desks = load_desks(DEPLOY / "relay" / "guichets.toml")
    assert {desk.desk for desk in desks} == {"caf", "france-travail"}


def test_the_guide_names_settings_that_exist() -> None:
    text = (DEPLOY / "guide" / "installer.md").read_text(encoding="utf-8")
    named = re.findall(r"`(place|screen|devices|relay)\.(\w+)`", text)
    assert len(named) >= 7
    settings = Settings()
    assert [f"{table}.{key}" for table, key in named if not hasattr(getattr(settings, table), key)] == []


@pytest.mark.parametrize(
    ("role", "file"), [("borne", "visio-steward.service"), ("relais", "visio-relay.service")]
)
def test_the_installer_puts_everything_in_place_and_keeps_what_was_edited(
    role: str, file: str, tmp_path: Path
) -> None:
    bundle, target = tmp_path / "kiosk", tmp_path / "image"
    bundle.mkdir()
    shutil.copy(DEPLOY / "bundle" / "installer", bundle)
    for folder in ("guide", "systemd", "compositor", "sound", "udev", "cups", "coturn", "relay"):
        shutil.copytree(DEPLOY / folder, bundle / "deploy" / folder)
    (bundle / "kiosk").write_text('#!/bin/sh\necho "# settings"\n')
    (bundle / "kiosk").chmod(0o755)

    def install() -> None:
        subprocess.run([bundle / "installer", role], check=True, env=os.environ | {"DESTDIR": str(target)})

    install()
    assert (target / "etc/systemd/system" / file).is_file()
    edited = target / "etc/visio-guichet" / ("kiosk.toml" if role == "borne" else "relay.toml")
    edited.write_text("# mine\n")
    install()
    assert edited.read_text() == "# mine\n"
    assert (target / "opt/visio-guichet/kiosk").is_file()
    assert (target / "opt/visio-guichet.old/kiosk").is_file()


def test_the_installer_says_how_it_is_used() -> None:
    said = subprocess.run([DEPLOY / "bundle" / "installer"], capture_output=True, text=True, check=False)
    assert said.returncode == 2
    assert "borne|relais" in said.stderr


def denied() -> list[tuple[str, str]]:
    text = (DEPLOY / "coturn" / "turnserver.conf").read_text(encoding="utf-8")
    return [
        (m[1], m[2] or m[1])
        for m in re.finditer(r"^denied-peer-ip=([^-\s]+)(?:-(\S+))?$", text, re.MULTILINE)
    ]


@pytest.mark.parametrize(
    "inside",
    [
        "10.1.2.3",
        "127.0.0.1",
        "169.254.169.254",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "0.0.0.0",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
    ],
)
def test_no_call_relay_opens_the_inside_of_a_network(inside: str) -> None:
    address = ip_address(inside)
    ranges = [(ip_address(low), ip_address(high)) for low, high in denied()]
    assert any(low.version == address.version and low <= address <= high for low, high in ranges)  # type: ignore[operator]


def test_no_denied_range_starts_where_coturn_loses_the_family() -> None:
    # coturn 4.6: a range from `::` takes every IPv4 address for its own.
    assert all(low != "::" for low, _ in denied())
    assert all(ip_address(low) <= ip_address(high) for low, high in denied())  # type: ignore[operator]


def test_every_debian_package_has_its_reason() -> None:
    lines = (DEPLOY / "setup" / "packages").read_text(encoding="utf-8").splitlines()
    entries = [line.split() for line in lines if line and not line.startswith("#")]
    assert all(len(entry) == 2 for entry in entries)
    assert len({entry[0] for entry in entries}) == len(entries)
