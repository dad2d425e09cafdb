"""The relay's settings: one TOML file, flat, unknown keys refused with the nearest name."""

import dataclasses
import typing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.core.errors import UserFacingError
from kiosk.core.toml import kind_name, line_of, nearest, parse, read

MAX_PORT = 65535
_PAGES = Path(__file__).resolve().parents[1] / "expert" / "dist"


@dataclass(frozen=True)
class Turn:
    """TURN servers and the secret they share with the relay (coturn's `static-auth-secret`)."""

    urls: list[str] = field(default_factory=list)
    secret: str = ""
    lifetime_s: int = 3600


@dataclass(frozen=True)
class Waits:
    """How long the relay waits for someone who vanished, in seconds."""

    expert_return_s: float = 15.0
    """After a page was closed or reloaded."""
    expert_link_s: float = 45.0
    """After a page fell silent: its network may come back, and the call goes on meanwhile."""
    kiosk_return_s: float = 300.0
    ring_s: float = 60.0
    ring_return_s: float = 5.0
    """After a page was closed or reloaded while a kiosk rang for it: the person would come to nobody.

    One that fell silent has `link_grace_s` more.
    """
    lease_s: float = 300.0
    sweep_s: float = 0.5
    recheck_s: float = 10.0
    """Revoked kiosks and ended sessions are hung up within this."""

    @property
    def link_grace_s(self) -> float:
        """How much longer a page is waited for whose line went than one that was closed."""
        return max(0.0, self.expert_link_s - self.expert_return_s)


@dataclass(frozen=True)
class Limits:
    """Per connection: messages a second, and how many at once."""

    rate: float = 30.0
    burst: int = 120


@dataclass(frozen=True)
class RelayConfig:
    """Everything a relay is told."""

    database: str = "relay.db"
    """A file, or a SQLAlchemy URL."""
    host: str = "127.0.0.1"
    port: int = 8443
    """0: chosen by the system and printed."""
    certificate: str = ""
    key: str = ""
    """PEM files; without them the relay speaks HTTP, for a proxy on the same machine that ends TLS."""
    origin: str = ""
    """The public `https://host`; empty: whatever host the browser asked for."""
    pages: str = str(_PAGES)
    desks: str = ""
    """The counters' file, read at each start; empty: as imported last."""
    content: str = ""
    """A content store with a directory, for the agents' page; empty: the table of whom to turn to alone."""
    communes: list[str] = field(default_factory=list)
    """« Mairie de Saint-Aubin | 45998 »: the INSEE code of each town hall whose agents log in."""
    log: str = ""
    """Events and accesses, JSON lines, no personal data; empty: none."""
    probe_token: str = ""
    """`Authorization: Bearer …` that reads /metrics; empty: people only."""
    echo_token: str = ""
    """What the echo counter (`kiosk echo`) shows; empty: no test calls."""
    turn: Turn = field(default_factory=Turn)
    waits: Waits = field(default_factory=Waits)
    limits: Limits = field(default_factory=Limits)

    @property
    def database_url(self) -> str:
        """The SQLAlchemy URL."""
        return self.database if "://" in self.database else f"sqlite:///{self.database}"


def load_config(path: Path) -> RelayConfig:
    """Read a relay's settings; relative paths in it start at its folder.

    Raises:
        UserFacingError: `settings.file-missing`, `settings.key-unknown`, `settings.value-wrong`.
    """
    text = read(path)
    config: RelayConfig = _build(RelayConfig, parse(text, path.name), _Source(path.name, text))
    placed: dict[str, Any] = {
        name: str(path.parent / value)
        for name in ("database", "certificate", "key", "pages", "desks", "content", "log")
        if (value := getattr(config, name)) and "://" not in value
    }
    return dataclasses.replace(config, **placed)


@dataclass(frozen=True)
class _Source:
    """The file's name and text, and the table one is in: what a sentence about a key needs."""

    name: str
    text: str
    table: str = ""

    def at(self, key: str) -> str:
        """Where a key stands."""
        line = line_of(self.text, key, self.table)
        return f"{self.name}, ligne {line} : {self.full(key)}"

    def full(self, key: str) -> str:
        """The key with its table."""
        return f"{self.table}.{key}" if self.table else key


def _build(kind: Any, content: dict[str, Any], source: _Source) -> Any:
    hints = typing.get_type_hints(kind)
    values: dict[str, Any] = {}
    for key, value in content.items():
        if key not in hints:
            hint = nearest(source.full(key), [source.full(known) for known in hints])
            raise UserFacingError("settings.key-unknown", f"{source.at(key)}{hint}")
        if dataclasses.is_dataclass(hints[key]) and isinstance(value, dict):
            values[key] = _build(hints[key], value, dataclasses.replace(source, table=key))
        elif not _fits(value, hints[key]):
            raise UserFacingError("settings.value-wrong", f"{source.at(key)} attend {kind_name(hints[key])}")
        elif key == "port" and value > MAX_PORT:
            raise UserFacingError(
                "settings.value-wrong", f"{source.at(key)} attend un nombre de 0 à {MAX_PORT}"
            )
        else:
            values[key] = value
    return kind(**values)


def _fits(value: object, hint: Any) -> bool:
    if hint is float:
        return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if hint is str:
        return isinstance(value, str)
    return isinstance(value, list) and all(isinstance(v, str) for v in value)
