"""Settings: one TOML file, every key with its type, default and description in one place.

They describe intent. Keys, PIN hashes and enrolment are state and live elsewhere.
"""

import dataclasses
import json
import re
import typing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.core.errors import UserFacingError
from kiosk.core.toml import kind_name, line_of, nearest, parse, read


def _key(default: Any, about: str, allowed: str = "", expected: str = "") -> Any:
    """Declare one key: its default and its description, in French, for `kiosk doctor --settings`.

    `allowed` is what a text, or each text of a list, must match whole; `expected` says it in French.
    """
    metadata = {"about": about, "allowed": allowed, "expected": expected}
    if isinstance(default, list):
        return field(default_factory=lambda: list(default), metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True)
class Place:
    """[place] : the town hall."""

    town_hall: str = _key("Mairie de Saint-Aubin", "nom affiché en haut de l'écran")
    room: str = _key("Espace services publics", "où l'on est, sous le nom")
    insee: str = _key("", "code INSEE de la commune, pour les bureaux proches")
    latitude: float = _key(0.0, "latitude de la borne en degrés, pour les distances ; 0 : celle de la mairie")
    longitude: float = _key(0.0, "longitude de la borne en degrés")
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
    rest_minutes: int = _key(
        10, "minutes sans personne avant que l'accueil s'assombrisse, avec un détecteur de présence"
    )


@dataclass(frozen=True)
class Relay:
    """[relay] : the link to the relay."""

    url: str = _key(
        "",
        "adresse du relais, https://… ; vide : borne sans conseiller",
        r"(https?://[^\s/?#]+/?)?",
        "une adresse https://machine",
    )
    ca: str = _key("", "fichier PEM de l'autorité du relais, si elle n'est pas publique")
    promise_s: int = _key(600, "attente au-delà de laquelle une autre solution est proposée, en secondes")


@dataclass(frozen=True)
class Devices:
    """[devices] : each device by URI."""

    printer: str = _key("", "imprimante A4 : cups://SERVEUR[:PORT|/socket]/FILE ; vide : aucune")
    receipt: str = _key(
        "", "imprimante à tickets : escpos+tcp://HÔTE, escpos+serial:/dev/ttyUSB0, escpos+usb:/dev/usb/lp0"
    )
    scanner: str = _key("", "scanner : escl://HOTE[:PORT]/eSCL ou sane:APPAREIL ; vide : aucun")
    camera: str = _key(
        "", "caméra du visage : camera:/dev/video0, camera:http://HOTE/FLUX, camera:rtsp://… ; vide : aucune"
    )
    document_camera: str = _key(
        "", "caméra à documents, comme « camera », la même ou une autre ; vide : aucune"
    )
    microphone: str = _key(
        "",
        "micro : sound:default, sound:device:NOM (« kiosk devices sound » les donne) ou sound:file:CLIP.wav",
        r"(sound:(default|device:.+|file:.+|demo|null))?",
        "sound:default, sound:device:NOM ou sound:file:CHEMIN.wav",
    )
    signature: str = _key(
        "",
        "tablette de signature : topaz:/dev/ttyUSB0 ou wacom:/dev/ttyS0, et ?baud=… ; vide : au doigt",
        r"((topaz|wacom):/[^?]+(\?baud=(9600|19200|38400|57600|115200))?)?",
        "topaz:/dev/… ou wacom:/dev/…, et au besoin ?baud=19200",
    )
    speaker: str = _key(
        "",
        "haut-parleur : sound:default, sound:device:NOM ou sound:file:SORTIE.wav",
        r"(sound:(default|device:.+|file:.+|demo|null))?",
        "sound:default, sound:device:NOM ou sound:file:CHEMIN.wav",
    )
    handset: str = _key(
        "",
        "crochet du combiné ou prise du casque : hook:input:/dev/input/…?code=phone (ou headphone), "
        "hook:serial:/dev/ttyS0?line=cts ; vide : aucun",
        r"(hook:(input|serial):/[^?]+(\?[a-z0-9=&]*)?)?",
        "hook:input:/dev/input/…?code=phone ou hook:serial:/dev/ttyS0?line=cts",
    )
    handset_microphone: str = _key(
        "",
        "micro du combiné ou du casque, comme « microphone »",
        r"(sound:(default|device:.+|file:.+|demo|null))?",
        "sound:device:NOM",
    )
    handset_speaker: str = _key(
        "",
        "écouteur du combiné ou du casque, comme « speaker » ; décroché, le haut-parleur se tait",
        r"(sound:(default|device:.+|file:.+|demo|null))?",
        "sound:device:NOM",
    )
    echo_cancelling: bool = _key(
        True, "retirer de la voix du visiteur ce que dit le haut-parleur : false si le matériel le fait déjà"
    )
    codes: str = _key(
        "",
        "lecteur de codes série : codes:/dev/serial/by-id/…, et ?baud=… ; vide : aucun",
        r"(codes:/[^?]+(\?baud=(1200|2400|4800|9600|19200|38400|57600|115200))?)?",
        "codes:/dev/serial/by-id/…, et au besoin ?baud=9600",
    )
    presence: str = _key(
        "",
        "détecteur de présence : ld2410:/dev/serial/by-id/…, et ?baud=256000&reach=300 (cm) ; vide : aucun",
        r"(ld2410:/[^?]+(\?[a-z]+=\d+(&[a-z]+=\d+)?)?)?",
        "ld2410:/dev/serial/by-id/…, et au besoin ?baud=256000&reach=300",
    )
    ups: str = _key(
        "",
        "onduleur, par NUT : nut://127.0.0.1:3493/NOM ; vide : aucun",
        r"(nut://[^/?#@\s]+/[A-Za-z0-9._-]+)?",
        "nut://127.0.0.1:3493/NOM, où NOM est celui de /etc/nut/ups.conf",
    )


@dataclass(frozen=True)
class Call:
    """[call] : picture sizes, and how long a call that was cut is kept."""

    ladder: str = _key(
        "720p30",
        "qualité la plus haute : 720p30, 480p30 ou 360p15",
        r"720p30|480p30|360p15",
        "720p30, 480p30 ou 360p15",
    )
    keep_lost_s: int = _key(300, "temps pendant lequel un appel coupé est gardé, en secondes")


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

    allowed: list[str] = _key(
        [],
        "« Nom | https://adresse/ », un par site ; les autres sont refusés",
        r"\s*[^|\s][^|]*\|\s*(https://|http://127\.0\.0\.1).*",
        "des textes « Nom | https://adresse/ »",
    )
    ca: str = _key("", "fichier PEM d'une autorité de plus, pour un site de démonstration")


@dataclass(frozen=True)
class Maintenance:
    """[maintenance] : people with a PIN."""

    help_place: str = _key("à l'accueil", "où trouver l'agent, pour la phrase de l'aide")
    free_paper: str = _key("Demandez du papier à l'accueil.", "quoi faire quand le papier manque")
    print_colour: bool = _key(False, "l'imprimante imprime en couleurs : dit avant d'imprimer")
    print_duplex: bool = _key(True, "imprimer recto verso à partir de deux pages, si l'imprimante le peut")
    print_copies: int = _key(5, "exemplaires d'un même document, au plus (9 au plus)")
    print_sheets: int = _key(60, "feuilles qu'une visite peut imprimer, au plus")
    print_price: str = _key(
        "gratuit", "prix d'une impression, dit avant d'imprimer : gratuit, 0,20 € la page…"
    )
    print_price_colour: str = _key("", "prix en couleurs, s'il est différent : 0,50 € la page…")


@dataclass(frozen=True)
class Content:
    """[content] : where the official sheets come from, and when they are too old."""

    source: str = _key(
        "none",
        "d'où viennent les fiches : feed (service-public.fr), editions (un éditeur qui signe), none (à la main)",
        r"none|feed|editions",
        "none, feed ou editions",
    )
    feed: str = _key(
        "vosdroits-3.4",
        "schéma de service-public.fr, pour « feed » : vosdroits-3.3, vosdroits-3.4 ou vosdroits-3.5",
        r"vosdroits-3\.[345]",
        "vosdroits-3.3, vosdroits-3.4 ou vosdroits-3.5",
    )
    url: str = _key(
        "",
        "adresse des fiches ; vide : celle de service-public.fr ; pour « editions », celle de l'éditeur",
        r"(https://[^\s]+|http://(127\.0\.0\.1|localhost|\[::1\])[:/][^\s]*)?",
        "une adresse https",
    )
    trust: str = _key("", "fichier root.json de l'éditeur, pour « editions »")
    hours: str = _key(
        "2-5",
        "heures entre lesquelles vérifier, une fois par jour (2-5 : de 2 h à 5 h)",
        r"([01]?\d|2[0-3])-([01]?\d|2[0-4])",
        "deux heures, comme 2-5",
    )
    old_after_days: int = _key(60, "âge des fiches, en jours, à partir duquel un avertissement se montre")
    ask_after_days: int = _key(
        365, "âge, en jours, à partir duquel chaque fiche conseille de demander à une personne"
    )


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
    content: Content = field(default_factory=Content)


def load_settings(path: Path) -> Settings:
    """Read a settings file.

    Raises:
        UserFacingError: `settings.file-missing`, `settings.key-unknown` or `settings.value-wrong`,
            with the key, the line and the nearest name in `detail`; else as `toml.read`.
    """
    return parse_settings(read(path), str(path))


def parse_settings(text: str, name: str = "settings.toml") -> Settings:
    """Check and build settings from TOML text; errors as `load_settings`."""
    tables = {f.name: f for f in dataclasses.fields(Settings)}
    built: dict[str, Any] = {}
    for table, content in parse(text, name).items():
        where = f"{name}, ligne {line_of(text, table)} : [{table}]"
        if table not in tables:
            raise UserFacingError("settings.key-unknown", f"{where}{nearest(table, tables)}")
        if not isinstance(content, dict):
            raise UserFacingError("settings.value-wrong", f"{where} doit être une table")
        built[table] = _build(typing.get_type_hints(Settings)[table], content, table, name, text)
    return Settings(**built)


def _build(kind: type, content: dict[str, Any], table: str, name: str, text: str) -> Any:
    hints = typing.get_type_hints(kind)
    about = {key.name: key.metadata for key in dataclasses.fields(kind)}
    for key, value in content.items():
        where = f"{name}, ligne {line_of(text, key, table)} : {table}.{key}"
        if key not in hints:
            raise UserFacingError("settings.key-unknown", f"{where}{nearest(key, hints)}")
        if not _fits(value, hints[key]):
            raise UserFacingError("settings.value-wrong", f"{where} attend {kind_name(hints[key])}")
        if isinstance(value, int) and not isinstance(value, bool) and value < 1:
            raise UserFacingError("settings.value-wrong", f"{where} attend un nombre plus grand que zéro")
        if about[key]["allowed"] and not _allowed(value, about[key]["allowed"]):
            raise UserFacingError("settings.value-wrong", f"{where} attend {about[key]['expected']}")
    return kind(**content)


def _fits(value: object, hint: Any) -> bool:
    if typing.get_origin(hint) is list:
        return isinstance(value, list) and all(isinstance(v, str) for v in value)
    if hint in {int, float}:
        return isinstance(value, int | hint) and not isinstance(value, bool)
    return isinstance(value, hint)


def _allowed(value: Any, pattern: str) -> bool:
    return all(re.fullmatch(pattern, text) for text in (value if isinstance(value, list) else [value]))


def for_screens(settings: Settings) -> Settings:
    """What a screen shows comes from these tables; where the servers and the steward's devices are is not.

    The signature pad and the code reader are the screen's own devices.
    """
    devices = Devices(signature=settings.devices.signature, codes=settings.devices.codes)
    ages = dataclasses.replace(settings.content, source="none", url="", trust="")
    return dataclasses.replace(settings, relay=Relay(), devices=devices, call=Call(), content=ages)


def written(settings: Settings) -> str:
    """A settings file that reads back as `settings`."""
    lines: list[str] = []
    for table in dataclasses.fields(Settings):
        values = getattr(settings, table.name)
        lines += ["", f"[{table.name}]"]
        lines += [f"{key.name} = {_toml(getattr(values, key.name))}" for key in dataclasses.fields(values)]
    return "\n".join(lines).strip() + "\n"


def documented() -> str:
    """The whole file with every key at its default, each under its description."""
    lines: list[str] = []
    for table in dataclasses.fields(Settings):
        kind = typing.get_type_hints(Settings)[table.name]
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
    return str(value) if isinstance(value, int | float) else json.dumps(value, ensure_ascii=False)
