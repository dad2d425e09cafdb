"""Publishing and synchronising two successive editions: what crosses the network, and how long a kiosk takes."""

import functools
import http.server
import json
import random
import re
import resource
import secrets
import shutil
import subprocess
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk.compose.bench import Figure
from kiosk.core.places import program
from offline_cache.editions.keys import load_publisher, make_keys
from offline_cache.editions.publish import publish
from offline_cache.editions.sources import Sources
from offline_cache.sample.build import build_sample

CHANGED = 50
ROUNDS = 3
_FIRST = b"<Paragraphe>"
_ADDED = "<Paragraphe>Depuis ce mois-ci, le délai est de trois semaines. ".encode()


def measure(folder: Path, edition: Path | None) -> list[Figure]:
    """Publish an edition and the same with 50 sheets changed; take both, by the command the steward runs."""
    archive = edition or folder / "sample.zip"
    if edition is None:
        build_sample(archive)
    repo, keys, store = folder / "repo", folder / "keys", folder / "store"
    keys.mkdir()
    make_keys(keys, secrets.token_bytes(24), datetime.now(UTC))
    published = _publish(archive, keys, repo)
    changed = next_edition(archive, folder / "next.zip", CHANGED)
    with _served(repo) as url:
        first = _sync(url, store, keys)
        _publish(folder / "next.zip", keys, repo)
        copies = [
            shutil.copytree(store, folder / f"store-{number}", symlinks=True) for number in range(ROUNDS)
        ]
        runs = [_sync(url, copy, keys) for copy in copies]
    taken, cpu, answer = min(runs, key=lambda run: run[0])
    note = f"{changed} fiches changées, {archive.name}"
    target = bool(edition)
    return [
        Figure("publication d'une édition", published, "s", None, archive.name),
        Figure("première synchronisation", first[0], "s", None, f"{first[2]['objects']} fichiers"),
        Figure("première synchronisation, calcul", first[1], "s"),
        Figure("première synchronisation, reçu", first[2]["bytes"] / 1e6, "Mo"),
        Figure("synchronisation, tout le programme", taken, "s", 2 if target else None, note),
        Figure("synchronisation, calcul", cpu, "s", None, f"la plus rapide de {ROUNDS}"),
        Figure(
            "synchronisation, reçu", answer["bytes"] / 1e3, "ko", 250 if target else None, answer["detail"]
        ),
    ]


def next_edition(archive: Path, target: Path, count: int) -> int:
    """The same edition with a sentence more in some sheets; returns how many."""
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        names = [
            n for n in source.namelist() if re.search(r"(^|/)F\d+\.xml$", n) and _FIRST in source.read(n)
        ]
        picked = set(random.Random(50).sample(names, min(count, len(names))))  # noqa: S311 - any will do, but the same
        for name in source.namelist():
            data = source.read(name)
            made.writestr(name, data.replace(_FIRST, _ADDED, 1) if name in picked else data)
    return len(picked)


def _publish(archive: Path, keys: Path, repo: Path) -> float:
    started = time.perf_counter()
    publish(Sources(archive), load_publisher(keys), repo, 30, lambda _done, _total: None)
    return time.perf_counter() - started


def _sync(url: str, store: Path, keys: Path) -> tuple[float, float, dict[str, Any]]:
    """Seconds by the clock and of the processor, and what the command answered."""
    argv = [*program(), "content", "sync", url, "--store", str(store), "--json"]
    argv += ["--trust", str(keys / "1.root.json")]
    started, before = time.perf_counter(), _spent()
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    return time.perf_counter() - started, _spent() - before, json.loads(done.stdout)


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet: else each answer waits 40 ms for an acknowledgement

    def log_message(self, *_: object) -> None:
        """Nothing: what is measured is printed at the end."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
