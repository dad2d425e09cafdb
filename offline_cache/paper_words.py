"""The words by which a sheet asks for papers. Pure.

Tuned on the half `tune` of tests/content/labels and on unlabelled sheets; the half `final` was left alone.
"""

import re

_PAPERS = r"(?:pièces?|documents?|justificatifs?|papiers)"

_HEADING = re.compile(
    r"(?i)^(?!.*\b(?:remis|remise|annex|délivr|communicab|détention|vol|perte|conserv)\w*)"
    rf".*\b{_PAPERS}\b.*"
    r"(?:\b(?:à|a) (?:fournir|présenter|produire|joindre|apporter|prévoir|transmettre)\b|\bnécessaires?\b|\bexigés?\b"
    r"|justificatives?\b|\bdemandés?\b|\bprésenter\b)|^pièces justificatives|^dossier à fournir"
)
_LEAD = re.compile(
    rf"(?i)\b{_PAPERS}\b[^.]{{0,80}}\bsuivant|"
    r"\b(?:fournir|joindre|présenter|apporter|produire|munir|muni de|accompagnée? de)\b[^.]{0,80}:$|"
    rf"\b{_PAPERS} à fournir\b|\ben présentant\b[^.]{{0,40}}:$|\b{_PAPERS}\b[^.]{{0,40}}\bjoint(?:e?s)?\b[^.]*:$|"
    r"\bdossier\b[^.]{0,40}\b(?:contenant|compren(?:d|ant)|regroup\w+|composé|constitué|contenir|comporter|comprendre)\b[^.]*:$|"
    r"\bjustificatifs?\b[^.]{0,40}\bpeu(?:t|vent) être\b[^.]*:$|"
    r"\b(?:vous devez|il faut|vous devrez) (?:\w+ )?(?:fournir|joindre|présenter|produire)\b"
    r"[^.]{0,60}\b(?:copies|photocopies|originaux|pièces|documents|justificatifs)\.$"
)
# « Il vous faut : » leads in more than papers: only the entries that name one are.
_LOOSE_LEAD = re.compile(r"(?i)\bil (?:vous )?(?:faut|faudra)\b[^.]{0,40}:$")
_PROOF_LEAD = re.compile(
    r"(?i)\b(?:toute?s? )?(?:pièces?|documents?|justificatifs?)\b[^.]{0,20}"
    r"\b(?:permettant|prouvant|justifiant|établissant|attestant)\b[^.]*:$"
)
_OTHERS = (
    r"(?:employeur|propriétaire|bailleur|administration|vendeur|banque|assureur|notaire|professionnel|"
    r"prestataire|constructeur|organisme|entreprise|commerçant|garagiste|syndic|médecin|huissier|avocat)"
)
_NOT_MINE = re.compile(
    rf"(?i)^(?:l'|le |la |votre |les |vos |un |une |cet |ce ){_OTHERS}s?\b"
    r".*\b(?:remet|remettent|doi(?:t|vent) (?:aussi |également |vous |lui |en )*"
    r"(?:remettre|fournir|transmettre|délivrer|adresser|joindre|envoyer|présenter|ajouter|communiquer)|fournit|annex)"
    r"|\bannexés?\b|\bmentions suivantes\b"
    r"|\bvous (?:recevez|recevrez|obtenez|obtiendrez|pouvez consulter|pouvez demander|pouvez obtenir)\b"
    r"|\bvous (?:remet|transmet|adresse|envoie|délivre)(?:tent|nt)?\b"
    r"|^(?!.*\bvous\b).*\b(?:remettre|remis|délivrer|transmettre) (?:au salarié|à l'apprenti|au locataire)\b"
    r"|\bvous (?:est|sont|sera|seront) (?:remis|délivré|envoyé|adressé|transmis)e?s?\b"
)
# What a paper must say is no paper, unless papers are what it must hold.
_CONTENTS = re.compile(
    rf"(?i)^(?!.*\b(?:{_PAPERS}|dossier)\b).*\bdoi(?:t|vent)\b.{{0,20}}\b(?:comporter|mentionner|contenir|indiquer|préciser)\b"
)
_OTHER_SUBJECT = re.compile(rf"(?i)^(?:l'|le |la |votre |les |vos |un |une ){_OTHERS}s?\b")
_PRONOUN = re.compile(r"(?i)^(?:il|elle|ils|elles) (?:doi|peu|remet|adress|fourni|transmet|join|devr)")
_ONE_OF = re.compile(
    r"(?i)\bjustificatifs?\b[^.]{0,40}\bpeu(?:t|vent) être\b|\b(?:l'une?|un seul|1 seul|un|une|1) (?:de |d'entre |des? |seul |parmi )|\bau choix\b|\bparmi\b"
)
_DOCUMENT = re.compile(
    r"(?i)\b(?:cartes?|passeports?|justificatifs?|actes?|attestations?|certificats?|copies?|photocopies?|photos?|"
    r"photographies?|formulaires?|cerfa|extraits?|livrets?|avis|bulletins?|contrats?|factures?|quittances?|"
    r"relev[ée]s?|rib|permis|titres?|déclarations?|récépissés?|timbres?|jugements?|diplômes?|"
    r"pièces?|documents?|courriers?|lettres?|enveloppes?|procès-verbal|mandats?|preuves?|"
    r"autorisations?|conventions?|visas?|devis|ordonnances?|procurations?|statuts|décisions?|notifications?|"
    r"bordereaux?|licences?|accords?|curriculum|cv|kbis|justifications?)\b"
)
_ASIDES = re.compile(r"\([^()]*\)")

# ---- sentences

# What a sentence names on its own: « une lettre », « le formulaire » are the request itself, and « les
# documents demandés » names none.
_NAMED = (
    r"(?:pièces? d'identité|passeports?|cartes? (?!bancaires?)\w+|justificatifs?|attestations?|certificats?|copies?|"
    r"photocopies?|photos?|photographies?|extraits?|actes? d|livrets? d|factures?|quittances?|relevés? d|rib\b|"
    r"permis d|récépissés?|timbres? fisca|jugements?|diplômes?|preuves?|enveloppes?|scans?|mandat signé|"
    r"procurations?|avis (?:d'impo|du médecin|médical)|titres? de séjour|visas?)"
)
_GIVE = (
    r"(?:(?<!vous )(?<!se )(?<!s')(?:fournir|joindre|présenter|produire|remettre|adresser|apporter|transmettre)|"
    r"ajouter|disposer|vous munir|"
    r"être munie?|être en possession|préparer|envoyer|déposer)"
)
# Between giving and what is given: within the sentence, and not « déposer votre demande de carte ».
_WITH = r"(?:(?!\bdemande\b)[^.;:]){0,90}?"
_READER = (
    r"(?:vous dev(?:ez|rez)|il (?:vous )?fau(?:t|dra)|vous êtes tenu"
    r"|(?:parents?|demandeurs?|intéressés?|candidats?|héritiers?|époux|conjoints?|personnes?) doi(?:t|vent))"
)
_ASKED = (
    rf"\b{_READER}\b[^.;:]{{0,70}}?\b{_GIVE}\b{_WITH}\b{_NAMED}",
    rf"(?<!vous )\b(?:préparez|apportez|présentez|fournissez|joignez|munissez-vous|remettez)\b[^.;:]{{0,60}}?\b{_NAMED}",
    r"\b(?:justificatifs?|timbres?)\b[^.;:]{0,60}\b(?:vous )?(?:est|sont|sera|seront) (?:demandé|exigé|réclamé)e?s?\b",
    (
        r"\b(?:actes?|documents?|pièces?|diplômes?)\b[^.;:]{0,60}\b(?:doi(?:t|vent) être|être)\b[^.;:]{0,30}"
        r"\b(?:accompagné|traduit)e?s?\b[^.;]{0,30}\btradu"
    ),
)
_SENTENCE = re.compile("(?i)" + "|".join(_ASKED))
_ENTRY = re.compile(
    r"(?i)(?:^|: )(?:se munir|fournir|joindre|présenter|produire|adresser|remettre|apporter|transmettre)\b(?! de )"
    rf"{_WITH}\b{_NAMED}"
)
_MAY_ASK = re.compile(
    r"(?i)\b(?:mairie|service|préfecture|juge|administration|consulat|caisse|caf|cpam|greffe|tribunal|officier)\b"
    r"[^.;:]{0,40}\b(?:peut|pourra|peuvent) (?:aussi |également )?(?:vous )?(?:demander|exiger|réclamer)\b"
    rf"[^.;:]{{0,70}}?[ (]{_NAMED}"
)
_NEGATION = re.compile(
    r"(?i)\bn'(?:avez|est|êtes|ont|a) (?:pas|plus)\b[^.]{0,40}(?:fournir|joindre|présenter|produire|nécessaire|obligé|besoin)"
)
_VERB_FIRST = re.compile(
    r"(?i)^(?:se |s'|de |d')?(?!dernier|premier|loyer|cahier|papier|avoir)"
    r"(?:\w{2,}(?:er|ir|oir)|faire|(?:re)?mettre|prendre|(?:se )?rendre|attendre|répondre|écrire|inscrire)\b"
)
# Money, or a condition: no paper.
_NO_PAPER = re.compile(r"(?i)^(?:\d[\d ,.]*€|montant\b|carte bancaire\b|que\b)")
_ON_THE_ROAD = re.compile(r"(?i)\b(?:en cas de|lors d'un|cas d'un) contrôle\b(?! technique)")
_NEED = re.compile(
    rf"(?i)\b{_READER}\b[^.;:]{{0,70}}?\b(?:{_GIVE}|remplir|télécharger|compléter)\b"
    r"|(?<!vous )\b(?:préparez|apportez|présentez|fournissez|joignez|munissez-vous|remettez)\b"
    r"|\b(?:est|sont|sera|seront) (?:demandé|exigé|nécessaire|à fournir|à présenter|à joindre)"
)


def asks_in_title(title: str) -> bool:
    """Whether a title announces papers to bring."""
    return bool(_HEADING.search(title))


def asks_whole(lead: str) -> bool:
    """Whether a line before a list is itself such a title, as in « Pièces à fournir : »."""
    return bool(_HEADING.fullmatch(lead.rstrip(" :")))


def leads_in(lead: str) -> bool:
    """Whether a line before a list says that papers follow."""
    return bool(_LEAD.search(lead))


def leads_in_loosely(lead: str) -> bool:
    """Whether a line before a list says that papers follow, among other things."""
    return bool(_LOOSE_LEAD.search(lead))


def wants_proofs(lead: str) -> bool:
    """Whether the entries say what papers must prove, and so name none."""
    return bool(_PROOF_LEAD.search(lead))


def speaks_of_papers(lead: str) -> bool:
    """Whether a line before a list has to do with papers at all."""
    return bool(_DOCUMENT.search(lead)) or leads_in(lead)


def is_someone_elses(lead: str) -> bool:
    """Whether what follows is given by another, or is what a paper must say."""
    return bool(_NOT_MINE.search(lead) or _CONTENTS.search(lead))


def speaks_of_another(text: str) -> bool:
    """Whether a sentence is about an employer, a seller… and not about the reader."""
    return bool(_OTHER_SUBJECT.search(text))


def goes_on(text: str) -> bool:
    """Whether its subject is the one of the sentence before (« Il doit… »)."""
    return bool(_PRONOUN.search(text))


def is_choice(lead: str) -> bool:
    """Whether any one of what follows will do."""
    return bool(_ONE_OF.search(lead))


def names_document(text: str) -> bool:
    """Whether an entry names a paper, asides left out."""
    return bool(_DOCUMENT.search(_ASIDES.sub("", text)))


def is_deed(text: str) -> bool:
    """Whether an entry names no paper but something to do (« faire constater… »), to pay or to fulfil."""
    return bool(_NO_PAPER.search(text)) or (bool(_VERB_FIRST.search(text)) and not _DOCUMENT.search(text))


def asks_in_sentence(text: str) -> bool:
    """Whether running text asks the reader for a paper and names it."""
    asks = _SENTENCE.search(text) or _ENTRY.search(text) or _MAY_ASK.search(text)
    return bool(asks) and not _NEGATION.search(text) and not _ON_THE_ROAD.search(text)


def needs_document(text: str) -> bool:
    """The same within a part that is about papers, where « le formulaire » is one too."""
    return names_document(text) and bool(_NEED.search(text)) and not _NEGATION.search(text)
