"""The faults that the kiosk must survive: number, area, name. One test each, under the same number.

An area is where a technician looks first; `call` and `content` are second ones, for what
happens while two people talk and for what concerns the sheets.
"""

from dataclasses import dataclass

AREAS = ("devices", "network", "host", "content", "visits", "attacks", "call")


@dataclass(frozen=True)
class Fault:
    """One line of the list."""

    number: int
    name: str
    areas: tuple[str, ...]


_CALL = frozenset({9, 10, 11, 17, 18, 19, 20, 23, 25, 36, 48, 49, 50, 52, 53, 54, 55, 56, 59, 60, 63, 64, 65})

# What of the host's troubles strikes the content, and the attacks that come with it.
_CONTENT = frozenset({30, 31, 32, 33, 57})

_NAMES: dict[str, tuple[tuple[int, str], ...]] = {
    "devices": (
        (1, "imprimante débranchée en cours d'impression"),
        (2, "plus de papier"),
        (3, "bourrage papier"),
        (4, "file d'impression arrêtée"),
        (5, "service d'impression tué"),
        (6, "bourrage du scanner"),
        (7, "deux feuilles prises à la fois"),
        (8, "scanner perdu"),
        (9, "image de la caméra figée"),
        (10, "caméra perdue pendant un appel"),
        (11, "micro perdu"),
        (12, "la tablette de signature envoie n'importe quoi"),
        (13, "tablette débranchée pendant une signature"),
        (14, "pluie de touchers sur la dalle"),
        (15, "tous les appareils USB réinitialisés"),
        (16, "clavier ou clé USB inconnus branchés"),
    ),
    "network": (
        (17, "liaison coupée 5 secondes"),
        (18, "liaison coupée 30 secondes"),
        (19, "liaison coupée 300 secondes"),
        (20, "20 % de pertes, 200 ms de gigue"),
        (21, "DNS muet"),
        (22, "portail captif"),
        (23, "le relais redémarre pendant un appel"),
        (24, "le relais redémarre pendant que quelqu'un attend"),
        (25, "serveur TURN arrêté"),
        (26, "base de données du relais arrêtée"),
        (27, "Redis vidé"),
        (28, "3 000 bornes reviennent ensemble"),
    ),
    "host": (
        (29, "l'horloge saute d'un an ou recule d'un jour"),
        (30, "disque plein"),
        (31, "base de données abîmée"),
        (32, "fichier journal supprimé"),
        (33, "coupure de courant pendant la synchronisation"),
        (34, "coupure de courant pendant une mise à jour"),
        (35, "la nouvelle version plante trois fois"),
        (36, "un programme est tué"),
        (37, "une boucle d'événements se bloque"),
        (38, "fuite lente de mémoire"),
        (39, "plus de descripteurs de fichiers"),
        (40, "certificat expiré hors ligne"),
    ),
    "content": (
        (41, "édition tronquée"),
        (42, "édition falsifiée"),
        (43, "édition plus ancienne"),
        (44, "métadonnées expirées"),
        (45, "coupure de courant pendant la décompression"),
    ),
    "visits": (
        (46, "le visiteur s'en va sans rien dire"),
        (47, "le visiteur suivant arrive tôt"),
        (48, "le conseiller ferme son navigateur"),
        (49, "deux conseillers prennent la même personne"),
        (50, "un conseiller périmé revient"),
        (51, "la même demande deux fois"),
    ),
    "attacks": (
        (52, "fichier de 2 Go pendant un appel"),
        (53, "PDF avec scripts ou fichiers joints"),
        (54, "PDF de 2 ko qui grossit jusqu'à 1 Gio"),
        (55, "image géante"),
        (56, "noms de fichiers piégés"),
        (57, "entités XML"),
        (58, "code QR hostile"),
        (59, "déluge de messages"),
        (60, "signalisation rejouée ou mélangée"),
        (61, "jeton de borne volé"),
        (62, "disque cloné"),
        (63, "empreinte échangée par le relais"),
        (64, "TURN détourné vers le réseau interne"),
        (65, "datagrammes étrangers dans l'appel"),
        (66, "code PIN deviné"),
        (67, "tentatives de sortie de l'écran"),
        (68, "dossier d'une autre administration"),
    ),
}


def _areas(number: int, area: str) -> tuple[str, ...]:
    others = (("call", _CALL), ("content", _CONTENT))
    return (area, *(other for other, numbers in others if number in numbers))


FAULTS: tuple[Fault, ...] = tuple(
    Fault(number, name, _areas(number, area)) for area, rows in _NAMES.items() for number, name in rows
)


def faults_of(area: str | None) -> list[Fault]:
    """The whole list, or the faults of one area."""
    return [fault for fault in FAULTS if area is None or area in fault.areas]
