"""A PostgreSQL of the test's own: no port, one socket in its folder, gone with it."""

import os
import pwd
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER = "nobody"
"""PostgreSQL refuses to run as root."""
PROGRAMS = Path("/usr/lib/postgresql")
"""Debian keeps a server's programs by version, and off the path."""


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The URL of an empty database."""
    data = folder / "data"
    data.mkdir(parents=True)
    uid = pwd.getpwnam(OWNER).pw_uid if os.geteuid() == 0 else None
    if uid is not None:
        for path in (folder, data):
            os.chown(path, uid, -1)

    programs = max(PROGRAMS.glob("*/bin"))

    def run(name: str, *words: str) -> None:
        subprocess.run(
            [programs / name, *words], check=True, stdout=subprocess.DEVNULL, timeout=60, user=uid, cwd=folder
        )

    run("initdb", "-D", str(data), "-U", OWNER, "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql+psycopg://{OWNER}@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
