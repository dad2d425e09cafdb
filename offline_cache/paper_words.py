"""The words by which a sheet asks for papers. Pure.

Tuned on the labelled sheets of tests/content and on lists of what is taken and left over the whole edition.
"""

import re

_PAPERS = r"(?:pièces?|documents?|justificatifs?|papiers)"

_HEADING = re.compile(
    r"(?i)^(?!.*\b(?:remis|remise|annex|délivr|communicab|détention|vol|perte|conserv|dépend)\w*)"
    rf".*\b{_PAPERS}\b.*"
    r"(?:\b(?:à|a) (?:fournir|présenter|produire|joindre|apporter|prévoir|transmettre)\b|\bnécessaires?\b|\bexigés?\b"
    r"|justificatives?\b|\bdemandés?\b|\bprésenter\b)|^pièces justificatives|^dossier à fournir"
)
_LEAD = re.compile(
    rf"(?i)\bà ces documents\b[^.]*\bajouter\b|\b{_PAPERS}\b[^.]{{0,80}}\bsuivant|"
    r"\b(?:fournir|joindre|(?<!vous )(?<!se )(?<!s')présenter|apporter|produire|munir|muni de|accompagnée? de)\b[^.]{0,110}:$|"
    rf"\b{_PAPERS} à fournir\b|\ben présentant\b[^.]{{0,40}}:$|\b{_PAPERS}\b[^.]{{0,40}}\bjoint(?:e?s)?\b[^.]*:$|"
    r"\bdossier\b[^.]{0,40}\b(?:contenant|compren(?:d|ant)|regroup\w+|composé|constitué|contenir|comporter|comprendre)\b[^.]*:$|"
    r"\bjustificatifs?\b[^.]{0,40}\bpeu(?:t|vent) être\b[^.]*:$|"
    r"\b(?:vous devez|il faut|vous devrez) (?:\w+ )?(?:fournir|joindre|présenter|produire)\b"
    r"[^.]{0,60}\b(?:copies|photocopies|originaux|pièces|documents|justificatifs)\.$"
)
# « Il vous faut : » leads in more than papers: only the entries that name one are.
_LOOSE_LEAD = re.compile(r"(?i)^(?!.*\bpermis suivants).*\bil (?:vous )?(?:faut|faudra)\b[^.]{0,40}:$")
_PROOF_LEAD = re.compile(
    r"(?i)\b(?:toute?s? )?(?:pièces?|documents?|justificatifs?)\b[^.]{0,20}"
    r"\b(?:permettant|prouvant|justifiant|établissant|attestant)\b[^.]*:$"
)
_SHEET_TITLE = re.compile(
    r"(?i)\bquel(?:le)?s? (?:justificatif|document|pièce|papier)s?\b(?!.*\b(?:voyag|rendre|aller|sortir|circul|condui|légalis|remis|communic))"
    r"|\bcomment (?:justifier|prouver)\b|\bavec quels documents prouver\b|\bpapiers d'identité à présenter\b"
)
_PROOFS = re.compile(
    r"(?i)^justificatifs? (?:d[e'u]|relatif|commun)|^justification d|^documents? (?:d'état civil|relatifs? à|prouvant|démontrant)"
    r"|^pièces? d'identité$|^vous avez un justificatif"
)
_ELSEWHERE = re.compile(
    r"(?i)\bdélai\b[^.]*\b(?:suivant|compter|à partir)\b[^.]*:$|\bplus long\b|\bcommunication des\b|\bn'est pas possible\b|\b(?:informations?|prix|coût|tarif|(?<!rassemble et )conserv\w*|certifier sur l'honneur"
    r"|dispose$|conditions? suivantes?)\b"
)
_EXAMPLES = re.compile(r"(?i)\b(?:comme par exemple|par exemple|notamment|tels? que|telles? que)\b[^:]*:$")
_OTHERS = (
    r"(?:employeur|propriétaire|bailleur|administration|vendeur|banque|assureur|notaire|professionnel|"
    r"prestataire|constructeur|organisme|entreprise|commerçant|garagiste|syndic|médecin|huissier|avocat)"
)
_NOT_MINE = re.compile(
    rf"(?i)^(?:l'|le |la |votre |les |vos |un |une |cet |ce )(?:particulier )?{_OTHERS}s?\b"
    r".*\b(?:remet|remettent|doi(?:t|vent) (?:aussi |également |vous |lui |en )*"
    r"(?:remettre|fournir|transmettre|délivrer|adresser|joindre|envoyer|présenter|ajouter|communiquer)|fournit|annex)"
    r"|\bannexés?\b|\bmentions suivantes\b"
    r"|\bvous (?:recevez|recevrez|obtenez|obtiendrez|pouvez consulter|pouvez demander|pouvez obtenir)\b"
    r"|\bvous (?:remet|transmet|adresse|envoie|délivre)(?:tent|nt)?\b"
    r"|\b(?:obligée?s?|tenue?s?) de vous (?:délivrer|remettre|fournir|communiquer|envoyer)\b"
    r"|^(?!.*\bvous\b).*\b(?:remettre|remis|délivrer|transmettre) (?:au salarié|à l'apprenti|au locataire)\b"
    r"|\bvous (?:est|sont|sera|seront) (?:remis|délivré|envoyé|adressé|transmis)e?s?\b"
)
# What a paper must say is no paper, unless papers are what it must hold.
_CONTENTS = re.compile(
    rf"(?i)^(?!.*\b(?:{_PAPERS}|dossier)\b).*\bdoi(?:t|vent)\b.{{0,20}}\b(?:comporter|mentionner|contenir|indiquer|préciser)\b"
)
_ENCLOSED = re.compile(
    r"(?i)\b(?:courrier|lettre|demande|requête|recours|réclamation|saisine|dossier|déclaration|mémoire)\b[^.]{0,80}"
    r"\b(?:comporter|contenir|comprendre|comprend|comporte|contient|composée?|préciser|mentionner|indiquer)\b[^.]*:$"
    r"|\b(?:fournir|transmettre|communiquer|joindre|adresser|déclarer|besoin|disposer)\b[^.]{0,60}\b(?:éléments|informations)\b[^.]{0,40}:$"
)
_ENCLOSURE = re.compile(
    r"(?i)^(?:(?:et|ou|si [^,:]{3,60},)\s+)?(?:la |les |l'|une? |des |\d+ |votre |vos )?"
    r"(?:copies?|photocopies?|justificatifs?|attestations?|preuves?|pièces? (?:justificatives?|d'identité)|rib\b|photos?\b"
    r"|relevé d'identité|certificats?|extraits? d|formulaire)\b"
)
_OTHER_SUBJECT = re.compile(rf"(?i)^(?:l'|le |la |votre |les |vos |un |une ){_OTHERS}s?\b")
_PRONOUN = re.compile(r"(?i)^(?:il|elle|ils|elles) (?:doi|peu|remet|adress|fourni|transmet|join|devr)")
_ONE_OF = re.compile(
    r"(?i)\bjustificatifs?\b[^.]{0,40}\bpeu(?:t|vent) être\b|\b(?:l'une?|un seul|1 seul|un|une|1) (?:de |d'entre |des? |seul |parmi )(?!ses |leurs |vos |nos |l'|la |parents|époux|futurs|membres|partenaires|(?:co-?)?titulaires|héritiers)|\bau choix\b|\bparmi\b"
)
_DOCUMENT = re.compile(
    r"(?i)\b(?:cartes?|passeports?|justificatifs?|actes?|attestations?|certificats?|copies?|photocopies?|photos?|"
    r"photographies?|formulaires?|cerfa|extraits?|livrets?|avis|bulletins?|contrats?|factures?|quittances?|"
    r"relev[ée]s?|rib|permis|titres?|déclarations?|récépissés?|timbres?|jugements?|diplômes?|"
    r"pièces?|documents?|courriers?|lettres?|enveloppes?|procès-verbal|mandats?|preuves?|"
    r"autorisations?|conventions?|visas?|devis|ordonnances?|procurations?|statuts|décisions?|notifications?|"
    r"bordereaux?|licences?|accords?|curriculum|cv|kbis|justifications?)\b"
)
# A paper by the first words of an entry, for lists whose lead-in says little: « une copie du bail », not
# « soit par lettre recommandée », not « carte de résident délivrée… » among conditions.
_HEAD = re.compile(
    r"(?i)^(?:(?:soit|ou|et|puis|avec|(?:et,? )?s(?:i |'il)[^,:]{3,60},|[^:]{3,80} :)\s+)?(?:de l'|d'|l'|(?:de|du|la|le|les|des|une?|vos|votre|son|sa|ses|tous?|toute?s?"
    r"|chaque|éventuellement|dernière?s?|premier|original|originaux|\d+|deux|plusieurs|simple|dernier)\s+){0,4}"
    r"(?:un |une |les |la |l')?(?:exemplaires? (?:\S+ ){0,3}d(?:e |u |es |'))?"
    r"(?:pièces? d'identité|cartes? |passeports?|justificati(?:f|fs|ves)\b|actes? d|attestations?|certificats?|copies?|photocopies?"
    r"|photos?\b|photographies?|photo-|formulaires?|cerfa|extraits?|livrets? d|avis d(?!e (?:réception|passage))|bulletins?|factures?"
    r"|quittances?|relev[ée]s? d|rib\b|iban|permis d|titres? d|déclarations?|récépissés?|timbres? fisc|jugements?|diplômes?|pièces? "
    r"|documents?|enveloppes?|preuves?|autorisations? |devis|ordonnances?|procurations?|statuts|notifications?|bordereaux?|curriculum"
    r"|cv\b|extrait|plans? |contrat|baux|bail\b|notice|rapport|liste|dossier|bilan|constat|état des lieux|mandat|facture|procès-verbal"
    r"|questionnaire|traces? écrite|dépôt de plainte|convention|décision|engagement|lettre (?!recommandée|simple|rem|[ARS]\b)|compte rendu)"
)
_ASIDES = re.compile(r"\([^()]*\)")
# Money, a number to type in, or a condition: no paper. A pre-request number is brought along like one.
_NO_PAPER = re.compile(
    r"(?i)^(?:et |ou )?(?:\d[\d ,.]*€(?!.{0,12}timbre)|montant\b|carte bancaire\b|que\b|coût d"
    r"|(?:soit )?(?:directement )?(?:lors d|au moment|dans (?:un|les) |par (?:courrier|lettre|internet|mail|téléphone)|en ligne|sur place|auprès"
    r"|au (?:guichet|tribunal)|à la (?:mairie|préfecture)|l'envoyer)"
    r"|(?:l'|la |le |les |vos |votre |leur |ses |son |des )?(?:identité (?:d|et|complète)|noms?[ ,]|prénoms?\b"
    r"|coordonnées\b|adresses?\b|date\b|numéros?\b(?! de pré)|n° ))"
)
_VERB_FIRST = re.compile(
    r"(?i)^(?:se |s'|de |d')?(?!dernier|premier|loyer|cahier|papier|avoir)"
    r"(?:\w{2,}(?:er|ir|oir)|faire|(?:re)?mettre|prendre|(?:se )?rendre|attendre|répondre|écrire|inscrire)\b"
)
_STATED = re.compile(
    r"(?i)^(?:(?!qui |que |si |lorsque |dont )\S+ ){1,6}(?:a été|ont été|est|sont|permet(?:tent)?|doi(?:t|vent)|peu(?:t|vent))\b"
)
_DOES = re.compile(
    r"(?i)^(?:il|elle|ils|elles|on|vous|je|l'électeur|le demandeur) (?!faut|s'agit)(?:(?:ne|se|y|en|lui|doi\w*) )?\w+\b"
)
_PICKED = re.compile(
    r"(?i)^(?:joindre|fournir|présenter|envoyer|adresser)\b|^(?:et |ou )?si [^:]*,[^:]*\b(?:votre|vos|une? |le|la)\b"
    r"|^[àa] (?:adresser|envoyer|joindre)\b|^(?:avant|après) [^,]*, (?:la|le|l'|les)"
)
_NAME_LENGTH = 160
_FINITE = re.compile(
    r"(?i)\b(?:est|sont|sera|seront|doi(?:t|vent)|peut|peuvent|a|ont|dépend(?:ent)?|permet(?:tent)?|vous (?:devez|pouvez|recevez))\b|[.:?]$"
)
_WEAK_VERB = (
    r"(?:fournir|joindre|présenter|produire|apporter|adresser|envoyer|remettre|transmettre|déposer|retourner|renvoyer|préparer"
    r"|rassembler|réunir|ajouter|disposer|utiliser|remplir)"
)
_WEAK_LEAD = re.compile(
    rf"(?i)(?:\b(?:vous (?:devez|devrez|pouvez|remettrez|joindrez)|il (?:vous )?(?:faut|faudra)|je |doi(?:t|vent)|devra|obligation de|tenue? de)\b[^.;]{{0,70}}\b{_WEAK_VERB}\b"
    rf"|\b(?:vous remettrez|vous joindrez|je rassemble)\b|^(?:{_WEAK_VERB}|se munir)\b"
    r"|(?:^|[.,;:] |\bpuis |\bet )(?:remettez|envoyez|adressez|joignez|apportez|préparez|transmettez|accompagnez|présentez|fournissez)\b"
    r"|\b(?:sur|avec|et) (?:la )?présentation\b|\bmunie?s?\b|\baccompagnée?s?\b|\ben (?:y )?(?:joignant|fournissant|présentant|produisant)\b"
    r"|\bbesoin (?:d|que)|\bjustifi(?:er|ée?s?)\b[^.;]{0,60}\b(?:par|avec|en)\b|\bprouv(?:er|ée?s?)\b[^.;]{0,60}\b(?:par|avec|en)\b"
    r"|\b(?:peut|peuvent|pourra) (?:aussi |également |notamment )*(?:vous (?:demander|exiger|réclamer)|être (?:demandé|exigé))"
    r"|\bapporter la preuve\b.*\butiliser :$|\bvous être (?:demandé|exigé|réclamé)|\bse rendre [^.;]{0,40}\bavec\b"
    r"|\bavec les éléments suivants\b|\bjustifie\b[^.;]{0,90}\bau moyen\b|\butilisez$|\b(?:déclarations|formulaires)\b[^.;]*\bsuivante?s\b"
    r"|\b(?:pièces?|documents?|justificatifs?|preuves?)\b)[^.;]{0,150}$"
)
_WEAK_NOT = re.compile(
    r"(?i)\b(?:(?<!rassemble et )conserv|consult|annex|reçoi|recevr|obten|obtien|contien|délivr|communicab|certifier sur|remplir (?:les|la|l'une|toutes) (?!déclaration|formulaire)"
    r"|conditions?\b|situations?\b|informations (?:suivantes|personnelles)|formalités|démarches suivantes|signaler|voyage|circul|contrôle|titulaire"
    r"|(?:au|aux|à l'|au futur) ?(?:salarié|locataire|sous-locataire|assuré|client|apprenti)|vendeur doit|à tout moment|règlement|bénéficier"
    r"|toujours avoir sur|gratuitement|à partir de|démissionné|(?<!doit )contenir|en personne|regroupe|sans qu'il|à l'occasion|contrats? (?:suivants?|d)|titres de séjour suivants|permis suivants|enveloppe|s'adresser|^le bail\b|ne (?:peut|peuvent|sont|doi)|n'est|n'ont|décision (?:du|de)|motif|mesures?\b|demander (?:au|à la|une aide))"
)


def leads_in_weakly(lead: str) -> bool:
    """Whether a line before a list may say that papers follow, if the entries are papers by their first words."""
    last = _ASIDES.sub("", lead).rpartition(". ")[2]
    return bool(_WEAK_LEAD.search(last)) and not _WEAK_NOT.search(last)


def heads_document(text: str) -> bool:
    """Whether an entry is a paper by its first words, and no sentence about one."""
    return bool(_HEAD.search(text)) and not _STATED.search(_ASIDES.sub("", text))


def is_bare_paper(text: str) -> bool:
    """Whether a whole paragraph is a paper's name and no sentence (« Carte d'étudiant »)."""
    return len(text) < _NAME_LENGTH and heads_document(text) and not _FINITE.search(text)


def asks_in_title(title: str) -> bool:
    """Whether a title announces papers to bring."""
    return bool(_HEADING.search(title))


def asks_whole(lead: str) -> bool:
    """Whether a line before a list is itself such a title, as in « Pièces à fournir : »."""
    return bool(_HEADING.fullmatch(lead.rstrip(" :")))


def asks_in_sheet_title(title: str) -> bool:
    """Whether a whole sheet is about which papers to bring (« Quel justificatif de domicile fournir ? »)."""
    return bool(_SHEET_TITLE.search(title))


def names_proofs(title: str) -> bool:
    """Whether a title names the papers that are listed below it (« Justificatif de domicile »)."""
    return bool(_PROOFS.search(title))


def leads_elsewhere(lead: str) -> bool:
    """Whether a line before a list speaks of other things than papers, though the title above speaks of them."""
    return bool(_ELSEWHERE.search(lead))


def gives_examples(text: str) -> bool:
    """Whether an entry names a kind of paper, and the lines below it are examples."""
    return bool(_EXAMPLES.search(text)) and names_document(text)


def leads_in(lead: str) -> bool:
    """Whether a line before a list says that papers follow."""
    return bool(_LEAD.search(lead))


def leads_in_loosely(lead: str) -> bool:
    """Whether a line before a list says that papers follow, among other things."""
    return bool(_LOOSE_LEAD.search(lead))


def wants_proofs(lead: str) -> bool:
    """Whether the entries say what papers must prove, and so name none."""
    return bool(_PROOF_LEAD.search(lead))


def encloses(lead: str) -> bool:
    """Whether what follows is what a letter or a request must hold: papers may be among it."""
    return bool(_ENCLOSED.search(lead))


def is_enclosed(text: str) -> bool:
    """Whether an entry of what a letter must hold is a paper put in with it, and nothing to write in it."""
    return bool(_ENCLOSURE.search(text))


def speaks_of_papers(lead: str) -> bool:
    """Whether a line before a list has to do with papers at all."""
    return bool(_DOCUMENT.search(lead)) or leads_in(lead)


def is_someone_elses(lead: str) -> bool:
    """Whether what follows is given by another."""
    return bool(_NOT_MINE.search(lead))


def is_contents(lead: str) -> bool:
    """Whether what follows is what a paper must say."""
    return bool(_CONTENTS.search(lead))


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


def is_told(text: str) -> bool:
    """Whether an entry is a sentence about somebody (« Il remplit… »), and no paper's name."""
    return bool(_DOES.search(text))


def is_picked(text: str) -> bool:
    """Whether an entry of a list about other things too is a paper, or says to give one."""
    return heads_document(text) or (names_document(text) and bool(_PICKED.search(text)))


def is_deed(text: str) -> bool:
    """Whether an entry names no paper but something to do (« faire constater… »), to pay, to tell or to fulfil."""
    return bool(_NO_PAPER.search(text)) or (bool(_VERB_FIRST.search(text)) and not _DOCUMENT.search(text))
