"""The relay, the queue, the call, and those who log in."""

from kiosk.core.errors.entry import ErrorEntry

ENTRIES = (
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
    ErrorEntry(
        "queue.skill-missing",
        "Q07",
        "cette personne attend quelqu'un pour un sujet précis",
        "cocher ce sujet parmi ceux que vous recevez, ou laisser un collègue la prendre",
    ),
    ErrorEntry("call.connection-lost", "V01", "la liaison vidéo est coupée", "elle reprend seule"),
    ErrorEntry(
        "call.connection-failed",
        "V02",
        "la liaison vidéo ne s'établit pas",
        "vérifier le réseau et le pare-feu",
    ),
    ErrorEntry(
        "call.quality-poor",
        "V81",
        "l'appel d'essai passe mal",
        "comparer avec une autre heure ; vérifier le débit et les pertes de la ligne",
    ),
    ErrorEntry(
        "echo.counter-missing",
        "V82",
        "le comptoir d'écho du relais ne répond pas",
        "sur le relais : lancer « kiosk echo », et régler « echo_token »",
    ),
    ErrorEntry(
        "echo.counter-busy", "V83", "le comptoir d'écho est occupé", "recommencer dans une demi-minute"
    ),
    ErrorEntry(
        "call.fingerprint-refused",
        "V03",
        "l'empreinte de chiffrement ne correspond pas",
        "ne pas continuer ; prévenir l'exploitant",
    ),
    ErrorEntry(
        "enrol.code-invalid", "E01", "code d'enrôlement inconnu ou déjà utilisé", "demander un nouveau code"
    ),
    ErrorEntry("enrol.code-expired", "E02", "code d'enrôlement expiré", "demander un nouveau code"),
    ErrorEntry("pin.code-wrong", "A01", "code faux", "recommencer après le délai"),
    ErrorEntry(
        "pin.code-unset", "A02", "aucun code n'est défini", "définir le code avec « kiosk devices pin »"
    ),
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
)
