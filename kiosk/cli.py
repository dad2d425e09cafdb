"""The command line. Every process of the kiosk is a verb of this one program.

Exit codes: 0 done, 1 failed and said why, 2 wrong usage. Only the verb asked for is imported.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import kiosk
from kiosk.core.arguments import Parser, french
from kiosk.core.errors import UserFacingError
from kiosk.core.system import refusal

Subparsers = Any


@dataclass(frozen=True)
class Verb:
    """One verb: what `--help` says of it, and what declares its arguments."""

    help: str
    declare: Callable[[Subparsers], None]


def _content(sub: Subparsers) -> None:
    from kiosk.compose.preview import declare
    from offline_cache.commands import add_arguments

    add_arguments(sub, declare)


def _relay(sub: Subparsers) -> None:
    from session.relay.commands import add_arguments

    add_arguments(sub)


def _doctor(sub: Subparsers) -> None:
    from kiosk.maintenance.doctor import add_arguments

    add_arguments(sub)


def _steward(sub: Subparsers) -> None:
    from kiosk.compose.steward import add_arguments

    add_arguments(sub)


def _devices(sub: Subparsers) -> None:
    from kiosk.compose.devices import add_arguments

    add_arguments(sub)


def _demo(sub: Subparsers) -> None:
    from kiosk.compose.demo import add_arguments

    add_arguments(sub)


def _bench(sub: Subparsers) -> None:
    from kiosk.compose.bench import add_arguments

    add_arguments(sub)


def _faults(sub: Subparsers) -> None:
    from kiosk.compose.faults import add_arguments

    add_arguments(sub)


def _gallery(sub: Subparsers) -> None:
    from kiosk.compose.gallery import add_arguments

    add_arguments(sub)


def _call_test(sub: Subparsers) -> None:
    from kiosk.compose.call_trial import add_arguments

    add_arguments(sub)


def _echo(sub: Subparsers) -> None:
    from kiosk.compose.echo import add_arguments

    add_arguments(sub)


VERBS = {
    "demo": Verb(
        "tout démarrer : relais, appareils simulés, borne ; la visite guidée s'il n'y a pas d'écran", _demo
    ),
    "steward": Verb("la borne elle-même : surveille l'écran, la vidéo, les appareils", _steward),
    "relay": Verb("le relais : files d'attente, pages des conseillers et de l'agent", _relay),
    "echo": Verb("le comptoir d'écho du relais, pour les appels d'essai", _echo),
    "call-test": Verb("un appel d'essai de cette borne : durée, retard, pertes, son", _call_test),
    "content": Verb("importer et interroger les fiches officielles", _content),
    "devices": Verb("codes PIN, enrôlement, essais des appareils", _devices),
    "faults": Verb("provoquer les pannes connues et dire ce qui se passe", _faults),
    "gallery": Verb("une image de chaque écran", _gallery),
    "bench": Verb("mesurer", _bench),
    "doctor": Verb("vérifier la machine et les réglages", _doctor),
}


def _screen(arguments: list[str]) -> int:
    from kiosk.compose.screen import main as run

    return run(arguments)


def _media(arguments: list[str]) -> int:
    from kiosk.compose.media import main as run

    return run(arguments)


def _child(arguments: list[str]) -> int:
    from kiosk.compose.child import main as run

    return run(arguments)


INNER = {"screen": _screen, "media": _media, "child": _child}
"""Verbs the program uses to start itself; they are not for people."""


def main(argv: list[str] | None = None) -> int:
    """Run one verb."""
    arguments = sys.argv[1:] if argv is None else argv
    first = arguments[0] if arguments else ""
    if first in INNER:
        return INNER[first](arguments[1:])
    asked = next((word for word in arguments if not word.startswith("-")), "")
    parser = Parser(prog="kiosk", description="Visio-Guichet, la borne des services publics")
    parser.add_argument("--version", action="version", version=kiosk.__version__, help="dire la version")
    sub = parser.add_subparsers(dest="verb", metavar="VERBE", required=True, title="verbes")
    for name, verb in VERBS.items():
        if name == asked:
            verb.declare(sub)
        else:
            sub.add_parser(name, help=verb.help)
    options, rest = parser.parse_known_args(arguments)
    if rest:
        parser.refuse(f"kiosk {asked}", french(f"unrecognized arguments: {' '.join(rest)}"))
    try:
        return int(options.run(options))
    except UserFacingError as error:
        return tell(error)
    except OSError as error:
        if error.filename is None:
            raise
        return tell(refusal(error))
    except KeyboardInterrupt:
        return 130


def tell(error: UserFacingError) -> int:
    """Say what is wrong, where, and what to do, each on its own line; returns the exit code."""
    print(f"kiosk : {error.entry.cause} ({error.code})", file=sys.stderr)
    for line in error.lines:
        print(f"  {one_line(line)}", file=sys.stderr)
    print(f"  Que faire : {error.entry.remedy}.", file=sys.stderr)
    return 1


def one_line(text: str) -> str:
    """What came from a stranger (a file's name) without anything a terminal would obey."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
