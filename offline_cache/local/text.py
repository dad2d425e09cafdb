"""The plain text of local pages: a small, well-defined writing, turned into the blocks of a sheet.

    # Titre                    first line of a page, once
    ## Partie                  ### Sous-partie
    - point                    1. point numéroté
    > Attention : remarque     > À savoir : remarque
    **important**              [mots](page:marche), [mots](fiche:F2119), [mots](https://site.fr)
    ![ce que montre l'image](halle.jpg)     seul sur sa ligne

Paragraphs are parted by an empty line. Anything else that looks like a mark is refused with its line.
"""

import re
from dataclasses import dataclass, field

from offline_cache.local.problems import Problems, meant
from offline_cache.model import (
    Block,
    Blocks,
    Chapter,
    Heading,
    ListBlock,
    ListItem,
    NoteKind,
    Paragraph,
    Span,
)
from offline_cache.model import Note as NoteBlock

_POINT = re.compile(r"-\s+(?P<text>.+)")
_NUMBER = re.compile(r"\d{1,2}\.\s+(?P<text>.+)")
_NOTE = re.compile(r">\s*(?:(?P<kind>[^:>]{3,20}?)\s*:\s*)?(?P<text>.+)")
_IMAGE = re.compile(r"!\[(?P<words>[^\]]*)\]\((?P<file>[^)]*)\)")
_INLINE = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|\[(?P<words>[^\]]+)\]\((?P<target>[^)\s]*)\)")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_FOREIGN = (
    (_TAG, "les balises comme « {0} » ne servent pas ici : écrire le texte seul"),
    (re.compile(r"^\s*\|.*"), "les tableaux ne servent pas ici : écrire une liste avec « - »"),
    (
        re.compile(r"^\s{2,}[-*+]\s.*"),
        "une liste dans une liste ne sert pas ici : commencer la ligne par « - »",
    ),
    (re.compile(r"^[*+]\s.*"), "une liste s'écrit avec « - » au début de la ligne"),
    (re.compile(r"^#{4,}.*"), "les titres s'arrêtent à « ### »"),
    (re.compile(r"^#{1,3}[^#\s].*"), "laisser un espace après « # »"),
    (re.compile(r"`{1,3}[^`]*`*"), "les accents graves « ` » ne servent pas ici"),
    (
        re.compile(r"^\s*(-{3,}|={3,}|_{3,})\s*$"),
        "les traits de séparation ne servent pas ici : « ## » ouvre une partie",
    ),
)
_KINDS: dict[str, NoteKind] = {
    "attention": "warning",
    "à savoir": "know",
    "à noter": "note",
    "rappel": "reminder",
    "exemple": "example",
}
MAX_LINE = 2000


@dataclass(frozen=True)
class Link:
    """A link met in a text, to be checked once everything is read. `target` as written."""

    file: str
    line: int
    target: str


@dataclass(frozen=True)
class Shown:
    """A picture asked for: its file under `images/` and what it shows, in words."""

    file: str
    words: str
    line: int


@dataclass
class Written:
    """A text read: its title (pages only), blocks, links and pictures."""

    title: str = ""
    lead: str = ""
    blocks: Blocks = ()
    links: list[Link] = field(default_factory=list)
    pictures: list[Shown] = field(default_factory=list)


def read_text(file: str, data: bytes, problems: Problems, *, titled: bool) -> Written:
    """Read a file's text; `titled` ones begin with « # Titre »."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problems.add(file, line, "", "ce n'est pas du texte UTF-8 : enregistrer le fichier en UTF-8")
        return Written()
    return _Reader(file, problems).read(text, titled=titled)


def inline(file: str, line: int, text: str, problems: Problems, written: Written) -> Paragraph:
    """One paragraph with its marks; links go to `written`."""
    plain: list[str] = []
    spans: list[Span] = []
    at = length = 0
    for match in _INLINE.finditer(text):
        before = text[at : match.start()]
        plain.append(before)
        length += len(before)
        words = (match["bold"] or match["words"]).strip()
        if match["bold"]:
            spans.append(Span(length, len(words), "strong"))
        else:
            written.links.append(Link(file, line, match["target"]))
            spans.append(Span(length, len(words), "sheet", match["target"]))
        plain.append(words)
        length += len(words)
        at = match.end()
    plain.append(text[at:])
    whole = "".join(plain)
    if "**" in whole:
        problems.add(file, line, "", "« ** » s'écrit des deux côtés du mot : **important**")
    return Paragraph(whole, tuple(spans))


class _Reader:
    """Line by line; what is open (a paragraph, a list) is closed by whatever comes next."""

    def __init__(self, file: str, problems: Problems) -> None:
        self._file = file
        self._problems = problems
        self._written = Written()
        self._top: list[Block] = []
        self._chapters: list[tuple[int, str, list[Block]]] = []
        self._open: list[tuple[int, str]] = []
        self._items: list[ListItem] = []
        self._numbered = False

    def read(self, text: str, *, titled: bool) -> Written:
        lines = text.replace("\r\n", "\n").split("\n")
        first = next((n for n, line in enumerate(lines) if line.strip()), 0)
        if titled:
            if not lines[first].startswith("# "):
                self._say(first + 1, "la première ligne est le titre : « # Le marché du samedi »")
            else:
                self._written.title = lines[first][2:].strip()
                lines[first] = ""
        for number, line in enumerate(lines, 1):
            self._line(number, line.rstrip())
        self._close()
        self._fold(0)
        self._lead()
        self._written.blocks = tuple(self._top)
        return self._written

    def _say(self, line: int, said: str) -> None:
        self._problems.add(self._file, line, "", said)

    def _line(self, number: int, line: str) -> None:  # noqa: C901, PLR0912 - one branch per mark
        if len(line) > MAX_LINE:
            self._say(number, f"ligne trop longue : {len(line)} caractères, {MAX_LINE} au plus")
            return
        for pattern, said in _FOREIGN:
            if found := pattern.search(line):
                self._say(number, said.format(found[0].strip()[:30]))
                return
        if not line.strip():
            self._close()
        elif line.startswith("# "):
            self._say(number, "un seul titre « # », en première ligne ; « ## » ouvre une partie")
        elif line.startswith("##"):
            self._close()
            marks, _, title = line.partition(" ")
            self._fold(len(marks) - 1)
            self._chapters.append((len(marks) - 1, title.strip(), []))
        elif image := _IMAGE.fullmatch(line.strip()):
            self._close()
            self._image(number, image["file"].strip(), image["words"].strip())
        elif line.lstrip().startswith("!["):
            self._say(number, "une image est seule sur sa ligne : ![ce qu'elle montre](halle.jpg)")
        elif line.startswith(">"):
            self._close()
            self._note(number, line)
        elif point := _POINT.fullmatch(line):
            self._item(number, point["text"], numbered=False)
        elif point := _NUMBER.fullmatch(line):
            self._item(number, point["text"], numbered=True)
        else:
            if self._items:
                self._close()
            self._open.append((number, line.strip()))

    def _item(self, number: int, text: str, *, numbered: bool) -> None:
        if self._open or (self._items and self._numbered != numbered):
            self._close()
        self._numbered = numbered
        self._items.append(ListItem((self._words(number, text),)))

    def _image(self, number: int, file: str, words: str) -> None:
        if not words:
            self._say(number, "dire entre crochets ce que montre l'image : qui ne la voit pas l'entendra")
        self._written.pictures.append(Shown(file.removeprefix("images/"), words, number))

    def _note(self, number: int, line: str) -> None:
        match = _NOTE.fullmatch(line)
        if match is None:
            self._say(number, "une remarque s'écrit « > Attention : … » ou « > À savoir : … »")
            return
        said = (match["kind"] or "à savoir").strip()
        kind = _KINDS.get(said.lower())
        if kind is None:
            names = [name.capitalize() for name in _KINDS]
            self._say(number, f"remarque « {said} » inconnue{meant(said.capitalize(), names)}")
            return
        self._put(NoteBlock(kind, said.capitalize(), (self._words(number, match["text"]),)))

    def _words(self, number: int, text: str) -> Paragraph:
        return inline(self._file, number, " ".join(text.split()), self._problems, self._written)

    def _close(self) -> None:
        if self._open:
            number, text = self._open[0][0], " ".join(text for _, text in self._open)
            self._open.clear()
            self._put(self._words(number, text))
        if self._items:
            items = tuple(self._items)
            self._items.clear()
            self._put(ListBlock(items, numbered=self._numbered))

    def _put(self, block: Block) -> None:
        (self._chapters[-1][2] if self._chapters else self._top).append(block)

    def _fold(self, level: int) -> None:
        """Close the chapters that a title of `level` ends (0: all of them)."""
        while self._chapters and self._chapters[-1][0] >= max(level, 1):
            depth, title, blocks = self._chapters.pop()
            made: Block = Chapter(title, tuple(blocks), depth) if depth == 1 else Heading(title)
            rest: tuple[Block, ...] = () if depth == 1 else tuple(blocks)
            for block in (made, *rest):
                self._put(block)

    def _lead(self) -> None:
        """A page's first paragraph stands under its title."""
        if self._written.title and self._top and isinstance(self._top[0], Paragraph):
            lead = self._top[0]
            if not lead.spans:
                self._written.lead = lead.text
                del self._top[0]
