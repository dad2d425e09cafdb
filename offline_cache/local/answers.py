"""What was answered to a request's questions: judged with kind words, and said back. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from offline_cache.local.request_model import Field, RequestForm

SKIPPED = ""
"""The answer of someone who passed an optional question."""
Answers = Mapping[str, str]
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_DAY = re.compile(r"(\d{1,2})[\s/.-]+(\d{1,2})[\s/.-]+(\d{4})")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4})")
_SAID_DAY = re.compile(r"(\d{1,2})(?:er)?\s+([a-zéû]+)\s+(\d{4})")
_MAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_POSTCODE = re.compile(r"(?<!\d)\d{5}(?!\d)")
_OLDEST, _FARTHEST = 1900, 5


@dataclass(frozen=True)
class Good:
    """An answer, as it is kept."""

    value: str


@dataclass(frozen=True)
class Again:
    """What to say so that the next try goes well: what is missing, never what was done wrong."""

    said: str


def asked_fields(form: RequestForm, answers: Answers) -> tuple[Field, ...]:
    """The questions for someone who answered so, in order; one that depends on an unasked one is not asked."""
    asked: dict[str, Field] = {}
    for field in form.fields:
        needed = [only for only in (field.only, field.also) if only]
        if all(only.key in asked and answers.get(only.key) in only.answers for only in needed):
            asked[field.key] = field
    return tuple(asked.values())


def complete(form: RequestForm, answers: Answers) -> bool:
    """Every question asked has its answer, or was passed."""
    return all(field.key in answers for field in asked_fields(form, answers))


def judge(field: Field, text: str, today: date) -> Good | Again:  # noqa: PLR0911 - one answer per kind
    """What was typed or chosen: kept in its usual form, or what to say."""
    text = " ".join(text.split())
    if not text:
        return Again(_EMPTY[field.kind]) if field.required else Good(SKIPPED)
    match field.kind:
        case "date":
            return _date(field, text, today)
        case "phone":
            return _phone(text)
        case "mail":
            return (
                Good(text)
                if _MAIL.fullmatch(text)
                else Again("Une adresse s’écrit comme ceci : marie@exemple.fr")
            )
        case "choice" | "yesno":
            return Good(text) if text in field.choices else Again(_EMPTY["choice"])
        case "address":
            return _address(text, field)
        case "text":
            return _sized(text, field)


_EMPTY = {
    "text": "Écrivez votre réponse avec le clavier, puis touchez « Suivant ».",
    "date": "Écrivez le jour, le mois et l’année, comme ceci : 03/05/1950",
    "phone": "Écrivez les dix chiffres du numéro.",
    "mail": "Écrivez l’adresse, comme ceci : marie@exemple.fr",
    "choice": "Touchez l’une des réponses.",
    "yesno": "Touchez « Oui » ou « Non ».",
    "address": "Écrivez le numéro, la rue, le code postal et la commune.",
}


def _sized(text: str, field: Field) -> Good | Again:
    if len(text) > field.longest:
        return Again(f"C’est un peu long : {field.longest} lettres suffisent.")
    if not any(letter.isalnum() for letter in text):
        return Again(_EMPTY["text"])
    return Good(text)


def _address(text: str, field: Field) -> Good | Again:
    if not _POSTCODE.search(text):
        return Again("Il manque le code postal : cinq chiffres, avant le nom de la commune.")
    if len(re.findall(r"[^\W\d_]{2,}", text)) < 2:
        return Again("Il manque le nom de la rue, ou celui de la commune.")
    return Good(text) if len(text) <= max(field.longest, 160) else Again("C’est un peu long : raccourcissez.")


def _phone(text: str) -> Good | Again:
    digits = re.sub(r"[\s.\-()]", "", text)
    digits = re.sub(r"^(\+|00)33", "0", digits)
    if not re.fullmatch(r"0\d{9}", digits):
        found = len(re.sub(r"\D", "", digits))
        more = f"Il y en a {found} pour le moment." if 0 < found < 10 else "Il commence par 0."
        return Again(f"Un numéro a dix chiffres. {more}")
    return Good(digits)


def _date(field: Field, text: str, today: date) -> Good | Again:
    day = _parsed(text)
    if day is None:
        return Again("Ce jour n’est pas au calendrier. Écrivez le jour, le mois et l’année : 03/05/1950")
    if field.past and day > today:
        return Again("Cette date n’est pas encore passée. Vérifiez l’année.")
    if field.coming and day < today:
        return Again("Cette date est déjà passée. Vérifiez l’année.")
    if not _OLDEST <= day.year <= today.year + _FARTHEST:
        return Again("Vérifiez l’année : elle a quatre chiffres, comme 1950.")
    return Good(day.isoformat())


def _parsed(text: str) -> date | None:
    plain = text.lower()
    found = _DAY.fullmatch(plain) or _RUN.fullmatch(plain)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        said = _SAID_DAY.fullmatch(plain)
        return date(int(said[3]), _MONTHS.index(said[2]) + 1, int(said[1])) if said else None
    except ValueError:
        return None


def said_back(field: Field, value: str) -> str:
    """An answer as a person reads it."""
    if not value:
        return "Non précisé"
    match field.kind:
        case "date":
            day = date.fromisoformat(value)
            return f"{'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]} {day.year}"
        case "phone":
            return " ".join(value[at : at + 2] for at in range(0, len(value), 2))
        case _:
            return value


def typed_again(field: Field, value: str) -> str:
    """An answer as it is typed, to change it."""
    if field.kind == "date" and value:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return said_back(field, value) if value else ""


# ---- the reference


def reference_of(ident: str) -> str:
    """`D 47 03 82 16 55`: eight figures drawn from 32 hex digits, and two that catch a slip (ISO 7064, mod 97-10)."""
    number = int(ident, 16) % 10**8
    digits = f"{number:08d}{98 - number * 100 % 97:02d}"
    return "D " + " ".join(digits[at : at + 2] for at in range(0, 10, 2))


def is_reference(text: str) -> bool:
    """Whether a reference that someone read out holds together."""
    digits = re.sub(r"\D", "", text)
    return len(digits) == 10 and int(digits) % 97 == 1
