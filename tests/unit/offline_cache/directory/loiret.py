"""A small directory of the Loiret, written in the published shapes."""

import json
from typing import Any

from offline_cache.directory.model import Point

Record = dict[str, Any]
SANDILLON = Point(47.8458, 2.0293)
WEEK = {
    "nom_jour_debut": "Lundi", "nom_jour_fin": "Vendredi", "valeur_heure_debut_1": "09:00:00",
    "valeur_heure_fin_1": "12:00:00", "valeur_heure_debut_2": "14:00:00", "valeur_heure_fin_2": "17:00:00",
    "commentaire": "",
}  # fmt: skip


def office(key: str, name: str, kind: str, insee: str, at: tuple[float, float] | None, **more: Any) -> Record:
    """One entry as the dump writes it."""
    place = {
        "type_adresse": "Adresse",
        "numero_voie": "1 rue du Four",
        "code_postal": "45000",
        "nom_commune": "Ici",
    }
    if at is not None:
        place |= {"latitude": str(at[0]), "longitude": str(at[1])}
    return {
        "id": key, "nom": name, "code_insee_commune": insee, "adresse": [place], "plage_ouverture": [WEEK],
        "pivot": [{"type_service_local": kind, "code_insee_commune": [insee]}],
        "telephone": [{"valeur": "02 38 00 00 00", "description": ""}],
        "date_modification": "05/10/2026 08:00:00", **more,
    }  # fmt: skip


def serving(record: Record, *communes: str) -> Record:
    """The same, serving these communes."""
    (pivot,) = record["pivot"]
    return {**record, "pivot": [{**pivot, "code_insee_commune": list(communes)}]}


LOIRET: list[Record] = [
    office("m-sandillon", "Mairie - Sandillon", "mairie", "45300", (47.8458, 2.0293)),
    office("m-orleans", "Mairie - Orléans", "mairie", "45234", (47.9029, 1.9092)),
    serving(office("caf-45", "Caf du Loiret", "caf", "45234", (47.9, 1.91)), "45234", "45300"),
    serving(office("caf-37", "Caf Touraine", "caf", "37261", (47.39, 0.69)), "37261"),
    office("fs-jargeau", "France Services - Jargeau", "france_services", "45173", (47.866, 2.12)),
    office("fs-gien", "France Services - Gien", "msap", "45155", (47.69, 2.63)),
    office("ft-orleans", "France Travail - Orléans", "france_travail", "45234", (47.91, 1.9)),
    office("ml-nowhere", "Mission locale de l'Orléanais", "mission_locale", "45234", None),
    office("m-marseille", "Mairie - Marseille", "mairie", "13055", (43.296, 5.37)),
]


def packed(record: Record) -> Record:
    """An entry as the API exports it: what is nested is a JSON text."""
    return {
        key: json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
        for key, value in record.items()
    }
