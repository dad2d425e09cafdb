"""Settings: one TOML file, every key with its type, default and description in one place.

They describe intent. Keys, PIN hashes and enrolment are state and live elsewhere.
"""

import dataclasses
import difflib
import re
import tomllib
import types
import typing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.core.errors import UserFacingError


def _key(default: Any, about: str) -> Any:
    """Declare one key: its default and its description, in French, for `kiosk doctor --settings`."""
    if isinstance(default, list):
        return field(default_factory=lambda: list(default), metadata={"about": about})
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True)
class Place:
    """[place] : the town hall."""

    town_hall: str = _key("Mairie de Saint-Aubin", "nom affiché en haut de l'écran")
    room: str = _key("Espace services publics", "où l'on est, sous le nom")
    insee: str = _key("", "code INSEE de la commune, pour les bureaux proches")
    fallback: str = _key("l'accueil de la mairie", "où aller quand la borne est fermée")
    timezone: str = _key("Europe/Paris", "fuseau horaire : Europe/Paris, Indian/Reunion, America/Guadeloupe…")


@dataclass(frozen=True)
class Screen:
    """[screen] : the panel."""

    width_mm: int = _key(346, "largeur visible de la dalle en millimètres (346 pour 28 pouces)")
    height_mm: int = _key(615, "hauteur visible de la dalle en millimètres")
    bottom_mm: int = _key(700, "hauteur du bas de la dalle au-dessus du sol, en millimètres")
    windowed: bool = _key(False, "ouvrir une fenêtre réduite au lieu du plein écran")
    width_px: int = _key(1080, "largeur de la fenêtre en pixels, si fenêtre")
    height_px: int = _key(1920, "hauteur de la fenêtre en pixels, si fenêtre")


@dataclass(frozen=True)
class Relay:
    """[relay] : the link to the relay."""

    url: str = _key("", "adresse du relais, https://… ; vide : borne sans conseiller")
    ca: str = _key("", "fichier PEM de l'autorité du relais, si elle n'est pas publique")
    promise_s: int = _key(600, "attente au-delà de laquelle une autre solution est proposée, en secondes")


@dataclass(frozen=True)
class Devices:
    """[devices] : each device by URI."""

    printer: str = _key("", "imprimante A4 : cups://SERVEUR[:PORT|/socket]/FILE ; vide : aucune")
    camera: str = _key("", "caméra du visage : camera:/dev/video0 ou camera:file:CLIP.y4m")
    microphone: str = _key("", "micro : sound:default ou sound:file:CLIP.wav")
    speaker: str = _key("", "haut-parleur : sound:default ou sound:file:SORTIE.wav")


@dataclass(frozen=True)
class Call:
    """[call] : picture sizes."""

    ladder: str = _key("720p30", "qualité la plus haute : 720p30, 480p30 ou 360p15")
    turn: list[str] = _key([], "serveurs TURN, turn:HOTE:PORT?transport=udp")


@dataclass(frozen=True)
class Silence:
    """[silence] : when to ask « Êtes-vous toujours là ? », in seconds."""

    reading_s: int = _key(180, "silence avant la question, en lecture")
    answer_s: int = _key(45, "temps pour répondre à la question")
    waiting_s: int = _key(600, "intervalle des questions douces, dans la file")
    pause_s: int = _key(180, "fin d'une pause privée après le dernier progrès")


@dataclass(frozen=True)
class Sites:
    """[sites] : public web sites a visitor may open."""

    allowed: list[str] = _key([], "« Nom | https://adresse/ », un par site ; les autres sont refusés")
    ca: str = _key("", "fichier PEM d'une autorité de plus, pour un site de démonstration")


@dataclass(frozen=True)
class Maintenance:
    """[maintenance] : people with a PIN."""

    help_place: str = _key("à l'accueil", "où trouver l'agent, pour la phrase de l'aide")
    free_paper: str = _key("Demandez du papier à l'accueil.", "quoi faire quand le papier manque")


@dataclass(frozen=True)
class Settings:
    """The whole file, one table per field."""

    place: Place = field(default_factory=Place)
    screen: Screen = field(default_factory=Screen)
    relay: Relay = field(default_factory=Relay)
    devices: Devices = field(default_factory=Devices)
    call: Call = field(default_factory=Call)
    silence: Silence = field(default_factory=Silence)
    sites: Sites = field(default_factory=Sites)
    maintenance: Maintenance = field(default_factory=Maintenance)


def load_settings(path: Path) -> Settings:
    """Read a settings file.

    Raises:
        UserFacingError: `settings.file-missing`, `settings.key-unknown` or `settings.value-wrong`,
            with the key, the line and the nearest name in `detail`.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UserFacingError("settings.file-missing", str(path)) from None
    except OSError as error:
        raise UserFacingError("host.permission-missing", f"{path}: {error.strerror}") from None
    return parse_settings(text, str(path))


def parse_settings(text: str, name: str = "settings.toml") -> Settings:
    """Check and build settings from TOML text; errors as `load_settings`."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserFacingError("settings.value-wrong", f"{name}: {error}") from None
    tables = {f.name: f for f in dataclasses.fields(Settings)}
    built: dict[str, Any] = {}
    for table, content in document.items():
        if table not in tables:
            raise _unknown(name, text, table, tables)
        if not isinstance(content, dict):
            raise UserFacingError("settings.value-wrong", f"{name}: [{table}] doit être une table")
        built[table] = _build(_hints(Settings)[table], content, table, name, text)
    return Settings(**built)


def _build(kind: type, content: dict[str, Any], table: str, name: str, text: str) -> Any:
    hints = _hints(kind)
    for key, value in content.items():
        if key not in hints:
            raise _unknown(name, text, key, hints, table)
        if not _fits(value, hints[key]):
            raise UserFacingError(
                "settings.value-wrong",
                f"{name}, ligne {_line(text, key, table)} : {table}.{key} attend {_name(hints[key])}",
            )
    return kind(**content)


def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _fits(value: object, hint: Any) -> bool:
    if typing.get_origin(hint) is list:
        return isinstance(value, list) and all(isinstance(v, str) for v in value)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, hint)


def _name(hint: Any) -> str:
    if isinstance(hint, types.GenericAlias):
        return "une liste de textes"
    return {int: "un nombre entier", bool: "true ou false", str: "un texte"}[hint]


def _line(text: str, key: str, table: str = "") -> int:
    inside = not table
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[\s*([^\]\s]+)\s*\]", line)
        if header:
            inside = not table or header[1] == table
            if not table and header[1] == key:
                return number
        if inside and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
            return number
    return 1


def _unknown(name: str, text: str, key: str, known: dict[str, Any], table: str = "") -> UserFacingError:
    nearest = difflib.get_close_matches(key, known, n=1, cutoff=0.0)
    shown = f"{table}.{key}" if table else f"[{key}]"
    hint = f" ; vouliez-vous dire « {nearest[0]} » ?" if nearest else ""
    return UserFacingError("settings.key-unknown", f"{name}, ligne {_line(text, key, table)} : {shown}{hint}")


def documented() -> str:
    """The whole file with every key at its default, each under its description."""
    lines: list[str] = []
    for table in dataclasses.fields(Settings):
        kind = _hints(Settings)[table.name]
        lines += ["", f"[{table.name}]"]
        for key in dataclasses.fields(kind):
            default = key.default_factory() if callable(key.default_factory) else key.default
            lines += [f"# {key.metadata['about']}", f"{key.name} = {_toml(default)}"]
    return "\n".join(lines).strip() + "\n"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(v) for v in value) + "]"
    return str(value) if isinstance(value, int) else '"' + str(value).replace('"', '\\"') + '"'
