"""What to do about each error of a device: numbered steps, and where to look on the drawing of the device.

The steps are for whoever stands in front of the machine, a technician or an agent with the key; the words of the
error list say the same in one line. Every error of a device's area has its steps here: a test walks the list.
"""

from dataclasses import dataclass, replace

from kiosk.core.errors import ERRORS
from kiosk.maintenance.table import Drawing

SPOTS: dict[Drawing, tuple[str, ...]] = {
    "printer": ("tray", "rear", "cover", "toner", "power", "cable", "output", "screen"),
    "receipt": ("roll", "cover", "cutter", "power", "cable"),
    "scanner": ("glass", "feeder", "lid", "power", "cable", "screen"),
    "camera": ("lens", "cable"),
    "document-camera": ("lens", "table", "cable"),
    "microphone": ("head", "cable"),
    "speaker": ("volume", "cable"),
    "handset": ("hook", "cable"),
    "pad": ("surface", "cable", "screen"),
    "reader": ("window", "cable"),
    "presence": ("window", "cable"),
    "ups": ("plug", "battery", "cable"),
    "network": ("box", "cable", "screen"),
    "host": ("screen", "cable"),
}
"""The places a drawing can show, by drawing. `screen` is work at a keyboard, not on the device."""


@dataclass(frozen=True)
class Remedy:
    """`spot` is one of the drawing's places."""

    drawing: Drawing
    spot: str
    steps: tuple[str, ...]


_ALIKE: frozenset[Drawing] = frozenset({"microphone", "speaker", "handset", "camera", "document-camera"})
"""Drawings of devices that share errors."""

_AGAIN = "Touchez « Essai guidé » pour vérifier."
_CABLE = "Vérifiez que le câble est enfoncé des deux côtés ; au besoin, débranchez-le et rebranchez-le."

REMEDIES: dict[str, Remedy] = {
    "printer.paper-empty": Remedy("printer", "tray", (
        "Tirez le bac à papier, en bas de l’imprimante, vers vous.",
        "Posez-y une ramette de papier A4, sans dépasser le repère.",
        "Poussez les guides contre le papier, puis refermez le bac.",
        "Les impressions en attente reprennent d’elles-mêmes.",
    )),
    "printer.paper-jammed": Remedy("printer", "rear", (
        "Ouvrez la porte arrière de l’imprimante.",
        "Tirez la feuille coincée, doucement et des deux mains, sans la déchirer.",
        "S’il n’y a rien, sortez le bac et regardez au-dessus.",
        "Refermez tout : l’imprimante repart d’elle-même.",
    )),
    "printer.cover-open": Remedy("printer", "cover", (
        "Appuyez sur le capot jusqu’au clic, des deux côtés.",
        "Vérifiez aussi la porte arrière et le bac.",
    )),
    "printer.toner-empty": Remedy("printer", "toner", (
        "Ouvrez la porte avant.",
        "Sortez la cartouche, prenez la neuve, ôtez sa languette.",
        "Glissez-la jusqu’au clic et refermez la porte.",
        _AGAIN,
    )),
    "printer.device-offline": Remedy("printer", "power", (
        "Regardez le voyant : s’il est éteint, appuyez sur le bouton de marche.",
        "Toujours éteinte : vérifiez la prise et la multiprise.",
        _CABLE,
        "Attendez une minute, qu’elle se réveille.",
    )),
    "printer.server-lost": Remedy("printer", "screen", (
        "Attendez une minute : le service d’impression redémarre seul.",
        "Sinon, un administrateur lance « systemctl restart cups ».",
    )),
    "printer.job-failed": Remedy("printer", "output", (
        "Prenez la page qui est peut-être sortie à moitié.",
        "Éteignez l’imprimante, attendez dix secondes, rallumez-la.",
        _AGAIN,
    )),
    "printer.queue-paused": Remedy("printer", "screen", (
        "Attendez une minute : la file est relancée seule.",
        "Sinon, un administrateur lance « cupsenable » suivi du nom de la file.",
    )),
    "printer.page-missing": Remedy("printer", "output", (
        "Regardez dans le bac de sortie, et derrière l’imprimante.",
        "Vérifiez que l’adresse réglée est celle de cette imprimante, et non d’une autre.",
        "Regardez si une autre imprimante de la mairie a sorti la page.",
    )),
    "printer.page-unreadable": Remedy("printer", "toner", (
        "Ouvrez la porte avant et sortez la cartouche.",
        "Remuez-la cinq fois de gauche à droite, puis remettez-la.",
        "Si la page reste illisible, mettez une cartouche neuve.",
        _AGAIN,
    )),
    "printer.page-poor": Remedy("printer", "toner", (
        "Une rayure au même endroit sur chaque page : nettoyez ou changez la cartouche.",
        "Tout est pâle : remuez la cartouche, ou changez-la.",
        "Il manque une couleur : changez la cartouche de cette couleur.",
        "La rayure n’est que sur la page lue : nettoyez la vitre du scanner.",
    )),
    "printer.access-denied": Remedy("printer", "screen", (
        "Un administrateur ouvre les réglages de CUPS.",
        "Il autorise cette machine à imprimer et à gérer ses travaux.",
    )),
    "printer.queue-missing": Remedy("printer", "screen", (
        "Un administrateur lance « lpstat -e », qui nomme les files.",
        "Il corrige « printer » sous [devices], ou crée la file.",
        "Il redémarre ensuite la borne.",
    )),
    "printer.toner-low": Remedy("printer", "toner", (
        "Rien ne presse : les impressions sortent encore.",
        "Commandez une cartouche, et changez-la quand la page pâlit.",
    )),
    "printer.waste-full": Remedy("printer", "rear", (
        "Commandez un bac d’encre usagée neuf.",
        "Changez-le comme le montre l’étiquette de l’imprimante.",
    )),
    "printer.tray-empty": Remedy("printer", "tray", (
        "Tirez chaque bac à papier et regardez s’il est vide.",
        "Remettez-y du papier A4, puis refermez.",
    )),
    "receipt.access-denied": Remedy("receipt", "cable", (
        "Un administrateur ajoute le compte de la borne au groupe « dialout » ou « lp ».",
        "Il redémarre ensuite la borne.",
    )),
    "receipt.device-busy": Remedy("receipt", "cable", (
        "Un administrateur regarde si CUPS a une file pour elle, et l’enlève.",
        "Il arrête tout autre programme qui la tient.",
    )),
    "receipt.paper-empty": Remedy("receipt", "roll", (
        "Ouvrez le capot de l’imprimante à tickets.",
        "Ôtez le mandrin vide et posez un rouleau neuf, le papier sortant vers vous.",
        "Laissez dépasser cinq centimètres, puis refermez.",
    )),
    "receipt.paper-low": Remedy("receipt", "roll", (
        "Préparez un rouleau neuf : celui-ci finit bientôt.",
        "Ouvrez le capot, changez le rouleau, le papier sortant vers vous, puis refermez.",
    )),
    "receipt.cover-open": Remedy("receipt", "cover", ("Appuyez sur le capot jusqu’au clic.", _AGAIN)),
    "receipt.cutter-jammed": Remedy("receipt", "cutter", (
        "Éteignez l’imprimante à tickets.",
        "Ouvrez le capot et retirez le papier près de la lame, sans y mettre les doigts.",
        "Refermez, puis rallumez.",
    )),
    "receipt.device-failed": Remedy("receipt", "power", (
        "Éteignez l’imprimante à tickets, attendez dix secondes, rallumez-la.",
        "Si le voyant rouge revient, elle est à réparer : les tickets sortent en A4.",
    )),
    "receipt.device-offline": Remedy("receipt", "cable", (
        "Regardez le voyant : s’il est éteint, appuyez sur le bouton de marche.",
        _CABLE,
    )),
    "receipt.ticket-missing": Remedy("receipt", "roll", (
        "Ouvrez le capot : le rouleau est peut-être à l’envers.",
        "Grattez le papier de l’ongle : la face qui noircit doit regarder la tête.",
        "Refermez, puis refaites l’essai.",
    )),
    "receipt.ticket-unreadable": Remedy("receipt", "cutter", (
        "Vérifiez que le papier est du papier thermique.",
        "Éteignez, laissez refroidir, et passez un coton et de l’alcool sur la tête.",
        _AGAIN,
    )),
    "scanner.device-lost": Remedy("scanner", "cable", (
        "Regardez si le scanner est allumé.", _CABLE, "Attendez une minute qu’il soit retrouvé.",
    )),
    "scanner.paper-jammed": Remedy("scanner", "feeder", (
        "Soulevez le capot du chargeur.",
        "Tirez la feuille dans le sens de la marche, des deux mains.",
        "Refermez le capot jusqu’au clic.",
    )),
    "scanner.page-doubled": Remedy("scanner", "feeder", (
        "Reprenez les feuilles, aérez-les, et remettez-les.",
        "Si cela revient, passez un chiffon humide sur le rouleau du chargeur.",
    )),
    "scanner.feeder-empty": Remedy("scanner", "feeder", (
        "Posez les feuilles dans le chargeur, jusqu’au fond.", "Poussez les guides contre le papier.",
    )),
    "scanner.cover-open": Remedy("scanner", "lid", (
        "Appuyez sur le capot du chargeur jusqu’au clic.", "Vérifiez qu’aucune feuille ne dépasse.",
    )),
    "scanner.device-busy": Remedy("scanner", "power", (
        "Attendez une minute : un autre ordinateur s’en sert peut-être.",
        "Sinon, éteignez le scanner, attendez dix secondes, rallumez-le.",
    )),
    "scanner.scan-failed": Remedy("scanner", "glass", (
        "Reposez la feuille sur la vitre, contre l’angle marqué.", "Refermez le couvercle, et recommencez.",
    )),
    "scanner.device-silent": Remedy("scanner", "power", (
        "Éteignez le scanner, attendez dix secondes, rallumez-le.", _CABLE,
    )),
    "scanner.access-denied": Remedy("scanner", "screen", (
        "Un administrateur ajoute le compte des visites au groupe « scanner ».",
        "Il redémarre ensuite la borne.",
    )),
    "scanner.page-blank": Remedy("scanner", "glass", (
        "Retournez la feuille : la face écrite regarde la vitre.", "Refermez le couvercle, et recommencez.",
    )),
    "scanner.page-unlike": Remedy("scanner", "glass", (
        "Posez la page de test qui vient de sortir, face écrite dessous.",
        "Calez-la dans l’angle marqué, sans pli, et refermez le couvercle.",
        "Nettoyez la vitre avec un chiffon doux si elle est tachée.",
        _AGAIN,
    )),
    "camera.device-missing": Remedy("camera", "cable", (
        _CABLE,
        "Essayez une autre prise USB de la borne.",
        "Attendez dix secondes : elle est retrouvée seule.",
    )),
    "camera.picture-frozen": Remedy("camera", "cable", (
        "Attendez dix secondes : la caméra est rouverte seule.",
        "Sinon, débranchez-la, comptez jusqu’à cinq, rebranchez-la.",
    )),
    "camera.picture-doubtful": Remedy("camera", "lens", (
        "Essuyez l’objectif avec un chiffon doux.",
        "Ouvrez le volet s’il y en a un, et tournez la caméra vers le visage.",
        "S’il y a deux caméras, vérifiez que l’adresse réglée est celle du visage.",
    )),
    "camera.access-denied": Remedy("host", "screen", (
        "Un administrateur ajoute le compte des visites au groupe « video ».",
        "Pour une caméra du réseau, il corrige son mot de passe dans les réglages.",
        "Il redémarre ensuite la borne.",
    )),
    "camera.device-busy": Remedy("camera", "cable", (
        "Débranchez la caméra, comptez jusqu’à cinq, rebranchez-la.",
        "Si cela revient, un administrateur cherche le programme qui la tient.",
    )),
    "camera.page-blurred": Remedy("document-camera", "lens", (
        "Essuyez l’objectif de la caméra à documents.",
        "Réglez sa mise au point sur une feuille écrite.",
        "Ajoutez de la lumière, sans reflet sur la feuille.",
    )),
    "camera.photo-failed": Remedy("document-camera", "table", (
        "Posez la feuille à plat, entière, sous la caméra.",
        "Recommencez ; sinon, le scanner lit la feuille aussi bien.",
    )),
    "sound.device-missing": Remedy("microphone", "cable", (
        _CABLE,
        "Essayez une autre prise USB de la borne.",
        "Un administrateur vérifie que le son du système voit l’appareil : « wpctl status ».",
    )),
    "sound.microphone-silent": Remedy("microphone", "head", (
        "Cherchez un interrupteur sur le micro, et ouvrez-le.",
        "Vérifiez que rien ne le couvre.",
        "Montez son volume : « kiosk devices sound ».",
        _AGAIN,
    )),
    "sound.level-wrong": Remedy("microphone", "head", (
        "Éloignez le micro du haut-parleur et de tout ventilateur.",
        "Réglez son volume : « kiosk devices sound ».",
        _AGAIN,
    )),
    "sound.tone-unheard": Remedy("speaker", "volume", (
        "Tournez le bouton de volume du haut-parleur.",
        "Regardez s’il est allumé, et si aucun casque n’est branché.",
        _CABLE,
    )),
    "sound.voice-unheard": Remedy("microphone", "head", (
        "Parlez à cinquante centimètres du micro.",
        "Cherchez un interrupteur sur le micro, et ouvrez-le.",
        "Si le son joué n’est pas entendu non plus, essayez d’abord le haut-parleur.",
    )),
    "signature.pad-missing": Remedy("pad", "cable", (
        _CABLE,
        "Essayez une autre prise de la borne.",
        "En attendant, on signe avec le doigt, à l’écran.",
    )),
    "signature.pad-busy": Remedy("pad", "screen", (
        "Un administrateur arrête le programme qui tient la tablette.", "Il redémarre ensuite la borne.",
    )),
    "signature.ink-empty": Remedy("pad", "surface", (
        "Écrivez sur la tablette avec son propre stylet, en appuyant.",
        "Si rien ne vient, débranchez et rebranchez la tablette.",
    )),
    "signature.pad-garbled": Remedy("pad", "cable", (
        _CABLE,
        "Un administrateur vérifie le modèle et la vitesse réglés, « topaz: » ou « wacom: ».",
        _AGAIN,
    )),
    "signature.access-denied": Remedy("pad", "screen", (
        "Un administrateur ajoute le compte des visites au groupe « dialout ».",
        "Il redémarre ensuite la borne.",
    )),
    "signature.box-small": Remedy("pad", "screen", ("Le conseiller dessine un cadre plus grand.",)),
    "signature.box-unforeseen": Remedy("pad", "screen", (
        "Le conseiller repart du document non signé et y prévoit tous les cadres.",)),
    "signature.document-changed": Remedy("pad", "screen", ("Le conseiller montre de nouveau le document.",)),
    "signature.box-invalid": Remedy("pad", "screen", ("Le conseiller choisit un autre cadre à signer.",)),
    "codes.reader-missing": Remedy("reader", "cable", (
        _CABLE,
        "Présentez un code : une lumière ou un bip dit que le lecteur vit.",
        "S’il vit et n’est pas vu, il est en mode clavier : lisez le code « série » (USB COM) de sa notice.",
    )),
    "codes.reader-busy": Remedy("reader", "cable", (
        "Un administrateur arrête le programme qui tient le lecteur.", "Il redémarre ensuite la borne.",
    )),
    "codes.access-denied": Remedy("reader", "cable", (
        "Un administrateur ajoute le compte « visio-visite » au groupe « dialout ».", "Il redémarre ensuite la borne.",
    )),
    "codes.reader-noisy": Remedy("reader", "window", (
        "Débranchez le lecteur, attendez dix secondes, rebranchez-le.",
        "Nettoyez sa vitre, et retirez ce qui reste devant.",
        "S’il recommence, comparez sa vitesse à celle des réglages (« baud »).",
    )),
    "codes.nothing-read": Remedy("reader", "window", (
        "Nettoyez la vitre du lecteur avec un chiffon doux.",
        "Tenez le code à plat, à dix centimètres, et ne bougez plus.",
        "S’il bipe sans que rien n’arrive, il est en mode clavier : lisez le code « série » de sa notice.",
    )),
    "presence.sensor-missing": Remedy("presence", "cable", (
        _CABLE, "En attendant, l’écran reste allumé : rien d’autre ne change.",
    )),
    "presence.sensor-busy": Remedy("presence", "cable", (
        "Un administrateur arrête le programme qui tient le détecteur.", "Il redémarre ensuite la borne.",
    )),
    "presence.access-denied": Remedy("presence", "cable", (
        "Un administrateur ajoute le compte « visio-guichet » au groupe « dialout ».", "Il redémarre ensuite la borne.",
    )),
    "presence.sensor-silent": Remedy("presence", "cable", (
        "Débranchez le détecteur, attendez dix secondes, rebranchez-le.",
        "S’il reste muet, comparez sa vitesse à celle des réglages (« baud »).",
    )),
    "power.battery-used": Remedy("ups", "plug", (
        "Regardez si le courant est coupé dans toute la salle.",
        "Sinon, vérifiez la prise de l’onduleur et le disjoncteur.",
        "La borne continue sur batterie, puis s’arrête d’elle-même.",
    )),
    "power.battery-low": Remedy("ups", "plug", (
        "Rétablissez le courant : la borne s’arrête dans quelques minutes.",
        "Quand il est revenu, appuyez sur le bouton de la borne si elle ne repart pas.",
    )),
    "power.battery-old": Remedy("ups", "battery", (
        "Relevez le modèle de batterie sur l’étiquette de l’onduleur.", "Faites-la remplacer.",
    )),
    "power.server-lost": Remedy("ups", "cable", (
        _CABLE, "Un administrateur lance « systemctl restart nut-server ».",
    )),
    "power.name-unknown": Remedy("ups", "cable", (
        "Un administrateur compare « devices.ups » des réglages au nom de /etc/nut/ups.conf.",
    )),
    "power.data-stale": Remedy("ups", "cable", (
        "Débranchez puis rebranchez le câble USB de l’onduleur.",
        "Sinon, un administrateur lance « systemctl restart nut-driver@ » suivi du nom de l’onduleur.",
    )),
    "power.answer-invalid": Remedy("ups", "cable", (
        "Un administrateur corrige « devices.ups » : ce qui répond là n’est pas NUT.",
    )),
}  # fmt: skip


def _shared(remedy: Remedy, drawing: Drawing) -> bool:
    return remedy.spot in SPOTS[drawing] and {remedy.drawing, drawing} <= _ALIKE


def remedy_for(key: str, drawing: Drawing) -> Remedy:
    """The steps for an error; one that is not a device's own has those of the error list, on `drawing`."""
    known = REMEDIES.get(key)
    if known is not None:
        # « micro ou haut-parleur absent » is shown on whichever of the two one asks about.
        return replace(known, drawing=drawing) if _shared(known, drawing) else known
    entry = ERRORS.get(key)
    words = f"{entry.remedy[:1].upper()}{entry.remedy[1:]}." if entry else "Appelez l’exploitant de la borne."
    spot = "screen" if "screen" in SPOTS[drawing] else SPOTS[drawing][0]
    return Remedy(drawing, spot, (words,))
