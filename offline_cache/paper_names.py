"""How a paper is called on a list, where the sheet's own words stand in the middle of a sentence. Pure.

« munie : de votre pièce d'identité » is called « Votre pièce d'identité »; « toute pièce permettant d'établir : la nature
du dommage » is called « Toute pièce permettant d'établir la nature du dommage ».
"""

import re

from offline_cache import paper_sentences as said
from offline_cache import paper_words as words

LONG = 120
"""Characters: a longer name is cut at its first natural joint, and what follows becomes its detail."""

# « soit l'acte… », « et une photo… », « + un justificatif »: an entry stands alone on a list.
_JOINT = re.compile(r"(?i)^(?:(?:soit|ou bien|ou|et|puis|avec|à défaut,?)\s+|[-•+]\s*)+")
_ASIDE = re.compile(r"^(?P<name>[^(]{6,}?)\s+\((?P<aside>(?:[^()]|\([^()]*\))+)\)\s*[.;,]?$")
_OF = (
    (
        re.compile(
            r"(?i)^de (?=(?:la|l'|votre|vos|cette|ces|cet|ce|tous?|toute?s?|son|sa|ses|leurs?|\d|chaque)\b)"
        ),
        "",
    ),
    (re.compile(r"(?i)^de (?=l')"), ""),
    (re.compile(r"(?i)^d'(?=une? |autres? )"), ""),
    (re.compile(r"(?i)^du "), "le "),
    (re.compile(r"(?i)^cette "), "la "),
)
# A line that goes on what stands before the list: « attestant… », « de votre séjour ».
_GOES_ON = re.compile(
    r"(?i)^(?:attestant|permettant|prouvant|justifiant|établissant|indiquant|mentionnant|certifiant|précisant|concernant"
    r"|relatif|relative|sur (?:le|la|l'|les|votre|vos)\b|d'entrée|qu[ei']\b|à (?:votre|l'|la)\b)"
)
_PAPERS = re.compile(
    r"(?i)\b(?P<name>(?:toute? )?(?:autre )?(?:pièces? justificatives?|pièces?|documents?|justificatifs?|attestations?|certificats?|preuves?)"
    r"(?: \w+){0,2}?(?: (?:permettant|prouvant|justifiant|établissant|attestant)\b[^:]*)?)\s*:?$"
)
_PRONOUN_CHOICE = re.compile(
    r"(?i)^(?:il peut s'agir|cela peut être|ce peut être|il s'agit|ils peuvent être|il peut être|ce document|elles?|ils?)\b"
)
_ADVERB = re.compile(
    r"(?i)^(?:toutefois|en outre|de plus|enfin|cependant|par ailleurs|par exemple|attention|dans tous les cas)(?:,| :)? +"
)
# « Si vous êtes veuf, vous devez fournir l'acte de décès »: the paper right after the verb, and no second sentence.
_ASKED = re.compile(
    r"(?i)^(?:(?P<when>(?:si|s'il|lorsque|en cas d|pour|dans ce cas)[^,.;:]{3,120}?)(?:,| :) (?:alors )?)?"
    r"(?:vous (?:devez|devrez)|il (?:vous )?(?:faut|faudra)|je dois)(?: alors| aussi| également| obligatoirement| simplement)*"
    r" (?:fournir|présenter|joindre|produire|apporter|y joindre|(?:disposer|vous munir) d(?:e |'))(?: ?alors| aussi| également| obligatoirement)* ?"
    r"(?P<paper>(?:une?|des|l'|la|le|les|votre|vos|\d|tous|toute?s?|deux)\b ?(?:(?!\b(?:et|puis|mais) (?:\w+er|\w+ir|\w+re)\b)[^.;:])+)$"
)
_MAY_BE = re.compile(r"(?i) (?:peut|peuvent) être\s*:$")
_KIND = re.compile(r"(?i)^(?:extraits?|copies?|photocopies?|originaux|original)\b(?! d)")
_TO = re.compile(
    r"(?i) (?:à (?:la|votre|sa|cette)|au|à ce) (?:demande|lettre|courrier|dossier|formulaire|déclaration|réclamation)\b[^,]{0,40}$"
)
_ID_EST = re.compile(r"(?i)\. c'est-à-dire,? [^.]*:$")
_NAMES_PAPERS = re.compile(r"(?i)^(?:justificatif|document|pièce)")
_INNER = re.compile(r" \((?!jour)(?P<aside>(?:[^()]|\([^()]*\)){12,})\)")
_SENTENCE_END = re.compile(r"(?<=[a-zé0-9)»])\. +(?=[A-ZÉÀÊ«])")
_FIRST = re.compile(
    r"(?i)^(?P<when>(?:si|s'il|lorsque?|quand|pour|en cas|en l'absence|dans|afin|après|avant|une fois|à l'issue|à la fin|au)\b[^,]{3,}),"
    r" (?P<rest>.{20,})$"
)
# « De 18 à 24 ans : un document… »: for whom, then the paper.
_WHEN = re.compile(r"^(?P<when>[^:.]{4,90}) : (?P<paper>.{8,})$")
_GIVE = re.compile(r"(?i)^(?:il faut |vous devez )?(?:fournir|présenter|joindre|produire) ")
_COLON = re.compile(r" : ")
_COMMA = re.compile(
    r"(?<!\bou)(?<!\bet), (?=(?:accompagnée?s?|délivrée?s?|établie?s?|sauf|si |s'il|dont|qui|lequel|y compris|même|ou,? à défaut|à défaut|et,? si|datée?s?|signée?s?|mentionnant"
    r"|attestant|précisant|indiquant|notamment|par exemple|en cas|lorsque|quand|pour )\b)"
)


def standing(text: str, lead: str) -> str:
    """An entry's words as they stand on a list of their own; `lead` is the line or the entry above it."""
    bare = _JOINT.sub("", text)
    if _GOES_ON.search(bare):
        above = _PAPERS.search(lead.rstrip(" :"))
        return _capital(f"{above['name']} {bare}") if above else _capital(bare)
    for of, instead in _OF:
        bare = of.sub(instead, bare, count=1)
    return _capital(bare)


def proof(entry: str, lead: str) -> str:
    """What an entry must prove, named after the line that asks for the proof."""
    above = _PAPERS.search(lead.rstrip(" :"))
    bare = _JOINT.sub("", entry)
    return _capital(f"{above['name']} {bare[:1].lower()}{bare[1:]}") if above else _capital(bare)


def part(entry: str, heading: str) -> str:
    """An entry below another that it goes on (« Justificatifs : de votre séjour »), or as it stands."""
    bare = _JOINT.sub("", entry)
    if re.match(r"(?i)(?:de |d'|du |des )", bare) or _GOES_ON.search(bare):
        return _capital(f"{heading} {bare}")
    if _KIND.match(bare):
        return _capital(f"{heading} : {bare[:1].lower()}{bare[1:]}")
    return _capital(bare)


def choice(lead: str, title: str) -> str:
    """What a choice is called: its line, or the title above when the line goes on an earlier sentence."""
    if _PRONOUN_CHOICE.search(lead):
        return title if _NAMES_PAPERS.search(title) else "L'un des documents suivants"
    return sentence(_MAY_BE.sub("", _ID_EST.sub("", _JOINT.sub("", lead))))


def either(options: tuple[str, ...]) -> str:
    """What a choice without a line of its own is called: its papers, or the first when they are long."""
    called = [_ASIDE.sub(r"\g<name>", standing(option, "").rstrip(" ,;.")) for option in options]
    whole = " ou ".join([called[0], *(name[:1].lower() + name[1:] for name in called[1:])])
    return whole if len(whole) <= LONG else f"{called[0]}, ou un autre papier"


def sentence(text: str) -> str:
    """A sentence without what ties it to the one before (« Toutefois, … »)."""
    return _capital(_ADVERB.sub("", _JOINT.sub("", text)))


def asked(text: str) -> tuple[str, str]:
    """(the paper that a plain sentence asks for, when it is asked); the whole sentence when it is not that plain."""
    found = _ASKED.match(_ADVERB.sub("", text).rstrip(" ."))
    if not found:
        return sentence(text), ""
    return _capital(_TO.sub("", found["paper"])), _capital(found["when"] or "")


def aside(text: str) -> str:
    """What stands in brackets at the end of a text, or nothing."""
    found = _ASIDE.match(text)
    return _capital(found["aside"]) if found else ""


def split(name: str, *, whole: bool = False) -> tuple[str, tuple[str, ...]]:
    """(a name, what is said of it): asides apart, and a long one cut where a sentence or a clause ends.

    `whole` is a sentence: the part that is kept as its name is the one that names the paper.
    """
    found = _ASIDE.match(name)
    name, details = (found["name"], (found["aside"],)) if found else (name, ())
    if end := _SENTENCE_END.search(name, 12):
        name, details = name[: end.start()], (name[end.end() :], *details)
    if when := _WHEN.match(name):
        paper = _GIVE.sub("", when["paper"])
        if words.heads_document(paper):
            name, details = _capital(paper), (when["when"], *details)
    if len(name) > LONG and (inner := _INNER.search(name)):
        name, details = name[: inner.start()] + name[inner.end() :], (inner["aside"], *details)
    if whole and len(name) > LONG and (first := _FIRST.match(name)) and said.names(first["rest"]):
        name, details = _capital(first["rest"]), (first["when"], *details)
    if len(name) > LONG:
        head, tail = _cut(name)
        if not whole or said.names(head):
            name, details = head, (*((tail,) if tail else ()), *details)
    return name.strip().rstrip(" :;,."), details


def _cut(name: str) -> tuple[str, str]:
    for joint in (_COLON, _COMMA):
        found = joint.search(name, 12)
        if found and found.start() <= 2 * LONG:
            return name[: found.start()], name[found.end() :]
    return name, ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
