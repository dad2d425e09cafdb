"""From an overlay's files to what the screens show; everything wrong is gathered first, then refused whole."""

from dataclasses import dataclass, field, replace
from datetime import date

from offline_cache.local import sheets
from offline_cache.local.assets import Assets
from offline_cache.local.model import (
    PREFIX,
    Association,
    Event,
    LocalTile,
    Notice,
    Overlay,
    PagePictures,
    Picture,
    Procedure,
    SheetForm,
    TileChange,
    TileEntry,
    Town,
    local_id,
)
from offline_cache.local.problems import Problems, meant
from offline_cache.local.procedures import PROCEDURE, Draft, read_procedure
from offline_cache.local.repeats import EVENT, read_event
from offline_cache.local.source import Source
from offline_cache.local.tables import Key, Row, TableFile
from offline_cache.local.targets import Known, target_of
from offline_cache.local.text import Link, Shown, Written, read_text
from offline_cache.model import Sheet
from offline_cache.tiles import load_tiles

FORMAT = 1
COMMUNE = {
    "format": Key("number", required=True),
    "commune": Key("text", required=True, longest=80),
    "date": Key("date", required=True),
    "source": Key("text", longest=120),
    "guichet": Key("text", required=True, longest=200),
    "telephone": Key("text", longest=30),
}
TILES = {"tuile": Key("tables"), "officielle": Key("tables")}
TILE = {
    "id": Key("slug", required=True),
    "titre": Key("text", required=True, longest=40),
    "icone": Key("text", required=True),
    "contenu": Key("texts", required=True, longest=60),
    "ordre": Key("number"),
}
OFFICIAL = {
    "tuile": Key("slug", required=True),
    "titre": Key("text", longest=40),
    "icone": Key("text"),
    "ordre": Key("number"),
    "cachee": Key("bool"),
}
NOTICE = {
    "id": Key("slug", required=True),
    "titre": Key("text", required=True, longest=140),
    "nature": Key("text", choices=("legal", "information", "alerte")),
    "type": Key("text", longest=60),
    "du": Key("date", required=True),
    "au": Key("date", required=True),
    "signe_par": Key("text", longest=120),
    "signe_le": Key("date"),
    "texte": Key("text", longest=1500),
    "pdf": Key("text", longest=80),
    "accueil": Key("bool"),
}
ASSOCIATION = {
    "id": Key("slug", required=True),
    "nom": Key("text", required=True, longest=80),
    "theme": Key("text", longest=40),
    "texte": Key("text", required=True, longest=2000),
    "lieu": Key("text", longest=120),
    "horaires": Key("text", longest=200),
    "contact": Key("text", longest=120),
    "telephone": Key("text", longest=30),
    "courriel": Key("text", longest=80),
    "image": Key("text", longest=80),
    "image_montre": Key("text", longest=160),
    "mots": Key("texts", longest=40),
}
_LABELS = {"legal": "Affichage légal", "information": "Information", "alerte": "À savoir aujourd’hui"}


@dataclass
class _Gathered:
    """What one reading has met so far."""

    source: Source
    assets: Assets
    problems: Problems
    today: date
    sheets: list[Sheet] = field(default_factory=list)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    pictures: list[PagePictures] = field(default_factory=list)
    forms: list[SheetForm] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def table(self, name: str, keys: dict[str, Key]) -> Row | None:
        """One of the tables at the top; None when it is not there."""
        data = self.source.files.get(name)
        return TableFile(name, data, keys, self.problems).top if data is not None else None

    def claim(self, row: Row, ident: str) -> None:
        """An id is used once."""
        if ident in self.ids:
            row.wrong("id", f"« {ident.rpartition(':')[2]} » est déjà l'id d'un autre")
        self.ids.add(ident)

    def shown(self, ident: str, file: str, asked: list[Shown]) -> None:
        """The pictures that a text asks for."""
        made = [self.assets.picture(file, one.line, one.file, one.words) for one in asked]
        kept = tuple(picture for picture in made if picture)
        if kept:
            self.pictures.append(PagePictures(ident, kept))


def read_overlay(source: Source, assets: Assets, icons: frozenset[str], today: date) -> Overlay:
    """Check everything and build it.

    Raises:
        LocalWrongError: with all that is wrong.
    """
    problems = assets.problems
    at = _Gathered(source, assets, problems, today)
    top = at.table("commune.toml", COMMUNE)
    if top is None:
        problems.check()
        raise ValueError("commune.toml")
    if top.has("format") and top.number("format") != FORMAT:
        top.wrong("format", f"cette borne lit le format {FORMAT}")
    base = Town(
        name=top.text("commune"),
        date=top.day("date") or today,
        source=top.text("source") or f"Mairie de {top.text('commune')}",
        desk=top.text("guichet"),
        phone=top.text("telephone"),
    )
    pages = _pages(at, base)
    procedures = _procedures(at, base)
    notices = _notices(at, base)
    events = _events(at, base)
    associations = _associations(at, base)
    known = Known(frozenset(at.ids))
    tiles, changes = _tiles(at, icons, known)
    at.sheets = [sheets.linked(sheet, known) for sheet in at.sheets]
    for link in at.links:
        if isinstance(said := target_of(link.target, known), Exception):
            problems.add(link.file, link.line, "", str(said))
    assets.unused()
    problems.check()
    town = replace(
        base, tiles=tiles, changes=changes, pages=pages, procedures=procedures, notices=notices, events=events,
        associations=associations, pictures=tuple(at.pictures), forms=tuple(at.forms),
    )  # fmt: skip
    return Overlay(town, tuple(at.sheets), at.words)


def _text(at: _Gathered, file: str, *, titled: bool) -> Written:
    written = read_text(file, at.source.files[file], at.problems, titled=titled)
    at.links += written.links
    return written


def _pages(at: _Gathered, town: Town) -> tuple[str, ...]:
    made = []
    for stem, file in at.source.under("pages", ".txt"):
        ident = local_id("page", stem)
        written = _text(at, file, titled=True)
        at.ids.add(ident)
        at.sheets.append(sheets.page(ident, written, town))
        at.shown(ident, file, written.pictures)
        made.append(ident)
    return tuple(made)


def _procedures(at: _Gathered, town: Town) -> tuple[Procedure, ...]:
    made = []
    stems = {stem for stem, _ in at.source.under("demarches", ".toml")}
    for stem, file in at.source.under("demarches", ".txt"):
        if stem not in stems:
            at.problems.add(file, 0, "", f"il manque {stem}.toml à côté{meant(stem, stems)}")
    for stem, file in at.source.under("demarches", ".toml"):
        row = TableFile(file, at.source.files[file], PROCEDURE, at.problems).top
        if row is None:
            continue
        ident, text = local_id("demarche", stem), file.removesuffix(".toml") + ".txt"
        written = _text(at, text, titled=False) if text in at.source.files else Written()
        draft: Draft = read_procedure(row, ident, file, town, at.assets)
        at.ids.add(ident)
        at.sheets.append(sheets.procedure(draft, written, town))
        at.shown(ident, text, written.pictures)
        at.words[ident] = draft.words
        at.forms += draft.forms
        at.links += draft.links
        made.append(draft.procedure)
    return tuple(made)


def _notices(at: _Gathered, town: Town) -> tuple[Notice, ...]:
    top = at.table("affichage.toml", {"avis": Key("tables")})
    made = []
    for row in top.rows("avis", NOTICE) if top else ():
        ident = local_id("avis", row.text("id"))
        at.claim(row, ident)
        kind = row.text("nature") or "information"
        first, last = row.day("du") or at.today, row.day("au") or at.today
        if last < first:
            row.wrong("au", f"la fin ({last:%d/%m/%Y}) est avant le début ({first:%d/%m/%Y})")
        if kind == "legal" and not row.text("signe_par"):
            row.wrong("signe_par", "un affichage légal dit qui l'a signé")
        paper = at.assets.paper(row, "pdf") if row.has("pdf") else None
        if not row.text("texte") and not row.has("pdf"):
            row.wrong("texte", "un avis a un texte, un PDF, ou les deux")
        label = row.text("type") or _LABELS[kind]
        notice = Notice(
            ident, row.text("titre"), kind, label, first, last, row.text("texte"), row.text("signe_par"),  # type: ignore[arg-type]
            row.day("signe_le"), paper, row.flag("accueil", default=kind != "legal"),
        )  # fmt: skip
        if paper:
            at.forms.append(SheetForm(ident, f"{ident}:pdf", notice.title, "", paper))
        at.sheets.append(sheets.notice(notice, town))
        made.append(notice)
    return tuple(made)


def _events(at: _Gathered, town: Town) -> tuple[Event, ...]:
    top = at.table("agenda.toml", {"evenement": Key("tables")})
    made = []
    for row in top.rows("evenement", EVENT) if top else ():
        ident = local_id("evenement", row.text("id"))
        at.claim(row, ident)
        event = read_event(row, ident, _picture(at, row))
        at.sheets.append(sheets.event(event, town))
        at.words[ident] = row.texts("mots")
        if event.picture:
            at.pictures.append(PagePictures(ident, (event.picture,)))
        made.append(event)
    return tuple(made)


def _picture(at: _Gathered, row: Row) -> Picture | None:
    if not row.has("image"):
        return None
    if not row.text("image_montre"):
        row.wrong("image_montre", "dire ce que montre l'image : qui ne la voit pas l'entendra")
    return at.assets.picture_of(row, "image", row.text("image_montre"))


def _associations(at: _Gathered, town: Town) -> tuple[Association, ...]:
    top = at.table("associations.toml", {"association": Key("tables")})
    made = []
    for row in top.rows("association", ASSOCIATION) if top else ():
        ident = local_id("association", row.text("id"))
        at.claim(row, ident)
        theme = row.text("theme") or "Associations"
        facts = {
            "Où": row.text("lieu"),
            "Quand": row.text("horaires"),
            "Contact": row.text("contact"),
            "Téléphone": row.text("telephone"),
            "Courriel": row.text("courriel"),
        }
        at.sheets.append(sheets.association(ident, row.text("nom"), theme, row.text("texte"), facts, town))
        at.words[ident] = (theme, *row.texts("mots"))
        picture = _picture(at, row)
        if picture:
            at.pictures.append(PagePictures(ident, (picture,)))
        made.append(Association(ident, row.text("nom"), theme))
    return tuple(made)


def _tiles(
    at: _Gathered, icons: frozenset[str], known: Known
) -> tuple[tuple[LocalTile, ...], tuple[TileChange, ...]]:
    top = at.table("tuiles.toml", TILES)
    if top is None:
        return (), ()
    official = tuple(tile.id for tile in load_tiles())
    tiles = []
    for row in top.rows("tuile", TILE):
        at.claim(row, f"{PREFIX}tuile:{row.text('id')}")
        entries = [_entry(row, text, known) for text in row.texts("contenu")]
        tiles.append(
            LocalTile(
                f"{PREFIX}tuile:{row.text('id')}", row.text("titre"), _icon(row, icons),
                tuple(entry for entry in entries if entry), row.number("ordre"),
            )
        )  # fmt: skip
    changes = []
    for row in top.rows("officielle", OFFICIAL):
        tile = row.text("tuile")
        if row.has("tuile") and tile not in official:
            row.wrong("tuile", f"cette tuile officielle n'existe pas{meant(tile, official)}")
        icon = _icon(row, icons) if row.has("icone") else ""
        changes.append(TileChange(tile, row.text("titre"), icon, row.flag("cachee"), row.number("ordre")))
    return tuple(tiles), tuple(changes)


def _icon(row: Row, icons: frozenset[str]) -> str:
    icon = row.text("icone")
    if row.has("icone") and icon not in icons:
        row.wrong("icone", f"cette icône n'existe pas{meant(icon, sorted(icons))}")
    return icon


def _entry(row: Row, text: str, known: Known) -> TileEntry | None:
    areas = {"affichage": "notices", "agenda": "events", "associations": "associations"}
    if text in areas:
        return TileEntry(areas[text])  # type: ignore[arg-type]
    found = target_of(text, known, web=False)
    if isinstance(found, Exception):
        hint = meant(text, areas) if ":" not in text else ""
        row.wrong("contenu", f"{found}{hint}" if ":" in text else f"« {text} » n'est pas possible{hint}")
        return None
    return TileEntry("topic" if found.startswith("N") else "sheet", found)
