"""The relay as a program: prepared and run by its command line."""

import json
import os
import signal
import ssl
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from session.relay.tls import TlsPaths

RUN = (
    "import argparse, sys; from kiosk.core.errors import UserFacingError; from session.relay.commands import "
    "add_arguments\np = argparse.ArgumentParser(); add_arguments(p.add_subparsers())\no = p.parse_args()\n"
    "try: sys.exit(o.run(o))\nexcept UserFacingError as e: print(e.key, e.detail, file=sys.stderr); sys.exit(1)"
)


class Program:
    """`relay VERB… --config FILE`."""

    def __init__(self, folder: Path, tls: TlsPaths) -> None:
        self.folder = folder
        self.trust = ssl.create_default_context(cafile=str(tls.ca))
        self.config = folder / "relay.toml"
        self.settings = f'database = "r.db"\ncertificate = "{tls.certificate}"\nkey = "{tls.key}"\n'
        self.config.write_text(self.settings + "port = 0\n")

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-c", RUN, "relay", *words, "--config", str(self.config)]

    def run(self, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words), input=stdin, capture_output=True, text=True, timeout=60, check=False
        )


@pytest.fixture
def program(tmp_path: Path, tls: TlsPaths) -> Program:
    return Program(tmp_path, tls)


def test_a_database_that_was_not_prepared_is_not_served(program: Program) -> None:
    refused = program.run("serve")
    assert refused.returncode == 1
    assert refused.stderr.startswith("host.schema-outdated")


def test_prepare_serve_refuse_a_busy_port_and_stop(program: Program) -> None:
    assert program.run("init").returncode == 0
    said = program.run("demo-data", "--json", stdin="une phrase assez longue\n")
    assert json.loads(said.stdout)["logins"]["accueil"] == "agent"
    code = json.loads(program.run("kiosk", "code", "--name", "Hall", "--town", "X", "--json").stdout)["code"]
    assert len(code) == 14
    with subprocess.Popen(program.command("serve"), stdout=subprocess.PIPE, text=True) as relay:
        assert relay.stdout is not None
        url = json.loads(relay.stdout.readline())["url"]
        with urllib.request.urlopen(url + "/healthz", context=program.trust, timeout=20) as reply:
            assert json.load(reply) == {"ok": True}
        program.config.write_text(program.settings + f"port = {url.rsplit(':', 1)[1]}\n")
        busy = program.run("serve")
        assert busy.returncode == 1
        assert busy.stderr.startswith("host.port-busy")
        os.kill(relay.pid, signal.SIGTERM)
        assert relay.wait(30) == 0
