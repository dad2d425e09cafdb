"""The faults that the kiosk must survive: number, area, term, name. One test each, under the same number.

An area is where a technician looks first; `call` and `content` are second ones, for what
happens while two people talk and for what concerns the sheets.
"""

from dataclasses import dataclass

AREAS = ("devices", "network", "host", "content", "visits", "attacks", "call")


@dataclass(frozen=True)
class Fault:
    """One line of the list."""

    number: int
    term: str
    """In English, as the list has it."""
    name: str
    areas: tuple[str, ...]


_CALL = frozenset({9, 10, 11, *range(17, 26), 36, *range(46, 57), 59, 60, 63, 64, 65})

# What of the host's troubles strikes the content, and the attacks that come with it.
_CONTENT = frozenset({30, 31, 32, 33, 57})

_NAMES: dict[str, tuple[tuple[int, str, str], ...]] = {
    "devices": (
        (1, "printer unplugged mid-job", "imprimante débranchée en cours d'impression"),
        (2, "paper out", "plus de papier"),
        (3, "paper jam", "bourrage papier"),
        (4, "print queue paused", "file d'impression arrêtée"),
        (5, "print server killed", "service d'impression tué"),
        (6, "scanner jam", "bourrage du scanner"),
        (7, "double feed", "deux feuilles prises à la fois"),
        (8, "scanner lost", "scanner perdu"),
        (9, "camera frozen", "image de la caméra figée"),
        (10, "camera lost in a call", "caméra perdue pendant un appel"),
        (11, "microphone lost", "micro perdu"),
        (12, "signature pad sends garbage", "la tablette de signature envoie n'importe quoi"),
        (13, "pad unplugged mid-signature", "tablette débranchée pendant une signature"),
        (14, "a storm of touches", "pluie de touchers sur la dalle"),
        (15, "all USB devices reset", "tous les appareils USB réinitialisés"),
        (16, "unknown keyboard or storage plugged in", "clavier ou clé USB inconnus branchés"),
    ),
    "network": (
        (17, "link gone 5 s", "liaison coupée 5 secondes"),
        (18, "link gone 30 s", "liaison coupée 30 secondes"),
        (19, "link gone 300 s", "liaison coupée 300 secondes"),
        (20, "20 % loss, 200 ms jitter", "20 % de pertes, 200 ms de gigue"),
        (21, "DNS dead", "DNS muet"),
        (22, "captive portal", "portail captif"),
        (23, "relay restarts in a call", "le relais redémarre pendant un appel"),
        (24, "relay restarts while someone waits", "le relais redémarre pendant que quelqu'un attend"),
        (25, "TURN server down", "serveur TURN arrêté"),
        (26, "relay database down", "base de données du relais arrêtée"),
        (27, "Redis flushed", "Redis vidé"),
        (28, "3,000 kiosks reconnect at once", "3 000 bornes reviennent ensemble"),
    ),
    "host": (
        (29, "clock jumps a year ahead or a day back", "l'horloge saute d'un an ou recule d'un jour"),
        (30, "disk full", "disque plein"),
        (31, "a database is corrupt", "base de données abîmée"),
        (32, "a journal file is deleted", "fichier journal supprimé"),
        (33, "power cut during content sync", "coupure de courant pendant la synchronisation"),
        (34, "power cut during an update", "coupure de courant pendant une mise à jour"),
        (35, "new version crashes three times", "la nouvelle version plante trois fois"),
        (36, "a process killed", "un programme est tué"),
        (37, "event loop hangs", "une boucle d'événements se bloque"),
        (38, "slow leak", "fuite lente de mémoire"),
        (39, "file descriptors exhausted", "plus de descripteurs de fichiers"),
        (40, "certificate expired while offline", "certificat expiré hors ligne"),
    ),
    "content": (
        (41, "truncated edition", "édition tronquée"),
        (42, "forged edition", "édition falsifiée"),
        (43, "rolled-back edition", "édition plus ancienne"),
        (44, "expired metadata", "métadonnées expirées"),
        (45, "power cut while unpacking", "coupure de courant pendant la décompression"),
    ),
    "visits": (
        (46, "visitor walks away", "le visiteur s'en va sans rien dire"),
        (47, "next visitor arrives early", "le visiteur suivant arrive tôt"),
        (48, "expert closes the browser", "le conseiller ferme son navigateur"),
        (49, "two experts accept at once", "deux conseillers prennent la même personne"),
        (50, "a stale expert comes back", "un conseiller périmé revient"),
        (51, "the same submission twice", "la même demande deux fois"),
    ),
    "attacks": (
        (52, "a 2 GB file over the call", "fichier de 2 Go pendant un appel"),
        (53, "PDF with scripts or embedded files", "PDF avec scripts ou fichiers joints"),
        (54, "2 kB PDF that expands to 1 GiB", "PDF de 2 ko qui grossit jusqu'à 1 Gio"),
        (55, "image bomb", "image géante"),
        (56, "file names with `../`, NUL, right-to-left tricks", "noms de fichiers piégés"),
        (57, "XML entities", "entités XML"),
        (58, "hostile QR code", "code QR hostile"),
        (59, "flood of messages", "déluge de messages"),
        (60, "replayed or reordered signalling", "signalisation rejouée ou mélangée"),
        (61, "stolen kiosk token", "jeton de borne volé"),
        (62, "cloned disk", "disque cloné"),
        (63, "fingerprint swapped by the relay", "empreinte échangée par le relais"),
        (64, "TURN used to reach 127.0.0.1 or a private range", "TURN détourné vers le réseau interne"),
        (65, "foreign datagrams injected into the call", "datagrammes étrangers dans l'appel"),
        (66, "PIN guessing", "code PIN deviné"),
        (67, "escape attempts", "tentatives de sortie de l'écran"),
        (68, "expert of one administration asks for another's file", "dossier d'une autre administration"),
    ),
}


def _areas(number: int, area: str) -> tuple[str, ...]:
    others = (("call", _CALL), ("content", _CONTENT))
    return (area, *(other for other, numbers in others if number in numbers))


FAULTS: tuple[Fault, ...] = tuple(
    Fault(number, term, name, _areas(number, area))
    for area, rows in _NAMES.items()
    for number, term, name in rows
)


def faults_of(area: str | None) -> list[Fault]:
    """The whole list, or the faults of one area."""
    return [fault for fault in FAULTS if area is None or area in fault.areas]
