"""Cameras, sound, code reader, presence sensor and power supply."""

from kiosk.core.errors.entry import ErrorEntry

ENTRIES = (
    ErrorEntry(
        "camera.device-missing",
        "V04",
        "caméra absente",
        "vérifier le câble de la caméra, ou le réseau si elle en dépend",
    ),
    ErrorEntry(
        "camera.picture-frozen",
        "V05",
        "image figée",
        "elle est rouverte seule ; si cela revient, ouvrir son volet, puis la débrancher et la rebrancher",
    ),
    ErrorEntry(
        "camera.access-denied",
        "V21",
        "la caméra est là, mais la borne n'a pas le droit de l'ouvrir",
        "ajouter le compte des visites au groupe « video », ou corriger le mot de passe de la caméra",
    ),
    ErrorEntry(
        "camera.device-busy",
        "V22",
        "un autre programme occupe la caméra",
        "fermer cet autre programme, ou débrancher et rebrancher la caméra",
    ),
    ErrorEntry(
        "camera.page-blurred",
        "V23",
        "la photo de la feuille est floue",
        "nettoyer l'objectif, régler la mise au point et l'éclairage de la caméra à documents",
    ),
    ErrorEntry(
        "camera.photo-failed",
        "V24",
        "la photo de la feuille n'a pas pu être faite",
        "recommencer ; sinon, numériser la feuille",
    ),
    ErrorEntry("sound.device-missing", "V06", "micro ou haut-parleur absent", "vérifier les branchements"),
    ErrorEntry(
        "sound.microphone-silent",
        "V31",
        "le micro est branché, mais ne donne aucun son",
        "vérifier son interrupteur, puis son volume (« kiosk devices sound »)",
    ),
    ErrorEntry(
        "sound.level-wrong",
        "V32",
        "le son du micro est trop faible, saturé ou trop bruyant",
        "régler le volume du micro, l'éloigner du haut-parleur, puis refaire l'essai",
    ),
    ErrorEntry(
        "codes.access-denied",
        "B05",
        "le lecteur de codes est là, mais la borne n'a pas le droit de l'ouvrir",
        "ajouter le compte des visites au groupe « dialout »",
    ),
    ErrorEntry(
        "codes.reader-missing",
        "B01",
        "le lecteur de codes ne répond pas",
        "vérifier son câble, puis le rebrancher",
    ),
    ErrorEntry(
        "codes.reader-busy",
        "B02",
        "un autre programme tient le lecteur de codes",
        "arrêter cet autre programme",
    ),
    ErrorEntry(
        "codes.reader-noisy",
        "B03",
        "le lecteur de codes envoie sans arrêt",
        "le débrancher, puis vérifier sa vitesse (« baud ») et son mode série",
    ),
    ErrorEntry(
        "codes.nothing-read",
        "B04",
        "aucun code n'a été lu",
        "présenter un code devant le lecteur ; s'il est en mode clavier, le passer en mode série",
    ),
    ErrorEntry(
        "presence.access-denied",
        "Y04",
        "le détecteur de présence est là, mais la borne n'a pas le droit de l'ouvrir",
        "ajouter le compte de la borne au groupe « dialout »",
    ),
    ErrorEntry(
        "presence.sensor-missing",
        "Y01",
        "le détecteur de présence ne répond pas",
        "vérifier son câble, puis le rebrancher",
    ),
    ErrorEntry(
        "presence.sensor-busy",
        "Y02",
        "un autre programme tient le détecteur de présence",
        "arrêter cet autre programme",
    ),
    ErrorEntry(
        "presence.sensor-silent",
        "Y03",
        "le détecteur de présence est branché et n'envoie rien de lisible",
        "vérifier sa vitesse (« baud ») et son alimentation",
    ),
    ErrorEntry(
        "power.battery-used",
        "U01",
        "le courant est coupé, la borne est sur l'onduleur",
        "vérifier la prise et le disjoncteur ; la borne s'arrête seule quand la batterie est faible",
    ),
    ErrorEntry(
        "power.battery-low",
        "U02",
        "le courant est coupé et l'onduleur est presque vide, la borne va s'arrêter",
        "rétablir le courant ; la borne se rallume avec lui si la carte mère est réglée ainsi",
    ),
    ErrorEntry(
        "power.battery-old",
        "U03",
        "l'onduleur demande une batterie neuve",
        "changer la batterie de l'onduleur",
    ),
    ErrorEntry(
        "power.server-lost",
        "U04",
        "le service de l'onduleur (NUT) ne répond pas",
        "vérifier le câble de l'onduleur, puis « systemctl status nut-server »",
    ),
    ErrorEntry(
        "power.name-unknown",
        "U05",
        "le service NUT ne connaît pas cet onduleur",
        "comparer le nom de « devices.ups » à celui de /etc/nut/ups.conf",
    ),
    ErrorEntry(
        "power.data-stale",
        "U06",
        "l'onduleur ne dit plus rien à NUT",
        "débrancher puis rebrancher le câble de l'onduleur",
    ),
    ErrorEntry(
        "power.answer-invalid",
        "U07",
        "ce qui répond à cette adresse n'est pas un service NUT",
        "corriger « devices.ups » dans les réglages",
    ),
)
