"""French words that several pages share: troubles, durations, dates, counts."""

from datetime import date, datetime

from kiosk.core.errors import ERRORS

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip

TROUBLES: dict[str, str] = {
    "printer.paper-empty": "Il n’y a plus de papier dans l’imprimante.",
    "printer.paper-jammed": "Une feuille est coincée dans l’imprimante.",
    "printer.cover-open": "Le capot de l’imprimante est ouvert.",
    "printer.toner-empty": "Il n’y a plus d’encre dans l’imprimante.",
    "printer.device-offline": "L’imprimante est éteinte ou débranchée.",
    "printer.server-lost": "L’impression s’est arrêtée. Elle reprend toute seule dans un instant.",
    "printer.job-failed": "L’imprimante n’a pas pu imprimer cette page.",
    "printer.access-denied": "L’impression n’est pas permise sur cette borne pour le moment.",
    "printer.queue-missing": "L’imprimante n’est pas encore réglée.",
    "printer.toner-low": "L’encre de l’imprimante sera bientôt finie.",
    "printer.waste-full": "L’imprimante aura bientôt besoin d’un entretien.",
    "printer.tray-empty": "Un bac de l’imprimante est vide.",
    "printer.queue-paused": "L’imprimante fait une pause. Elle reprend toute seule.",
    "printer.page-missing": "L’imprimante a fini, et rien n’est sorti.",
    "printer.page-unreadable": "La page sortie ne se lit pas.",
    "printer.page-poor": "La page sort pâle, rayée ou incomplète.",
    "receipt.paper-empty": "Il n’y a plus de papier dans l’imprimante à tickets.",
    "receipt.cover-open": "Le capot de l’imprimante à tickets est ouvert.",
    "receipt.cutter-jammed": "Un ticket est coincé dans l’imprimante à tickets.",
    "receipt.device-failed": "L’imprimante à tickets est en panne.",
    "receipt.device-offline": "L’imprimante à tickets est éteinte ou débranchée.",
    "receipt.device-busy": "L’imprimante à tickets est occupée.",
    "receipt.access-denied": "L’imprimante à tickets ne peut pas être utilisée pour le moment.",
    "content.store-missing": "Les fiches d’information ne sont pas encore installées sur cette borne.",
    "content.store-damaged": "Les fiches d’information ne peuvent pas être lues pour le moment.",
    "content.sheet-missing": "Cette page n’est pas disponible sur la borne.",
    "document.type-unknown": "Ce fichier ne peut pas être montré ici.",
    "document.password-protected": "Ce document est protégé par un mot de passe.",
    "document.pages-exceeded": "Ce document a trop de pages pour la borne.",
    "document.size-exceeded": "Ce document est trop gros pour la borne.",
    "document.file-damaged": "Ce document est abîmé, il ne peut pas être montré.",
    "document.work-exceeded": "Ce document est trop compliqué pour la borne.",
    "document.form-dynamic": "Ce formulaire ne peut être rempli qu’avec un logiciel que la borne n’a pas.",
    "document.transfer-broken": "Ce document est arrivé incomplet.",
    "signature.box-invalid": "Le cadre de signature ne convient pas.",
    "signature.box-small": "Le cadre de signature est trop petit.",
    "signature.box-unforeseen": "Ce document est déjà signé. Une autre signature n’était pas prévue.",
    "signature.document-changed": "Ce document a changé depuis que vous l’avez lu. Il n’est pas signé. Relisez-le d’abord.",
    "signature.ink-empty": "Dessinez votre signature dans le cadre, puis touchez « Je signe ».",
    "signature.pad-busy": "La tablette de signature est occupée. Signez avec le doigt, dans le cadre.",
    "signature.access-denied": "La tablette de signature n’est pas utilisable. Signez avec le doigt, dans le cadre.",
    "signature.pad-garbled": "La tablette de signature se comprend mal. Signez avec le doigt, dans le cadre.",
    "signature.pad-missing": "La tablette de signature ne répond plus. Signez de nouveau, avec le doigt dans le cadre.",
    "stamp.original-unseen": "L’original n’a pas encore été montré en direct.",
    "stamp.paper-unsuited": "Cette mention ne peut pas aller sur ce document.",
    "scanner.device-lost": "Le scanner est éteint ou débranché.",
    "scanner.device-silent": "Le scanner ne répond pas.",
    "scanner.device-busy": "Le scanner est occupé.",
    "scanner.access-denied": "Le scanner ne peut pas être utilisé pour le moment.",
    "scanner.paper-jammed": "Une feuille est coincée dans le chargeur.",
    "scanner.page-doubled": "Deux feuilles sont passées ensemble.",
    "scanner.feeder-empty": "Il n’y a pas de papier dans le chargeur.",
    "scanner.cover-open": "Le capot du chargeur est ouvert.",
    "scanner.scan-failed": "Cette page n’a pas pu être lue.",
    "scanner.page-blank": "Cette page est blanche.",
    "power.battery-low": "Le courant est coupé. La borne s’arrête en attendant qu’il revienne.",
    "link.relay-unreachable": "Internet ne répond pas. Les fiches marchent toujours.",
    "queue.desk-closed": "Ce guichet vient de fermer.",
    "queue.desk-unknown": "Ce guichet n’existe plus.",
    "queue.nobody-answers": "Personne n’a pu répondre à temps.",
    "appointment.slot-taken": "Cette heure vient d’être prise par quelqu’un d’autre.",
    "appointment.relay-silent": "Le rendez-vous n’a pas pu être confirmé.",
    "appointment.code-unknown": "Ce code n’est pas celui d’un rendez-vous.",
    "appointment.attempts-exceeded": "Trop de codes inconnus ont été tapés sur cette borne.",
    "appointment.not-now": "Ce n’est pas l’heure de ce rendez-vous.",
    "call.connection-lost": "L’image est coupée. Elle revient toute seule.",
    "call.connection-failed": "La liaison vidéo ne s’établit pas.",
    "camera.device-missing": "La caméra ne répond pas.",
    "camera.picture-frozen": "L’image de la caméra est figée. Elle revient toute seule.",
    "camera.access-denied": "La caméra ne peut pas être utilisée pour le moment.",
    "camera.device-busy": "La caméra est occupée.",
    "camera.page-blurred": "La photo était floue.",
    "camera.photo-failed": "La photo n’a pas pu être faite.",
    "sound.device-missing": "Le micro ou le haut-parleur ne répond pas.",
    "screen.touch-storm": "L’écran sent trop de doigts à la fois. Il attend que plus rien ne le touche.",
    "sound.microphone-silent": "Le micro ne donne aucun son.",
    "sound.level-wrong": "Le micro entend mal.",
    "camera.picture-doubtful": "La caméra ne montre pas ce qui est devant elle.",
    "sound.tone-unheard": "Le son joué n’a pas été entendu.",
    "sound.voice-unheard": "La voix enregistrée n’a pas été réentendue.",
    "site.address-refused": "Cette page ne peut pas être ouverte ici.",
    "site.page-unreachable": "Le site ne répond pas pour le moment.",
    "confine.child-killed": "Ce document est trop compliqué pour la borne.",
    "confine.tool-missing": "La borne ne peut pas travailler sur un document pour le moment.",
    "host.process-lost": "La borne a eu un problème. Elle redémarre toute seule.",
    "host.disk-full": "La borne n’a plus de place pour travailler.",
}
"""What a visitor is told; anything else is told by its cause in the list of errors."""

MICROPHONE = {"missing": "Le micro ne répond plus.", "silent": "Le micro ne donne aucun son."}
"""Why the visitor is not heard, by the state of the microphone."""

NEXT: dict[str, str] = {
    "content.": "Touchez « Aide », ou adressez-vous à l’accueil.",
    "content.sheet-missing": "Touchez « Retour » pour choisir une autre page, ou « Aide » pour appeler quelqu’un.",
    "document.": "Dites-le au conseiller : il peut vous l’envoyer autrement.",
    "confine.": "Dites-le au conseiller : il peut vous l’envoyer autrement.",
    "screen.": "Écartez ce qui touche l’écran, un vêtement ou un sac. Tout reprend au bout de deux secondes.",
    "appointment.": "Choisissez une autre heure, ou touchez « Aide » pour appeler quelqu’un.",
    "appointment.relay-silent": "Recommencez dans un instant, ou touchez « Aide » pour appeler quelqu’un.",
    "appointment.code-unknown": "Relisez le papier, ou prenez un nouveau rendez-vous.",
    "appointment.attempts-exceeded": "Attendez quelques minutes, ou touchez « Aide » pour appeler quelqu’un.",
    "appointment.not-now": "Revenez à l’heure écrite sur votre papier.",
    "queue.": "Touchez « Retour » pour choisir un autre guichet, ou « Aide » pour appeler quelqu’un.",
}
"""What can be done next, by key, or else by area."""


def breakable(text: str) -> str:
    """The same words with ordinary spaces, as someone looking for them would type them."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def trouble(key: str) -> str:
    """One sentence for a visitor."""
    if key in TROUBLES:
        return TROUBLES[key]
    entry = ERRORS.get(key)
    return f"{entry.cause[0].upper()}{entry.cause[1:]}." if entry else "Un problème est survenu."


def next_step(key: str) -> str:
    """What a visitor can do about it: never nothing."""
    return (
        NEXT.get(key)
        or NEXT.get(key.split(".", maxsplit=1)[0] + ".")
        or "Touchez « Aide » pour appeler quelqu’un."
    )


def code_of(key: str) -> str:
    """The short code to read out over the telephone; empty without one."""
    return ERRORS[key].code if key in ERRORS else ""


def remedy_of(key: str) -> str:
    """What a technician does about it."""
    entry = ERRORS.get(key)
    return f"{entry.remedy[0].upper()}{entry.remedy[1:]}." if entry else ""


def count(number: int, one: str, many: str = "") -> str:
    """« 1 personne », « 3 personnes », « aucune personne » is left to the caller."""
    return f"{number} {one if number < 2 else many or one + 's'}"


def minutes(seconds: float) -> int:
    """Whole minutes, at least one."""
    return max(1, round(seconds / 60))


def wait_range(low_s: int | None, high_s: int | None) -> str:
    """« environ 8 min », « entre 5 et 10 min », or nothing when not known."""
    if low_s is None and high_s is None:
        return ""
    low, high = minutes(low_s or high_s or 0), minutes(high_s or low_s or 0)
    if low_s is not None and low_s < 60 <= (high_s or 0):
        return f"moins de {high} min"
    return f"environ {high} min" if low >= high else f"entre {low} et {high} min"


def wait_words(low_s: int | None, high_s: int | None) -> str:
    """« entre 5 et 10 minutes », « moins d’une minute », or nothing when not known."""
    if low_s is None and high_s is None:
        return ""
    if (high_s or 0) < 60 and (low_s or 0) < 60:
        return "moins d’une minute"
    words = wait_range(low_s, high_s).removesuffix(" min")
    return f"{words} {'minute' if words.split()[-1] == '1' else 'minutes'}"


def age(days: int) -> str:
    """« il y a 6 ans », « il y a 3 mois »."""
    years, months = days // 365, days // 30
    if years:
        return f"il y a {count(years, 'an')}"
    return f"il y a {months} mois" if months else f"il y a {count(days, 'jour')}"


def hour(moment: datetime) -> str:
    """« 9 h 05 » in the kiosk's time zone."""
    local = moment.astimezone()
    return f"{local.hour} h {local.minute:02d}"


def long_day(moment: datetime) -> str:
    """« lundi 23 novembre 2026 » in the kiosk's time zone."""
    local = moment.astimezone()
    return f"{_DAYS[local.weekday()]} {day_words(local.date())}"


def day_words(day: date) -> str:
    """« 1er décembre 2026 »."""
    return f"{'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]} {day.year}"


def iso_day(text: str) -> str:
    """An ISO date in words; what is no date stays as it is."""
    try:
        return day_words(date.fromisoformat(text[:10]))
    except ValueError:
        return text
