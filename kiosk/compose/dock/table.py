"""The simulated devices of the bench: one row each, from a device to its peer and to what a hand can do to it.

A new peer is a new row here, and a drawing of that name in `page/drawings.html` if the plain box will not do.
"""

from dataclasses import dataclass, field
from typing import Literal

Needs = Literal["", "paper", "text"]


@dataclass(frozen=True)
class Command:
    """Something a hand does. `say` is the peer's own command; `{paper}` in it is a file, `{text}` a line.

    `when` is `NAME=WORD|WORD…` of the peer's state: where it does not hold, there is nothing to do.
    """

    say: str
    label: str
    icon: str
    when: str = ""

    @property
    def needs(self) -> Needs:
        """What a person chooses or writes first."""
        return "paper" if "{paper}" in self.say else "text" if "{text}" in self.say else ""


@dataclass(frozen=True)
class Device:
    """One row. `peer` is a module of `devices.peers`.

    `settings` are the keys of [devices] that name its addresses, by the words of its greeting. `arguments` start it:
    `{folder}` is a folder of its own, `{paper}` a letter of two pages. `troubles` say in French what is not well in a
    state, by `NAME=WORD`, the gravest first; `notes` what is otherwise worth saying. `pen`: a hand can write on it.
    """

    key: str
    name: str
    peer: str
    settings: dict[str, str]
    arguments: tuple[str, ...]
    troubles: dict[str, str]
    commands: tuple[Command, ...]
    notes: dict[str, str] = field(default_factory=dict)
    pen: bool = False
    says: str = ""
    """The area of the kiosk's events about it, where that is not its key; of one camera, `camera:NAME`."""


_UNPLUG = Command("unplug", "Débrancher", "plugs", "plug=in")
_REPLUG = Command("replug", "Rebrancher", "plugs", "plug=out")
_OPEN = Command("cover open", "Ouvrir le capot", "door-open", "cover=closed")
_CLOSE = Command("cover close", "Fermer le capot", "door-open", "cover=open")

PRINTER = Device(
    key="printer",
    name="Imprimante A4",
    peer="printer_peer",
    settings={"uri": "printer"},
    arguments=("--folder", "{folder}"),
    troubles={
        "plug=out": "débranchée",
        "server=down": "serveur d’impression arrêté",
        "server=frozen": "serveur d’impression figé",
        "server=locked": "serveur d’impression fermé à tous",
        "cover=open": "capot ouvert",
        "jam=yes": "papier coincé",
        "paper=empty": "plus de papier",
        "toner=empty": "plus d’encre",
        "toner=low": "bientôt plus d’encre",
        "queue=paused": "file suspendue",
    },
    commands=(
        Command("paper empty", "Retirer le papier", "file-text", "paper=full"),
        Command("paper full", "Remettre du papier", "file-plus", "paper=empty"),
        _OPEN,
        _CLOSE,
        Command("jam", "Coincer la feuille", "warning", "jam=no"),
        Command("unjam", "Retirer la feuille coincée", "check", "jam=yes"),
        Command("toner empty", "Vider le toner", "moon", "toner=full|low"),
        Command("toner full", "Changer le toner", "recycle", "toner=empty|low"),
        Command("toner low", "Toner presque vide", "hourglass", "toner=full"),
        _UNPLUG,
        _REPLUG,
        Command("pause", "Suspendre la file", "pause", "queue=running"),
        Command("resume", "Reprendre la file", "play", "queue=paused"),
        Command("kill-cups", "Tuer le serveur d’impression", "x-circle", "server=up|frozen|locked"),
        Command("restart-cups", "Relancer le serveur d’impression", "arrow-clockwise", "server=down"),
        Command("freeze", "Figer le serveur d’impression", "hourglass", "server=up"),
        Command("thaw", "Dégeler le serveur d’impression", "sun", "server=frozen"),
        Command("lock", "Fermer le serveur à tous", "lock-key", "server=up"),
        Command("unlock", "Rouvrir le serveur", "lock-key", "server=locked"),
    ),
)
RECEIPT = Device(
    key="receipt",
    name="Imprimante à tickets",
    peer="receipt_peer",
    settings={"uri": "receipt"},
    arguments=("--folder", "{folder}"),
    troubles={
        "plug=out": "débranchée",
        "voice=mute": "muette",
        "cover=open": "capot ouvert",
        "cutter=jammed": "couteau bloqué",
        "paper=empty": "plus de papier",
        "paper=low": "papier presque fini",
    },
    commands=(
        Command("paper empty", "Retirer le rouleau", "file-text", "paper=full|low"),
        Command("paper full", "Mettre un rouleau neuf", "file-plus", "paper=empty|low"),
        Command("paper low", "Rouleau presque fini", "hourglass", "paper=full"),
        _OPEN,
        _CLOSE,
        Command("cutter jam", "Bloquer le couteau", "warning", "cutter=free"),
        Command("cutter clear", "Libérer le couteau", "check", "cutter=jammed"),
        _UNPLUG,
        _REPLUG,
        Command("mute", "Ne plus répondre", "prohibit", "voice=heard"),
        Command("unmute", "Répondre à nouveau", "speaker-high", "voice=mute"),
        Command("garbage", "Envoyer n’importe quoi", "question"),
    ),
)
SCANNER = Device(
    key="scanner",
    name="Scanner",
    peer="scanner_peer",
    settings={"uri": "scanner"},
    arguments=("--glass", "{paper}", "--feeder", "{paper}", "{paper}", "--page-s", "0.8"),
    troubles={
        "plug=out": "débranché",
        "voice=mute": "muet",
        "cover=open": "capot ouvert",
        "fault=ScannerAdfJam": "papier coincé",
        "fault=ScannerAdfMultipickDetected": "deux feuilles à la fois",
    },
    notes={
        "glass=laid": "une page sur la vitre",
        "next=ScannerAdfJam": "la prochaine feuille coincera",
        "next=ScannerAdfMultipickDetected": "la prochaine en avalera deux",
    },
    commands=(
        Command("glass {paper}", "Poser sur la vitre", "file-plus"),
        Command("load {paper}", "Mettre dans le chargeur", "files"),
        Command("glass", "Retirer de la vitre", "file-text", "glass=laid"),
        Command("jam 1", "Coincer la prochaine feuille", "warning", "next="),
        Command("double 1", "Avaler deux feuilles", "files", "next="),
        Command("clear", "Retirer ce qui coince", "check", "fault=ScannerAdfJam|ScannerAdfMultipickDetected"),
        _OPEN,
        _CLOSE,
        _UNPLUG,
        _REPLUG,
        Command("hang", "Ne plus répondre", "prohibit", "voice=heard"),
    ),
)
SIGNATURE = Device(
    key="signature",
    name="Tablette de signature",
    peer="pad_peer",
    settings={"uri": "signature"},
    arguments=("--folder", "{folder}"),
    troubles={"plug=out": "débranchée"},
    notes={"pen=down": "on écrit"},
    commands=(
        Command("sign", "Signer sans la souris", "signature", "plug=in"),
        Command("garbage 2000", "Envoyer n’importe quoi", "question", "plug=in"),
        Command("half", "Couper un message", "warning", "plug=in"),
        _UNPLUG,
        _REPLUG,
    ),
    pen=True,
)

CODES = Device(
    key="codes",
    name="Lecteur de codes",
    peer="code_peer",
    settings={"uri": "codes"},
    arguments=("--folder", "{folder}"),
    troubles={"plug=out": "débranché", "voice=endless": "envoie sans arrêt"},
    commands=(
        Command("scan {text}", "Présenter un code", "scan", "plug=in"),
        Command("scan https://exemple.fr/payer", "Présenter une adresse", "globe", "plug=in"),
        Command("long 4096", "Un code bien trop long", "warning", "plug=in"),
        Command("hex 1b5b324a0d", "Un code de signes cachés", "warning", "plug=in"),
        Command("garbage 2000", "Envoyer n’importe quoi", "question", "plug=in"),
        Command("babble", "Envoyer sans arrêt", "speaker-high", "voice=calm"),
        Command("hush", "Se taire", "prohibit", "voice=endless"),
        _UNPLUG,
        _REPLUG,
    ),
)
PRESENCE = Device(
    key="presence",
    name="Détecteur de présence",
    peer="presence_peer",
    settings={"uri": "presence"},
    arguments=("--folder", "{folder}"),
    troubles={"plug=out": "débranché", "who=silent": "muet"},
    notes={"who=moving": "quelqu’un arrive", "who=still": "quelqu’un est là", "who=nobody": "personne"},
    commands=(
        Command("near", "Quelqu’un arrive", "user", "who=nobody|still|silent"),
        Command("still", "Il reste et lit", "user", "who=moving"),
        Command("nobody", "Plus personne", "sign-out", "who=moving|still|silent"),
        Command("garbage 2000", "Envoyer n’importe quoi", "question", "plug=in"),
        Command("silent", "Ne plus rien dire", "prohibit", "who=nobody|moving|still"),
        _UNPLUG,
        _REPLUG,
    ),
)
UPS = Device(
    key="ups",
    name="Onduleur",
    peer="ups_peer",
    settings={"uri": "ups"},
    arguments=("--folder", "{folder}"),
    troubles={
        "server=down": "service NUT arrêté",
        "plug=out": "câble débranché",
        "power=low": "batterie presque vide",
        "power=battery": "courant coupé",
    },
    notes={"power=mains": "sur secteur"},
    says="power",
    commands=(
        Command("battery", "Couper le courant", "plugs", "power=mains"),
        Command("low", "Vider la batterie", "hourglass", "power=mains|battery"),
        Command("mains", "Rétablir le courant", "power", "power=battery|low"),
        _UNPLUG,
        _REPLUG,
        Command("stop", "Arrêter le service NUT", "x-circle", "server=up"),
        Command("start", "Relancer le service NUT", "arrow-clockwise", "server=down"),
    ),
)
_FAULTS = (
    Command("freeze", "Figer l’image", "pause", "picture=moving"),
    Command("thaw", "Dégeler l’image", "play", "picture=frozen"),
    Command("hang", "Ne plus répondre", "prohibit", "answer=well"),
    Command("busy", "Occupée par un autre", "hourglass", "answer=well"),
    Command("deny", "Refuser la borne", "lock-key", "answer=well"),
    Command("well", "Répondre à nouveau", "check", "answer=hang|busy|deny|spoil"),
    _UNPLUG,
    _REPLUG,
)
_FAULTY = {
    "plug=out": "débranchée",
    "answer=hang": "muette",
    "answer=busy": "occupée",
    "answer=deny": "refuse la borne",
    "answer=spoil": "envoie n’importe quoi",
    "picture=frozen": "image figée",
}
CAMERA = Device(
    key="camera",
    name="Caméra du visage",
    peer="camera_peer",
    settings={"uri": "camera"},
    arguments=("--sees", "face"),
    troubles=_FAULTY,
    commands=_FAULTS,
    says="camera:face",
)
DOCUMENT = Device(
    key="document",
    name="Caméra à documents",
    peer="camera_peer",
    settings={"uri": "document_camera"},
    arguments=("--sees", "paper", "--paper", "{paper}"),
    troubles=_FAULTY,
    notes={
        "light=dark": "lampe éteinte",
        "sheet=laid": "une feuille sous la caméra",
        "sheet=none": "rien sous la caméra",
    },
    says="camera:document",
    commands=(
        Command("show {paper}", "Montrer une feuille", "file-plus"),
        Command("show", "Retirer la feuille", "file-text", "sheet=laid"),
        Command("light 0.1", "Éteindre la lampe", "moon", "light=good"),
        Command("light 0.92", "Allumer la lampe", "sun", "light=dark"),
        *_FAULTS,
    ),
)

DEVICES: dict[str, Device] = {
    device.key: device
    for device in (PRINTER, RECEIPT, SCANNER, SIGNATURE, CAMERA, DOCUMENT, CODES, PRESENCE, UPS)
}
