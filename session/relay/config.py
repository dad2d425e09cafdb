"""The relay's settings: one TOML file, flat, unknown keys refused with the nearest name."""

import dataclasses
import difflib
import tomllib
import typing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.core.errors import UserFacingError

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
    kiosk_return_s: float = 300.0
    ring_s: float = 60.0
    lease_s: float = 300.0
    sweep_s: float = 0.5
    recheck_s: float = 10.0
    """Revoked kiosks and ended sessions are hung up within this."""


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
    log: str = ""
    """Events and accesses, JSON lines, no personal data; empty: none."""
    probe_token: str = ""
    """`Authorization: Bearer …` that reads /metrics; empty: people only."""
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
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise UserFacingError("settings.file-missing", str(path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserFacingError("settings.value-wrong", f"{path.name} : {error}") from None
    config: RelayConfig = _build(RelayConfig, document, path.name, "")
    placed: dict[str, Any] = {
        name: str(path.parent / value)
        for name in ("database", "certificate", "key", "pages", "desks", "log")
        if (value := getattr(config, name)) and "://" not in value
    }
    return dataclasses.replace(config, **placed)


def _build(kind: Any, content: dict[str, Any], file: str, prefix: str) -> Any:
    hints = typing.get_type_hints(kind)
    values: dict[str, Any] = {}
    for key, value in content.items():
        if key not in hints:
            nearest = difflib.get_close_matches(key, hints, n=1, cutoff=0.0)[0]
            raise UserFacingError(
                "settings.key-unknown", f"{file} : {prefix}{key} ; vouliez-vous dire « {prefix}{nearest} » ?"
            )
        if dataclasses.is_dataclass(hints[key]) and isinstance(value, dict):
            values[key] = _build(hints[key], value, file, f"{key}.")
        elif _fits(value, hints[key]):
            values[key] = value
        else:
            raise UserFacingError("settings.value-wrong", f"{file} : {prefix}{key}")
    return kind(**values)


def _fits(value: object, hint: Any) -> bool:
    if hint is float:
        return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if hint is str:
        return isinstance(value, str)
    return isinstance(value, list) and all(isinstance(v, str) for v in value)
