"""The machine, its settings, its screen and its sandbox."""

from kiosk.core.errors.entry import ErrorEntry

ENTRIES = (
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
    ErrorEntry(
        "host.queue-refused",
        "H40",
        "CUPS n'a pas fait la file de l'imprimante",
        "vérifier son adresse, et lancer la commande en administrateur (sudo)",
    ),
    ErrorEntry(
        "screen.touch-storm",
        "H20",
        "la dalle reçoit trop de touchers à la fois",
        "essuyer la dalle, écarter ce qui la touche ; sinon vérifier son câble USB et sa masse",
    ),
    ErrorEntry(
        "confine.child-killed",
        "K01",
        "un travail isolé a dépassé ses limites",
        "réessayer avec un fichier plus simple",
    ),
    ErrorEntry("confine.tool-missing", "K02", "bubblewrap est absent", "installer le paquet bubblewrap"),
    ErrorEntry(
        "site.address-refused", "W01", "site hors de la liste autorisée", "ajouter le site aux réglages"
    ),
    ErrorEntry("site.page-unreachable", "W02", "le site ne répond pas", "réessayer plus tard"),
)
