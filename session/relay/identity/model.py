"""Who may speak to the relay."""

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["expert", "agent", "editor", "operator", "admin"]
ROLES: tuple[str, ...] = get_args(Role)

CallerRole = Literal["anyone", "probe", "echo", "kiosk", "expert", "agent", "editor", "operator", "admin"]
"""`anyone` has shown nothing; `probe` has shown the counters' token, `echo` the echo counter's; `kiosk` signs its frames."""


@dataclass(frozen=True)
class Account:
    """A person who logs in. An agent's `administration` is their town hall.

    `skills`: what an expert can serve, `DESK` or `DESK/SUBJECT`; none: all of their administration.
    """

    account: str
    login: str
    name: str
    role: Role
    administration: str
    skills: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kiosk:
    """An enrolled kiosk; `public_key` is its raw Ed25519 key, base64url without padding."""

    kiosk: str
    name: str
    town: str
    public_key: str
    revoked: bool = False


@dataclass(frozen=True)
class Caller:
    """Who is at the other end of a connection, for the rights table."""

    role: CallerRole
    administration: str = ""
    account: Account | None = None


ANYONE = Caller("anyone")
PROBE = Caller("probe")
ECHO = Caller("echo")
