"""Papers shown live, and the stamp of an original that was seen."""

from kiosk.core.errors.entry import ErrorEntry

ENTRIES = (
    ErrorEntry(
        "stamp.original-unseen",
        "D41",
        "l'original n'a pas été montré en direct assez longtemps pendant cet appel",
        "demander à le voir en direct quelques secondes, puis apposer la mention",
    ),
    ErrorEntry(
        "stamp.paper-unsuited",
        "D42",
        "cette mention ne peut pas être apposée sur ce document",
        "la mention va sur un papier que la personne a numérisé ou photographié pendant cet appel",
    ),
)
