"""One French sentence for each kind of event a technician is told of, and the list of those they are not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kiosk.maintenance.paths import WAYS, path_words

Fields = Mapping[str, str]
Sentence = Callable[[Fields], str]


@dataclass(frozen=True)
class Entry:
    """`sentence` gets the event's fields in words; empty words leave the event out."""

    sentence: Sentence
    device: str = ""

    def words(self, fields: Fields) -> str:
        """What is told."""
        return self.sentence(fields)


def _plain(words: str) -> Sentence:
    return words.format_map


def _status(subject: str, ready: str) -> Sentence:
    return lambda fields: f"{subject} : {ready if fields['status'] == 'ready' else fields['status']}"


_ROLES = {"screen": "l'écran", "media": "la vidéo", "spare": "la vidéo de réserve", "steward": "la borne"}
_PRINTS = {"done": "imprimé", "failed": "échoué", "canceled": "annulé", "unsure": "sans nouvelles"}
_KINDS = {"test": "page de test", "report": "rapport", "page": "page d'un site"}
_REASONS = {
    "finished": "terminée",
    "silence": "sans réponse",
    "agent": "fin donnée par l'agent",
    "fault": "panne",
}
_OUTCOMES = {
    "current": "rien de nouveau", "updated": "une édition nouvelle", "refused": "édition refusée",
    "unreachable": "pas de réponse",
}  # fmt: skip
_COMMANDS = {
    "wipe": "tout effacer", "close": "fermer la borne", "open": "ouvrir la borne", "content-check": "vérifier les fiches",
    "content-back": "revenir à l'édition d'avant", "report": "imprimer le rapport", "extend": "15 minutes de plus",
}  # fmt: skip


def _path(fields: Fields) -> str:
    return f"liaison vidéo {path_words(fields['path'])}"


def _trial(fields: Fields) -> str:
    return f"appel d'essai : {fields['key']}" if fields["key"] else "appel d'essai réussi"


def _way(fields: Fields) -> str:
    """A server that answers is nothing to tell."""
    if fields["works"] == "oui":
        return ""
    return f"le serveur de secours des appels (coturn) ne répond pas en {WAYS.get(fields['kind'], fields['kind'])}"


_CAMERAS = {"face": "caméra", "documents": "caméra à documents", "document": "caméra à documents"}
_AGENT = {
    "present": "un agent est auprès du visiteur",
    "refused": "le visiteur ne veut pas d'aide pour le moment",
    "gone": "l'agent est reparti",
}
_SOUND = {"live": "entendu", "hushed": "muet", "missing": "absent"}


def _role(fields: Fields) -> str:
    return _ROLES.get(fields["role"], fields["role"])


def _lost(fields: Fields) -> str:
    return f"{_role(fields)} s'est arrêté de façon inattendue (code {fields['code']})"


def _print_moved(fields: Fields) -> str:
    """Only what holds a sheet up: the rest is said by its end."""
    return f"impression en attente : {fields['reason']}" if fields["state"] == "held" else ""


def _print_over(fields: Fields) -> str:
    return f"document {_PRINTS.get(fields['state'], fields['state'])}"


def _test_over(fields: Fields) -> str:
    subject = f"essai de « {fields['device']} »"
    if fields["key"]:
        return f"{subject} : {fields['key']}"
    return f"{subject} : réussi" + (", vérifié sur ce matériel" if fields["proven"] == "oui" else "")


def _test_begun(fields: Fields) -> str:
    return f"essai de « {fields['device']} »" + (", guidé" if fields["guided"] == "oui" else "")


def _pin(fields: Fields) -> str:
    who = {"agent": "de l'agent", "technician": "du technicien"}.get(fields["role"], "")
    return f"code {who} accepté" if fields["ok"] == "oui" else f"code refusé, attente de {fields['wait_s']} s"


def _command(fields: Fields) -> str:
    """Looking at the devices and leaving are no news."""
    words = _COMMANDS.get(fields["command"], "")
    return f"ordre donné : {words}" if words else ""


def _scanned(fields: Fields) -> str:
    return f"numérisation interrompue : {fields['reason']}" if fields["reason"] else ""


_GIVEN = {
    "480p30": "réduite", "360p15": "réduite et ralentie", "stills": "fixe", "voice": "supprimée, la voix seule passe",
}  # fmt: skip


def _picture(fields: Fields) -> str:
    """What the line forced; a smaller picture by the setting, or by this machine, is no news of the line."""
    given = _GIVEN.get(fields["rung"], fields["rung"])
    return f"liaison faible pendant l'appel : image {given}" if fields["weak"] else ""


def _ended(fields: Fields) -> str:
    return f"visite finie : {_REASONS.get(fields['reason'], 'terminée')}"


def _checked(fields: Fields) -> str:
    said = fields["error"] or _OUTCOMES.get(fields["outcome"], fields["outcome"])
    return f"vérification des fiches : {said}"


def _ticket_status(fields: Fields) -> str:
    said = _status("imprimante à tickets", "prête")(fields)
    return said + (", rouleau bientôt fini" if fields["low"] == "oui" else "")


def _sound_status(fields: Fields) -> str:
    return _status("micro" if fields["device"] == "microphone" else "haut-parleur", "branché")(fields)


WORDS: dict[str, Entry] = {
    "process.start-complete": Entry(lambda f: f"{_role(f)} a démarré" if f["role"] == "steward" else ""),
    "process.stop-complete": Entry(lambda f: f"{_role(f)} s'est arrêtée" if f["role"] == "steward" else ""),
    "process.lost": Entry(_lost),
    "process.watchdog-fired": Entry(lambda f: f"{_role(f)} ne répondait plus, et a été relancé"),
    "kiosk.close-complete": Entry(_plain("la borne est fermée")),
    "kiosk.open-complete": Entry(_plain("la borne est ouverte")),
    "visit.begin-complete": Entry(_plain("une visite commence")),
    "visit.end-init": Entry(_ended),
    "visit.wipe-complete": Entry(
        lambda f: "" if f["left"] == "0" else f"effacement de la visite : il reste {f['left']} éléments"
    ),
    "content.import-complete": Entry(_plain("{sheets} fiches installées"), "content"),
    "content.check-complete": Entry(_checked, "content"),
    "content.mend-complete": Entry(_plain("fiches abîmées, l'édition d'avant est reprise"), "content"),
    "content.back-complete": Entry(_plain("retour à l'édition {edition}"), "content"),
    "content.directory-import-complete": Entry(_plain("annuaire installé : {offices} bureaux"), "offices"),
    "content.sync-complete": Entry(_checked, "content"),
    "content.sync-refused": Entry(_plain("édition refusée : {key}"), "content"),
    "content.local-install-complete": Entry(_plain("contenu de la commune installé"), "commune"),
    "print.submit-init": Entry(
        lambda f: f"impression demandée : {_KINDS.get(f['kind'], 'document')}", "printer"
    ),
    "print.state-changed": Entry(_print_moved, "printer"),
    "print.complete": Entry(_print_over, "printer"),
    "print.confirm-complete": Entry(
        lambda f: "feuille bien sortie" if f["came_out"] == "oui" else "feuille non sortie, dit le visiteur",
        "printer",
    ),
    "printer.status-changed": Entry(_status("imprimante", "prête"), "printer"),
    "printer.server-restarted": Entry(_plain("le service d'impression a été relancé"), "printer"),
    "receipt.status-changed": Entry(_ticket_status, "receipt"),
    "scanner.status-changed": Entry(_status("scanner", "prêt"), "scanner"),
    "scan.read-complete": Entry(_scanned, "scanner"),
    "sound.status-changed": Entry(_sound_status),
    "device.test-init": Entry(_test_begun),
    "device.test-complete": Entry(_test_over),
    "device.report-complete": Entry(
        lambda f: "rapport imprimé" if f["state"] == "done" else "rapport non imprimé", "printer"
    ),
    "camera.status-changed": Entry(
        lambda f: _status(_CAMERAS.get(f["camera"], "caméra"), "prête")(f), "camera"
    ),
    "sound.microphone-changed": Entry(
        lambda f: f"micro : {_SOUND.get(f['state'], f['state'])}", "microphone"
    ),
    "sound.handset-changed": Entry(
        lambda f: "combiné décroché" if f["lifted"] == "oui" else "combiné raccroché", "handset"
    ),
    "signature.status-changed": Entry(_status("tablette de signature", "prête"), "signature"),
    "codes.status-changed": Entry(_status("lecteur de codes", "prêt"), "codes"),
    "presence.status-changed": Entry(_status("détecteur de présence", "prêt"), "presence"),
    "power.status-changed": Entry(_status("onduleur", "sur le secteur"), "ups"),
    "power.shutdown-asked": Entry(
        _plain("arrêt demandé : la batterie de l'onduleur est presque vide"), "ups"
    ),
    "screen.storm-init": Entry(_plain("la dalle reçoit trop de touchers, elle est ignorée")),
    "screen.storm-complete": Entry(_plain("la dalle est de nouveau écoutée, {ignored} touchers ignorés")),
    "log.events-lost": Entry(_plain("{count} événements n'ont pas pu être notés : disque plein"), "disk"),
    "link.connect-complete": Entry(_plain("relié au relais"), "relay"),
    "link.lost": Entry(_plain("liaison au relais perdue"), "relay"),
    "link.message-refused": Entry(_plain("message du relais non compris, laissé de côté"), "relay"),
    "link.name-unresolved": Entry(_plain("aucun serveur de noms (DNS) ne répond"), "relay"),
    "enrol.complete": Entry(_plain("borne enrôlée au relais"), "relay"),
    "help.ring-complete": Entry(_plain("aide demandée")),
    "help.answer-complete": Entry(_plain("aide : l'agent a répondu")),
    "agent.offer-complete": Entry(_plain("un agent propose de venir aider")),
    "agent.answer-complete": Entry(lambda f: _AGENT.get(f["state"], f["state"])),
    "call.connect-complete": Entry(_plain("liaison vidéo établie en {ms} ms"), "relay"),
    "call.path-chosen": Entry(_path, "relay"),
    "call.way-tried": Entry(_way, "relay"),
    "call.trial-complete": Entry(_trial, "call"),
    "call.lost": Entry(_plain("liaison vidéo perdue"), "relay"),
    "call.picture-changed": Entry(_picture, "relay"),
    "document.work-failed": Entry(
        _plain("le travail sur un document s'est arrêté sur un défaut de la borne ({error}, {place})")
    ),
    "confine.child-killed": Entry(_plain("un travail isolé a été arrêté ({verb}, {reason})")),
    "pin.check-complete": Entry(_pin),
    "agent.command-complete": Entry(_command),
    "error.shown": Entry(_plain("erreur montrée à l'écran")),
}

QUIET: frozenset[str] = frozenset(
    {
        # a visit's own doing: what is read, searched, written, waited for
        "screen.paint-complete", "screen.show-complete", "screen.handover-complete", "visit.silence-warned",
        "visit.outcome-noted", "content.search-complete", "content.sheet-opened", "content.plan-opened",
        "request.keep-complete", "text.send-complete", "speech.render-complete", "queue.join-complete", "queue.leave-complete", "queue.leave-repeated",
        "queue.position-changed", "queue.promise-broken", "queue.callback-complete", "transfer.ask-complete", "transfer.complete", "site.open-complete",
        "site.refuse-complete", "codes.read-complete", "screen.rest-changed",
        # steps of work whose end or trouble is told
        "process.start-init", "settings.load-complete", "content.import-init", "content.check-init",
        "content.check-put-off", "content.sync-init", "content.local-install-init", "print.submit-complete",
        "print.purge-complete", "paper.look-init", "paper.look-complete", "paper.live-init", "paper.live-complete", "scan.read-init", "scan.bind-complete", "scan.send-complete", "media.start-complete",
        "call.ring-complete", "call.offer-init", "call.answer-complete", "call.first-picture", "call.end-complete",
        "call.stats", "call.marker-decoded", "call.trial-init", "call.line-tried", "echo.start-complete", "echo.call-complete",
        # papers of a visit
        "document.share-complete", "content.propose-complete", "form.watch-changed", "form.agree-complete",
        "form.fill-complete", "sign.paper-init", "sign.paper-complete", "document.receive-init", "document.receive-complete", "document.clean-init",
        "document.clean-complete", "document.refused", "document.show-complete", "document.accept-complete",
        "document.decline-complete", "document.compose-complete", "sign.request-complete", "sign.refuse-complete",
        "sign.complete", "stamp.complete", "stamp.undo-complete",
        # the relay's own log
        "relay.login-complete", "relay.login-refused", "relay.kiosk-connected", "relay.kiosk-lost",
        "relay.seat-granted", "relay.seat-refused", "relay.seat-lost", "relay.transfer-complete", "relay.call-complete", "relay.enrol-refused",
        "relay.message-refused", "relay.request-complete", "appointment.book-complete", "appointment.cancel-complete",
        "appointment.call-off-complete", "appointment.recode-complete", "appointment.check-complete", "appointment.open-complete", "appointment.purge-complete",
        "appointment.asked-again",
    }
)  # fmt: skip
"""Not told. An event of another kind, newer than this list, is told by its name."""
