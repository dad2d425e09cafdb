"""`kiosk relay …`: serve, prepare the database, and look after accounts, counters and kiosks."""

import argparse
import asyncio
import getpass
import json
import sys
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from argon2 import PasswordHasher

from kiosk.core.arguments import filled, hours
from kiosk.core.clock import SystemClock
from kiosk.core.errors import UserFacingError
from kiosk.core.ids import new_id
from kiosk.core.system import refusal
from session.relay import serve
from session.relay.config import RelayConfig, load_config
from session.relay.database import Database, check_revision, migrate, opening
from session.relay.identity.enrolment import CODE_LIFE, Enrolment
from session.relay.identity.model import ROLES, Account, Role
from session.relay.queue.desks import load_desks
from session.relay.queue.skills import unknown
from session.relay.store import SqlStore

T = TypeVar("T")
SHORTEST_PASSWORD = 12
"""Wrong tries are delayed: length alone is enough, and a phrase is easy to remember."""
DEMO_DESKS = Path(__file__).parent / "demo-desks.toml"
DEMO_ACCOUNTS: tuple[tuple[str, str, Role, str], ...] = (
    ("camille", "Camille Robin", "expert", "CAF"),
    ("dominique", "Dominique Leroy", "expert", "CAF"),
    ("sasha", "Sasha Petit", "expert", "France Travail"),
    ("accueil", "Maxime, à l'accueil", "agent", ""),
)


def add_arguments(sub: Any) -> None:
    """Declare the verb and its sub-verbs; each sets `run`, which takes the parsed arguments."""
    relay = sub.add_parser("relay", help="le relais : files d'attente, appels, pages des conseillers")
    verbs = relay.add_subparsers(dest="relay_verb", metavar="VERBE", required=True)
    _verb(verbs, "serve", "servir jusqu'à SIGTERM ; affiche l'adresse en JSON", _serve)
    init = _verb(verbs, "init", "créer la base ou la mettre à jour", _init)
    init.add_argument("--json", action="store_true")
    _account(verbs)
    desk = verbs.add_parser("desk", help="guichets").add_subparsers(dest="what", required=True)
    imported = _verb(desk, "import", "remplacer les guichets par ceux d'un fichier TOML", _desk_import)
    imported.add_argument("file", type=Path, metavar="FICHIER.toml")
    imported.add_argument("--json", action="store_true")
    _kiosk(verbs)
    demo = _verb(verbs, "demo-data", "comptes et guichets de la démonstration, jamais en service", _demo)
    demo.add_argument("--town", default="Mairie de Saint-Aubin", help="mairie de l'agent")
    _password(demo)
    demo.add_argument("--json", action="store_true")


def _account(verbs: Any) -> None:
    accounts = verbs.add_parser("account", help="comptes").add_subparsers(dest="what", required=True)
    add = _verb(accounts, "add", "ajouter un compte, ou remplacer celui qui a ce nom", _account_add)
    add.add_argument("login", type=filled, metavar="IDENTIFIANT")
    add.add_argument("--role", choices=ROLES, required=True)
    add.add_argument("--administration", type=filled, required=True, help="pour un agent : sa mairie")
    add.add_argument("--name", type=filled, required=True, help="nom montré aux autres")
    add.add_argument(
        "--skill",
        action="append",
        default=[],
        metavar="GUICHET[/SUJET]",
        help="ce que ce conseiller peut recevoir, à répéter ; aucun : tout ce que reçoit son administration",
    )
    _password(add)
    add.add_argument("--json", action="store_true")


def _kiosk(verbs: Any) -> None:
    kiosks = verbs.add_parser("kiosk", help="bornes").add_subparsers(dest="what", required=True)
    code = _verb(kiosks, "code", "code d'enrôlement à usage unique", _kiosk_code)
    code.add_argument("--name", type=filled, required=True, help="nom de la borne")
    code.add_argument("--town", type=filled, required=True, help="mairie dont les agents la voient")
    code.add_argument("--hours", type=hours, default=CODE_LIFE.total_seconds() / 3600, help="durée du code")
    code.add_argument("--json", action="store_true")
    listed = _verb(kiosks, "list", "bornes enrôlées", _kiosk_list)
    listed.add_argument("--json", action="store_true")
    revoked = _verb(kiosks, "revoke", "refuser une borne dès maintenant", _kiosk_revoke)
    revoked.add_argument("kiosk", metavar="BORNE")
    revoked.add_argument("--json", action="store_true")


def _verb(sub: Any, name: str, about: str, run: Callable[[argparse.Namespace], int]) -> Any:
    parser = sub.add_parser(name, help=about, description=about)
    parser.add_argument("--config", type=Path, required=True, metavar="FICHIER", help="réglages du relais")
    parser.set_defaults(run=run)
    return parser


def _password(parser: Any) -> None:
    parser.add_argument(
        "--password-file", type=Path, metavar="FICHIER", help="« - » ou absent : demandé, ou lu sur l'entrée"
    )


def _serve(args: argparse.Namespace) -> int:
    return serve.main(load_config(args.config))


def _init(args: argparse.Namespace) -> int:
    revision = migrate(load_config(args.config).database_url)
    return _say(args, {"revision": revision}, f"Base à jour, révision {revision}.")


def _account_add(args: argparse.Namespace) -> int:
    role: Role = args.role
    skills: list[str] = args.skill
    account = Account(new_id(), args.login, args.name, role, args.administration, tuple(skills))
    desks = _on_store(args, lambda store: store.desks()) if skills else []
    wrong = unknown(skills, {desk.desk: desk for desk in desks if desk.administration == args.administration})
    if wrong:
        detail = f"--skill {wrong[0]} : aucun guichet de {args.administration} n'a ce sujet"
        raise UserFacingError("settings.value-wrong", detail)
    password_hash = PasswordHasher().hash(_read_password(args))
    _on_store(args, lambda store: store.put_account(account, password_hash))
    return _say(args, {"account": account.account}, f"Compte « {args.login} » enregistré.")


def _desk_import(args: argparse.Namespace) -> int:
    desks = load_desks(args.file)
    _on_store(args, lambda store: store.put_desks(desks))
    return _say(args, {"desks": [desk.desk for desk in desks]}, f"{len(desks)} guichets enregistrés.")


def _kiosk_code(args: argparse.Namespace) -> int:
    life = timedelta(hours=args.hours)
    code = _on_store(args, lambda store: Enrolment(store, SystemClock()).new_code(args.name, args.town, life))
    return _say(args, {"code": code}, code)


def _kiosk_list(args: argparse.Namespace) -> int:
    kiosks = _on_store(args, lambda store: store.kiosks())
    rows = [{"kiosk": k.kiosk, "name": k.name, "town": k.town, "revoked": k.revoked} for k in kiosks]
    lines = [f"{k.kiosk}  {k.town} · {k.name}{'  (refusée)' if k.revoked else ''}" for k in kiosks]
    return _say(args, rows, "\n".join(lines) or "Aucune borne.")


def _kiosk_revoke(args: argparse.Namespace) -> int:
    if not _on_store(args, lambda store: store.revoke_kiosk(args.kiosk)):
        detail = f"{args.kiosk} ; « kiosk relay kiosk list » montre celles qui sont enrôlées"
        raise UserFacingError("link.kiosk-unknown", detail)
    return _say(args, {"kiosk": args.kiosk, "revoked": True}, "Borne refusée d'ici une minute.")


def _demo(args: argparse.Namespace) -> int:
    password_hash = PasswordHasher().hash(_read_password(args))
    desks = load_desks(DEMO_DESKS)

    async def fill(store: SqlStore) -> None:
        await store.put_desks(desks)
        for login, name, role, administration in DEMO_ACCOUNTS:
            account = Account(new_id(), login, name, role, administration or args.town)
            await store.put_account(account, password_hash)

    _on_store(args, fill)
    logins = {login: role for login, _, role, _ in DEMO_ACCOUNTS}
    return _say(args, {"logins": logins}, "Démonstration : " + ", ".join(logins))


def _on_store(args: argparse.Namespace, work: Callable[[SqlStore], Awaitable[T]]) -> T:
    config: RelayConfig = load_config(args.config)
    database = Database(config.database_url)
    try:
        check_revision(database.engine)
        with opening(config.database_url):
            return asyncio.run(_awaited(work(SqlStore(database))))
    finally:
        database.close()


async def _awaited(work: Awaitable[T]) -> T:
    return await work


def _read_password(args: argparse.Namespace) -> str:
    file = args.password_file
    if file is not None and str(file) != "-":
        try:
            password = file.read_text(encoding="utf-8").rstrip("\r\n")
        except OSError as error:
            raise refusal(error, file) from None
    elif sys.stdin.isatty():
        password = getpass.getpass("Mot de passe : ")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    if len(password) < SHORTEST_PASSWORD:
        raise UserFacingError("login.password-short", f"{len(password)} caractères")
    return str(password)


def _say(args: argparse.Namespace, data: object, text: str) -> int:
    sys.stdout.write((json.dumps(data, ensure_ascii=False) if args.json else text) + "\n")
    return 0
