"""Errors a person may meet: one list, each with a code to read out over the telephone.

An error carries a key, never a sentence: `ui/` and the pages turn keys into French. The remedy is
for the technician's menu, which shows this same list.
"""

from dataclasses import dataclass

from kiosk.core.errors_access import ACCESS_ERRORS
from kiosk.core.errors_cameras import CAMERAS
from kiosk.core.errors_editions import EDITIONS
from kiosk.core.errors_feed import FEED_ERRORS
from kiosk.core.errors_guided import GUIDED_ERRORS
from kiosk.core.errors_panel import PANEL_ERRORS
from kiosk.core.errors_printer import PRINTER_ERRORS
from kiosk.core.errors_readers import READER_ERRORS
from kiosk.core.errors_sound import SOUND_ERRORS


@dataclass(frozen=True)
class ErrorEntry:
    """One known trouble. `key` is `area.noun-problem`; `code` is short enough to be spoken."""

    key: str
    code: str
    cause: str
    remedy: str


_ENTRIES = (
    # settings, command line, host
    ErrorEntry("settings.key-unknown", "R01", "clé inconnue dans les réglages", "corriger la ligne indiquée"),
    ErrorEntry(
        "settings.value-wrong", "R02", "valeur refusée dans les réglages", "corriger la ligne indiquée"
    ),
    ErrorEntry(
        "settings.file-missing",
        "R03",
        "fichier de réglages absent",
        "vérifier le chemin, ou lancer l'installation de la borne",
    ),
    ErrorEntry("host.path-wrong", "H11", "ce fichier ou ce dossier ne convient pas", "vérifier le chemin"),
    ErrorEntry(
        "host.address-wrong",
        "H12",
        "cette adresse n'est pas celle de la machine",
        "corriger « host » dans les réglages",
    ),
    ErrorEntry(
        "host.certificate-wrong",
        "H13",
        "le certificat ne convient pas",
        "vérifier le fichier, sa clé et sa date",
    ),
    ErrorEntry(
        "host.database-wrong",
        "H14",
        "la base du relais ne s'ouvre pas",
        "vérifier « database » dans les réglages du relais",
    ),
    ErrorEntry(
        "host.port-busy",
        "H01",
        "un autre programme occupe le port",
        "arrêter l'autre programme ou changer de port",
    ),
    ErrorEntry(
        "host.package-missing",
        "H02",
        "un paquet du système manque",
        "lancer « kiosk doctor » puis installer le paquet",
    ),
    ErrorEntry(
        "host.permission-missing",
        "H03",
        "droits insuffisants",
        "vérifier l'utilisateur et le propriétaire du dossier",
    ),
    ErrorEntry(
        "host.steward-running",
        "H07",
        "la borne tourne déjà",
        "arrêter l'autre (« systemctl stop visio-steward ») ou choisir un autre dossier",
    ),
    ErrorEntry(
        "host.path-long", "H08", "le chemin du dossier est trop long", "choisir un dossier plus court"
    ),
    ErrorEntry(
        "host.account-missing",
        "H09",
        "le compte des visites n'existe pas",
        "lancer « systemd-sysusers », puis redémarrer visio-steward",
    ),
    ErrorEntry(
        "host.account-refused",
        "H10",
        "la borne n'a pas le droit de prendre le compte des visites",
        "la démarrer par son service (« systemctl start visio-steward »), qui donne ce droit",
    ),
    ErrorEntry("host.disk-full", "H04", "disque plein", "libérer de la place"),
    ErrorEntry(
        "host.process-lost",
        "H05",
        "un programme de la borne s'est arrêté",
        "il redémarre seul ; voir le journal",
    ),
    ErrorEntry(
        "host.schema-outdated",
        "H06",
        "la base du relais n'est pas à jour",
        "lancer « kiosk relay init » puis redémarrer le relais",
    ),
    # content
    ErrorEntry(
        "content.zip-invalid",
        "C01",
        "le fichier n'est pas une archive ZIP lisible",
        "télécharger l'édition de nouveau",
    ),
    ErrorEntry(
        "content.edition-invalid",
        "C02",
        "l'archive n'est pas une édition de service-public.fr",
        "vérifier le fichier",
    ),
    ErrorEntry(
        "content.path-hostile",
        "C03",
        "un nom de fichier sort de l'archive",
        "refuser ce fichier et prévenir l'éditeur",
    ),
    ErrorEntry(
        "content.xml-hostile", "C04", "entités XML interdites", "refuser ce fichier et prévenir l'éditeur"
    ),
    ErrorEntry("content.xml-invalid", "C05", "fiche XML illisible", "télécharger l'édition de nouveau"),
    ErrorEntry(
        "content.size-exceeded", "C06", "archive trop grosse une fois décompressée", "vérifier le fichier"
    ),
    ErrorEntry(
        "content.local-wrong",
        "C30",
        "le contenu local est à corriger",
        "corriger les lignes indiquées, puis recommencer",
    ),
    ErrorEntry(
        "content.local-damaged",
        "C31",
        "le contenu local installé ne se lit pas",
        "l'installer de nouveau : kiosk content local install",
    ),
    ErrorEntry(
        "content.local-missing",
        "C32",
        "aucun contenu local n'est installé",
        "kiosk content local install DOSSIER",
    ),
    ErrorEntry("content.store-missing", "C07", "aucun contenu n'est installé", "importer une édition"),
    ErrorEntry("content.sheet-missing", "C08", "fiche absente de cette édition", "chercher une autre fiche"),
    ErrorEntry(
        "content.store-damaged", "C09", "le contenu installé est abîmé", "importer l'édition de nouveau"
    ),
    *(ErrorEntry(*row) for row in FEED_ERRORS),
    *(ErrorEntry(*row) for row in PANEL_ERRORS),
    ErrorEntry(
        "content.directory-invalid",
        "C20",
        "ce fichier n'est pas un annuaire lisible, ou il est coupé",
        "télécharger l'annuaire de nouveau",
    ),
    ErrorEntry(
        "content.directory-empty",
        "C21",
        "l'annuaire n'a aucun bureau pour cet endroit",
        "vérifier le code INSEE, le rayon ou le département",
    ),
    ErrorEntry(
        "content.file-refused",
        "C22",
        "ce fichier de contenu a des erreurs",
        "corriger les lignes indiquées, puis le vérifier de nouveau",
    ),
    *(ErrorEntry(*row) for row in EDITIONS),
    # documents
    ErrorEntry("document.type-unknown", "D01", "le fichier n'est pas un PDF ou une image", "envoyer un PDF"),
    ErrorEntry(
        "document.password-protected",
        "D02",
        "le PDF est protégé par un mot de passe",
        "envoyer une version sans mot de passe",
    ),
    ErrorEntry("document.pages-exceeded", "D03", "trop de pages", "envoyer moins de pages"),
    ErrorEntry("document.size-exceeded", "D04", "fichier trop gros", "envoyer un fichier plus petit"),
    ErrorEntry("document.file-damaged", "D05", "le fichier est abîmé", "envoyer le fichier de nouveau"),
    ErrorEntry(
        "document.work-exceeded",
        "D06",
        "le fichier demande trop de calcul",
        "envoyer une version plus simple",
    ),
    ErrorEntry(
        "document.transfer-broken", "D07", "le fichier est arrivé incomplet", "envoyer le fichier de nouveau"
    ),
    ErrorEntry(
        "document.form-dynamic",
        "D19",
        "ce formulaire ne s'ouvre qu'avec Adobe Reader (XFA)",
        "demander une version PDF ordinaire, ou passer par le service en ligne",
    ),
    ErrorEntry(
        "signature.box-invalid", "D08", "le cadre de signature sort de la page", "choisir un autre cadre"
    ),
    ErrorEntry("signature.ink-empty", "D09", "rien n'a été dessiné", "signer de nouveau"),
    ErrorEntry(
        "signature.pad-missing",
        "D10",
        "la tablette de signature ne répond pas",
        "vérifier son câble, puis la rebrancher",
    ),
    ErrorEntry(
        "signature.pad-busy",
        "D11",
        "un autre programme tient la tablette de signature",
        "arrêter cet autre programme",
    ),
    # printing, tickets
    *(ErrorEntry(*row) for row in PRINTER_ERRORS),
    *(ErrorEntry(*row) for row in ACCESS_ERRORS),
    # scanning
    ErrorEntry(
        "scanner.device-lost",
        "N01",
        "scanner éteint ou débranché",
        "allumer le scanner, vérifier le câble ou le réseau",
    ),
    ErrorEntry(
        "scanner.paper-jammed", "N02", "bourrage du chargeur", "ouvrir le chargeur et retirer la feuille"
    ),
    ErrorEntry(
        "scanner.page-doubled",
        "N03",
        "deux feuilles sont passées ensemble",
        "séparer les feuilles, puis nettoyer le rouleau si cela revient",
    ),
    ErrorEntry("scanner.feeder-empty", "N04", "chargeur vide", "poser les feuilles dans le chargeur"),
    ErrorEntry("scanner.cover-open", "N05", "capot du scanner ouvert", "fermer le capot"),
    ErrorEntry(
        "scanner.device-busy",
        "N06",
        "le scanner est occupé",
        "attendre la fin de l'autre travail, ou le redémarrer",
    ),
    ErrorEntry("scanner.scan-failed", "N07", "la page n'a pas pu être lue", "numériser de nouveau"),
    ErrorEntry(
        "scanner.device-silent", "N08", "le scanner ne répond pas à temps", "l'éteindre, puis le rallumer"
    ),
    ErrorEntry(
        "scanner.access-denied",
        "N09",
        "le scanner est là, mais la borne n'a pas le droit de l'ouvrir",
        "ajouter le compte des visites au groupe « scanner »",
    ),
    ErrorEntry("scanner.page-blank", "N10", "la page est blanche", "retourner la feuille, puis recommencer"),
    *(ErrorEntry(*row) for row in (*GUIDED_ERRORS, *READER_ERRORS)),
    # link and queue
    ErrorEntry("link.relay-unreachable", "L01", "le relais ne répond pas", "vérifier le réseau"),
    ErrorEntry("link.version-refused", "L02", "le relais parle une autre version", "mettre à jour la borne"),
    ErrorEntry(
        "link.identity-refused",
        "L03",
        "le relais ne reconnaît pas cette borne",
        "enrôler la borne de nouveau",
    ),
    ErrorEntry("link.kiosk-unknown", "L07", "aucune borne n'a ce numéro", "relire le numéro"),
    ErrorEntry("link.message-invalid", "L04", "message refusé", "mettre à jour le programme"),
    ErrorEntry("link.message-flood", "L05", "trop de messages", "attendre quelques secondes"),
    ErrorEntry("link.kiosk-offline", "L06", "la borne n'est pas en ligne", "attendre qu'elle revienne"),
    ErrorEntry(
        "enrol.code-invalid", "E01", "code d'enrôlement inconnu ou déjà utilisé", "demander un nouveau code"
    ),
    ErrorEntry("enrol.code-expired", "E02", "code d'enrôlement expiré", "demander un nouveau code"),
    ErrorEntry("login.password-wrong", "E03", "identifiant ou mot de passe faux", "vérifier et recommencer"),
    ErrorEntry(
        "login.password-short",
        "E06",
        "le mot de passe est trop court",
        "en choisir un d'au moins 12 caractères",
    ),
    ErrorEntry("login.attempts-exceeded", "E04", "trop d'essais", "attendre le délai indiqué"),
    ErrorEntry(
        "login.role-missing", "E05", "action non permise à ce compte", "se connecter avec un autre compte"
    ),
    ErrorEntry("queue.desk-closed", "Q01", "guichet fermé", "revenir aux heures d'ouverture"),
    ErrorEntry("queue.desk-unknown", "Q02", "guichet inconnu", "mettre à jour la liste des guichets"),
    ErrorEntry(
        "queue.seat-taken", "Q03", "un autre conseiller a pris cette personne", "prendre la personne suivante"
    ),
    ErrorEntry("queue.seat-stale", "Q04", "cette place n'est plus la vôtre", "reprendre la file"),
    ErrorEntry(
        "queue.nobody-answers", "Q05", "personne n'a répondu à temps", "proposer un rappel ou un contact"
    ),
    ErrorEntry(
        "queue.seat-held", "Q06", "ce conseiller est déjà avec quelqu'un", "terminer d'abord l'entretien"
    ),
    # call
    *(ErrorEntry(*row) for row in CAMERAS),
    *(ErrorEntry(*row) for row in SOUND_ERRORS),
    # people
    ErrorEntry("pin.code-wrong", "A01", "code faux", "recommencer après le délai"),
    ErrorEntry(
        "pin.code-unset", "A02", "aucun code n'est défini", "définir le code avec « kiosk devices pin »"
    ),
    ErrorEntry(
        "site.address-refused", "W01", "site hors de la liste autorisée", "ajouter le site aux réglages"
    ),
    ErrorEntry("site.page-unreachable", "W02", "le site ne répond pas", "réessayer plus tard"),
    ErrorEntry(
        "confine.child-killed",
        "K01",
        "un travail isolé a dépassé ses limites",
        "réessayer avec un fichier plus simple",
    ),
    ErrorEntry("confine.tool-missing", "K02", "bubblewrap est absent", "installer le paquet bubblewrap"),
)

ERRORS: dict[str, ErrorEntry] = {entry.key: entry for entry in _ENTRIES}


class UserFacingError(Exception):
    """Something a person must be told, named by a key of `ERRORS`.

    `detail` is for a log or a command line (a file's name, a line): never personal data.
    """

    def __init__(self, key: str, detail: str = "") -> None:
        self.entry = ERRORS[key]
        self.detail = detail
        super().__init__(f"{key} ({self.entry.code}){': ' if detail else ''}{detail}")

    @property
    def key(self) -> str:
        """The error's key, `area.noun-problem`."""
        return self.entry.key

    @property
    def code(self) -> str:
        """The short code a person can read out."""
        return self.entry.code

    @property
    def lines(self) -> tuple[str, ...]:
        """The detail as it is told, one thing a line."""
        return (self.detail,) if self.detail else ()
