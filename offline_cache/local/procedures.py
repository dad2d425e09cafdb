"""One local procedure, as its file writes it."""

from dataclasses import dataclass
from datetime import date

from offline_cache.local.assets import Assets
from offline_cache.local.model import Office, Piece, Procedure, SheetForm, Town
from offline_cache.local.problems import meant
from offline_cache.local.requests import REQUEST, read_request
from offline_cache.local.tables import Key, Row
from offline_cache.local.text import Link
from offline_cache.model import ServiceLink

PROCEDURE = {
    "titre": Key("text", required=True, longest=100),
    "resume": Key("text", required=True, longest=300),
    "mots": Key("texts", longest=60),
    "cout": Key("text", longest=200),
    "delai": Key("text", longest=200),
    "verifie": Key("date"),
    "etapes": Key("texts", longest=20),
    "cas": Key("table"),
    "piece": Key("tables"),
    "lieu": Key("tables"),
    "formulaire": Key("tables"),
    "en_ligne": Key("tables"),
    "voir": Key("texts", longest=20),
    "demande": Key("table"),
}
_CASE = {
    "question": Key("text", required=True, longest=140),
    "reponses": Key("texts", required=True, longest=8),
}
_PIECE = {
    "nom": Key("text", required=True, longest=160),
    "precision": Key("text", longest=300),
    "au_choix": Key("texts", longest=12),
    "pour": Key("texts", longest=8),
}
_OFFICE = {
    "nom": Key("text", required=True, longest=100),
    "adresse": Key("text", longest=160),
    "telephone": Key("text", longest=30),
    "horaires": Key("text", longest=200),
}
_FORM = {
    "titre": Key("text", required=True, longest=120),
    "pdf": Key("text", required=True, longest=80),
    "numero": Key("text", longest=20),
}
_ONLINE = {
    "titre": Key("text", required=True, longest=120),
    "adresse": Key("text", required=True, longest=300),
}
MAX_PIECES = 40


@dataclass(frozen=True)
class Draft:
    """A procedure read, before its sheet is made."""

    procedure: Procedure
    title: str
    summary: str
    cost: str
    delay: str
    verified: date | None
    words: tuple[str, ...]
    forms: tuple[SheetForm, ...]
    services: tuple[ServiceLink, ...]
    links: tuple[Link, ...]


def read_procedure(row: Row, ident: str, file: str, town: Town, assets: Assets) -> Draft:
    """Check and build; what is wrong was noted."""
    case = row.inner("cas", _CASE)
    answers = case.texts("reponses") if case else ()
    if case and len(answers) < 2:
        case.wrong("reponses", "une question a au moins deux réponses")
    pieces = tuple(_piece(piece, answers) for piece in row.rows("piece", _PIECE))
    if len(pieces) > MAX_PIECES:
        row.wrong("piece", f"{len(pieces)} pièces, {MAX_PIECES} au plus")
    if case and not any(piece.cases for piece in pieces):
        case.wrong(
            "question", 'aucune pièce ne dépend de cette question : mettre « pour = ["…"] » à une pièce'
        )
    forms = []
    for number, form in enumerate(row.rows("formulaire", _FORM)):
        paper = assets.paper(form, "pdf") if form.has("pdf") else None
        if paper:
            forms.append(
                SheetForm(ident, f"{ident}:{number}", form.text("titre"), form.text("numero"), paper)
            )
    asked = row.inner("demande", REQUEST)
    procedure = Procedure(
        ident, pieces, case.text("question") if case else "", answers, row.texts("etapes"),
        tuple(_office(office) for office in row.rows("lieu", _OFFICE)),
        read_request(asked, town.desk) if asked else None,
    )  # fmt: skip
    return Draft(
        procedure=procedure,
        title=row.text("titre"),
        summary=row.text("resume"),
        cost=row.text("cout"),
        delay=row.text("delai"),
        verified=row.day("verifie"),
        words=row.texts("mots"),
        forms=tuple(forms),
        services=tuple(_online(online, ident, n) for n, online in enumerate(row.rows("en_ligne", _ONLINE))),
        links=tuple(Link(file, row.line("voir"), target) for target in row.texts("voir")),
    )


def _piece(row: Row, answers: tuple[str, ...]) -> Piece:
    cases = row.texts("pour")
    for answer in cases:
        if answer not in answers:
            hint = meant(answer, answers) if answers else " ; [cas] n'est pas écrit"
            row.wrong("pour", f"« {answer} » n'est pas une réponse de [cas]{hint}")
    return Piece(row.text("nom"), row.text("precision"), row.texts("au_choix"), cases)


def _office(row: Row) -> Office:
    return Office(row.text("nom"), row.text("adresse"), row.text("telephone"), row.text("horaires"))


def _online(row: Row, ident: str, number: int) -> ServiceLink:
    address = row.text("adresse")
    if row.has("adresse") and not address.startswith("https://"):
        row.wrong("adresse", "une adresse commence par https://")
    return ServiceLink(f"{ident}:web{number}", row.text("titre"), address, "Site de la commune")
