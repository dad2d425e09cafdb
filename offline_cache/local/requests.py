"""The request at the end of a local procedure, as a file writes it: a built-in model, or questions of one's own."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from offline_cache.local.problems import Problems, meant
from offline_cache.local.request_model import Field, FieldKind, Only, RequestForm
from offline_cache.local.tables import Key, Row, TableFile

FOLDER = Path(__file__).resolve().parents[1] / "data" / "demandes"
MAX_FIELDS = 25
MAX_CHOICES = 12
KINDS: dict[str, FieldKind] = {
    "texte": "text",
    "date": "date",
    "telephone": "phone",
    "courriel": "mail",
    "choix": "choice",
    "oui-non": "yesno",
    "adresse": "address",
}
YES, NO = "Oui", "Non"
REQUEST = {
    "modele": Key("slug"),
    "titre": Key("text", longest=120),
    "remettre": Key("text", longest=300),
    "information": Key("text", longest=600),
    "apporter": Key("texts", longest=10),
    "fermee": Key("bool"),
    "question": Key("tables"),
}
QUESTION = {
    "id": Key("slug", required=True),
    "question": Key("text", required=True, longest=140),
    "type": Key("text", required=True, choices=tuple(KINDS)),
    "nom": Key("text", longest=60),
    "aide": Key("text", longest=300),
    "obligatoire": Key("bool"),
    "choix": Key("texts", longest=MAX_CHOICES),
    "si": Key("table"),
    "si_aussi": Key("table"),
    "longueur": Key("number"),
    "passee": Key("bool"),
    "future": Key("bool"),
}
_ONLY = {"question": Key("slug", required=True), "reponses": Key("texts", required=True, longest=MAX_CHOICES)}
_PRIVACY = (
    "Ces renseignements servent seulement à traiter votre demande. Ils ne restent pas sur la borne : "
    "ils sont effacés à la fin de votre visite."
)


def models() -> tuple[str, ...]:
    """The names of the built-in requests."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def model(name: str) -> tuple[RequestForm, bool]:
    """A built-in request, and whether nothing may be added to its questions."""
    problems = Problems()
    path = FOLDER / f"{name}.toml"
    file = TableFile(path.name, path.read_bytes(), REQUEST, problems)
    if file.top is None:
        problems.check()
        raise ValueError(name)
    form = RequestForm(
        title=file.top.text("titre"),
        fields=_fields(file.top, ()),
        desk=file.top.text("remettre"),
        privacy=file.top.text("information") or _PRIVACY,
        model=name,
        bring=file.top.texts("apporter"),
    )
    problems.check()
    return form, file.top.flag("fermee")


def read_request(row: Row, desk: str) -> RequestForm | None:
    """The request of a procedure; what is wrong with it was noted."""
    base, closed = None, False
    name = row.text("modele")
    if name:
        if name not in models():
            row.wrong("modele", f"ce modèle n'existe pas{meant(name, models())}")
            return None
        base, closed = model(name)
    own = _fields(row, base.fields if base else ())
    if closed and row.has("question"):
        row.wrong(
            "question", f"le modèle « {name} » ne demande que ce que la loi demande : rien ne s'y ajoute"
        )
    if base is None and not row.text("titre"):
        row.wrong("titre", "cette clé manque : comment s'appelle la demande")
    fields = (*(base.fields if base else ()), *own)
    if not fields:
        row.wrong("question", "au moins une question, ou un modèle")
    if len(fields) > MAX_FIELDS:
        row.wrong("question", f"{len(fields)} questions, {MAX_FIELDS} au plus : personne n'ira au bout")
    made = base or RequestForm("", (), "", _PRIVACY)
    return replace(
        made,
        title=row.text("titre") or made.title,
        fields=fields,
        desk=row.text("remettre") or made.desk or desk,
        privacy=row.text("information") or made.privacy,
        bring=row.texts("apporter") or made.bring,
    )


def _fields(row: Row, before: tuple[Field, ...]) -> tuple[Field, ...]:
    known = {field.key: field for field in before}
    made = []
    for question in row.rows("question", QUESTION):
        field = _field(question, known)
        if field.key in known:
            question.wrong("id", f"« {field.key} » est déjà l'id d'une autre question")
        known[field.key] = field
        made.append(field)
    return tuple(made)


def _field(row: Row, known: dict[str, Field]) -> Field:
    kind = KINDS.get(row.text("type"), "text")
    choices = row.texts("choix")
    if kind == "choice" and not 2 <= len(choices) <= MAX_CHOICES:
        row.wrong("choix", f"une question de type « choix » a de 2 à {MAX_CHOICES} réponses")
    if kind == "choice" and len(set(choices)) != len(choices):
        row.wrong("choix", "deux réponses sont les mêmes")
    if kind != "choice" and choices:
        row.wrong("choix", "seulement pour une question de type « choix »")
    for key in ("passee", "future"):
        if row.flag(key) and kind != "date":
            row.wrong(key, "seulement pour une question de type « date »")
    return Field(
        key=row.text("id"),
        question=row.text("question"),
        kind=kind,
        label=row.text("nom") or row.text("question").rstrip(" ?"),
        help=row.text("aide"),
        required=row.flag("obligatoire", default=True),
        choices=(YES, NO) if kind == "yesno" else choices,
        only=_only(row, "si", known),
        also=_only(row, "si_aussi", known),
        longest=min(row.number("longueur") or 120, 300),
        past=row.flag("passee"),
        coming=row.flag("future"),
    )


def _only(row: Row, where: str, known: dict[str, Field]) -> Only | None:
    inner = row.inner(where, _ONLY)
    if inner is None:
        return None
    key, answers = inner.text("question"), inner.texts("reponses")
    asked = known.get(key)
    if asked is None:
        row.wrong(where, f"« {key} » n'est pas une question posée avant celle-ci{meant(key, known)}")
        return None
    if not asked.choices:
        row.wrong(where, f"« {key} » doit être une question « choix » ou « oui-non »")
    for answer in answers:
        if asked.choices and answer not in asked.choices:
            row.wrong(where, f"« {answer} » n'est pas une réponse de « {key} »{meant(answer, asked.choices)}")
    return Only(key, answers)
