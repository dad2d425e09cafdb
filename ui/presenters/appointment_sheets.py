"""The slip of an appointment, on a ticket or an A4 page."""

from kiosk.core.clock import french_date
from kiosk.documents.sheets import AppointmentSheet
from session.protocol.appointment_code import marked, read_code
from ui.presenters.appointments import day_words, hour_words, papers_for
from ui.presenters.scene import Scene

LINE = 600
STEPS = (
    "Touchez « Parler à un conseiller », « J’ai un rendez-vous », et tapez ce code, 15 minutes avant au plus tôt.",
    "S’il y a un lecteur de codes, montrez-lui ce papier : c’est plus court.",
    "Vous ne pouvez pas venir ? Tapez votre code et touchez « Annuler ce rendez-vous ». L’heure servira à quelqu’un.",
    "Ce code ne porte pas votre nom. Sans lui, ce rendez-vous ne peut pas être retrouvé.",
)


def slip(scene: Scene, request: str) -> AppointmentSheet:
    """Of the booking of this id."""
    receipt = next(one for one in scene.journey.booking.receipts if one.booked.request == request)
    booked, place = receipt.booked, scene.settings.place
    return AppointmentSheet(
        town=place.town_hall,
        printed_on=french_date(scene.wall),
        day=day_words(booked.start).capitalize(),
        hours=f"de {hour_words(booked.start)} à {hour_words(booked.end)}",
        desk=f"En vidéo avec : {booked.name}"[:LINE],
        place=f"{place.town_hall}, {place.room}, à la borne"[:LINE],
        note=booked.note,
        code=booked.code,
        code_data=marked(read_code(booked.code)),
        papers=[paper[:LINE] for paper in papers_for(scene, receipt)][:60],
        steps=list(STEPS),
    )
