"""A PostgreSQL of our own for tests: a cluster in a short folder, on a socket only, nothing forced to disk."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.core.ids import new_id

BINARIES = Path("/usr/lib/postgresql")
NOBODY = "nobody"
"""PostgreSQL refuses to run as root, as which a machine of tests may run."""


def _program(name: str) -> str:
    """Debian keeps the server's programs out of the path."""
    found = sorted(BINARIES.glob(f"*/bin/{name}"))
    program = shutil.which(name) or (str(found[-1]) if found else None)
    if program is None:
        raise FileNotFoundError(f"{name}: deploy/setup/system-packages installs it")
    return program


class Cluster:
    """A running server; `database()` gives the address of an empty database of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        account = pwd.getpwnam(NOBODY) if os.geteuid() == 0 else None
        self._account = account.pw_uid if account else None
        self._user = account.pw_name if account else pwd.getpwuid(os.getuid()).pw_name
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)

    def run(self, *words: str) -> None:
        """One of PostgreSQL's programs, as the account that may."""
        subprocess.run(
            [_program(words[0]), *words[1:]],
            check=True,
            capture_output=True,
            user=self._account,
            cwd=self._folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            timeout=120,
        )

    def start(self) -> None:
        """Make it and serve; returns once it takes connections."""
        self.run("initdb", "-D", "data", "-A", "trust", "-U", self._user, "--no-sync", "-E", "UTF8")
        quick = f"-c listen_addresses='' -c unix_socket_directories={self._folder} -c fsync=off -c max_connections=80"
        self.run("pg_ctl", "-D", "data", "-w", "-l", "server.log", "-o", quick, "start")

    def stop(self) -> None:
        """End it at once."""
        self.run("pg_ctl", "-D", "data", "-w", "-m", "immediate", "stop")

    def database(self) -> str:
        """The SQLAlchemy address of a new database."""
        name = f"relay_{new_id()[:8]}"
        self.run("createdb", "-h", str(self._folder), "-U", self._user, name)
        return f"postgresql+psycopg://{self._user}@/{name}?host={self._folder}"


@contextmanager
def cluster() -> Iterator[Cluster]:
    """For as long as the tests need it."""
    folder = Path(tempfile.mkdtemp(prefix="vgpg"))
    try:
        made = Cluster(folder)
        made.start()
        try:
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
