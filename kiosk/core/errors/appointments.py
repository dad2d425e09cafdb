"""Appointments, at the kiosk and on the expert's page."""

from kiosk.core.errors.entry import ErrorEntry

ENTRIES = (
    ErrorEntry(
        "appointment.slot-taken", "J01", "ce créneau vient d'être pris ou fermé", "en choisir un autre"
    ),
    ErrorEntry(
        "appointment.slot-booked",
        "J02",
        "quelqu'un a réservé ce créneau",
        "recevoir cette personne, ou annuler",
    ),
    ErrorEntry(
        "appointment.slot-overlaps",
        "J03",
        "un créneau est déjà ouvert à cette heure",
        "fermer l'autre, ou choisir une autre heure",
    ),
    ErrorEntry(
        "appointment.time-wrong",
        "J04",
        "cette heure est passée, trop lointaine ou n'existe pas ce jour-là",
        "vérifier le jour, le début, la fin et la durée",
    ),
    ErrorEntry(
        "appointment.slots-exceeded", "J05", "trop de créneaux ouverts", "en fermer, ou en ouvrir moins"
    ),
    ErrorEntry(
        "appointment.code-unknown", "J06", "aucun rendez-vous n'a ce code", "relire le code sur le papier"
    ),
    ErrorEntry(
        "appointment.attempts-exceeded", "J07", "trop de codes inconnus à cette borne", "attendre le délai"
    ),
    ErrorEntry(
        "appointment.not-now", "J08", "ce n'est pas l'heure de ce rendez-vous", "revenir à l'heure indiquée"
    ),
    ErrorEntry(
        "appointment.expert-awaited",
        "J09",
        "cette personne a rendez-vous avec un autre conseiller",
        "attendre quelques minutes : elle pourra ensuite être prise par tous",
    ),
    ErrorEntry(
        "appointment.booking-gone",
        "J11",
        "ce rendez-vous n'est plus dans l'agenda",
        "regarder l'agenda : la personne ou un autre onglet vient de le changer",
    ),
    ErrorEntry(
        "appointment.relay-silent", "J10", "le relais n'a pas répondu pour ce rendez-vous", "recommencer"
    ),
)
