"""The sentences by which a sheet asks for a paper outside any list. Pure.

Each pattern was read on the labelled sheets and on some dozens of sentences of the whole edition; what it takes beside
papers is said where it is left out again (`_NOT`).
"""

import re

# What a sentence names on its own: « une lettre », « le formulaire » are the request itself, and « les
# documents demandés » names none.
_NAMED = (
    r"(?:pièces? d'identité|passeports?|cartes? (?!bancaires?|bleues?|électorale)\w+|justificatifs?(?! (?:supplémentaires?|complémentaires?|nécessaires?|demandés?|réclamés?|correspondant))|attestations?"
    r"|certificats?|copies?|photocopies?|photos?|photographies?|extraits?|actes? d(?!'état civil)"
    r"|livrets? d|factures?|quittances?|relevés? d|rib\b|permis d|récépissés?|timbres? fisca|jugements?|diplômes?"
    r"|preuves?|enveloppes?|scans?|mandat signé|procurations?|titres? d(?:e séjour|'identité)|visas?|devis\b"
    r"|avis (?:d'(?:imp[oô]|arrêt|amende|contravention|échéance)|de paiement|du médecin|médical)|talons? d"
    r"|bulletins? de (?:salaire|paie|naissance)|(?:fiches?|bulletins?) de paie|contrat de travail"
    r"|déclaration sur l'honneur|documents? pour (?:prouver|justifier)|documents? (?:attestant|prouvant|établissant|justifiant|démontrant|montrant|concernant)\w*"
    r"|(?:pièces?|éléments?) (?:attestant|prouvant|établissant|justifiant|démontrant)\w*)"
)
_GIVEN = r"(?:fournir|joindre|présenter|produire|remettre|adresser|apporter|transmettre|envoyer|renvoyer|retourner|déposer|scanner|numériser)"
_GIVE = rf"(?:(?<!vous )(?<!se )(?<!me )(?<!s'){_GIVEN}|ajouter|disposer|vous munir|être munie?s?|être en possession|préparer)"
_ONESELF = (
    r"(?:parents?|demandeurs?|intéressée?s?|candidate?s?|héritiers?|époux|conjoints?|personnes?|salariée?s?|agents?"
    r"|fonctionnaires?|stagiaires?|apprentis?|étudiants?|élèves?|électeurs?|victimes?|locataires?|tuteurs?|mandataires?"
    r"|représentants?|bénéficiaires?|assurés?|allocataires?|acheteurs?|contribuables?|titulaires?|déclarants?|conducteurs?|requérants?|patients?)"
)
_READER = (
    r"(?:vous (?:devez|devrez|pouvez (?:également |aussi )?(?=joindre|fournir|disposer))"
    r"|il (?:vous )?(?:faut|faudra)|vous êtes (?:tenu|invité)|il (?:convient|est (?:nécessaire|conseillé|plus prudent|obligatoire)) de"
    rf"|je dois|{_ONESELF}(?: [^.;:]{{0,120}}?)? doi(?:t|vent)|(?:^|^si [^.;:]{{3,60}}, )(?:il|elle|ils|elles|celui-ci|celle-ci) doi(?:t|vent))"
)
# Between giving and what is given: within the sentence, and not « déposer votre demande de carte ».
_WITH = r"(?:(?!(?<!appui de votre )(?<!appui de sa )(?<!appui de la )\bdemande\b)[^.;:]){0,90}?"
_NEAR = r"(?:(?!\bpaye)[^.;:]){0,70}?"
_REQUEST = (
    r"(?:demandes?|formulaires?|courriers?|lettres?|dossiers?|requêtes?|déclarations?|réclamations?|recours|contestation"
    r"|candidature|chèque|imprimé)"
)
_IMPERATIVE = (
    r"(?:préparez|apportez|présentez|fournissez|joignez|munissez-vous|remettez|envoyez|adressez|transmettez|renvoyez"
    r"|retournez|ajoutez|rassemblez|pensez à (?:lui |leur |y )?(?:fournir|joindre|apporter|présenter|envoyer))"
)
_DOES = (
    rf"(?:(?<!si )(?<!lorsque )(?<!quand )(?<!que )vous (?:transmettez|adressez|envoyez|joignez|remettez|présentez|fournissez|renvoyez)"
    rf"|\b(?:l'|le |la |les ){_ONESELF}(?: en \w+)? (?:transmet|adresse|envoie|joint|remet|présente|fournit|produit)(?:tent|ent|nt)?)"
)

_ASKED = (
    rf"\b{_READER}\b[^.;:]{{0,70}}?\b{_GIVE}\b{_WITH}\b{_NAMED}",
    rf"(?:^|[,;:] |\bpuis |\bensuite ){_IMPERATIVE}\b{_WITH}\b{_NAMED}",
    rf"\b{_DOES}\b(?:(?!\b(?:demande|qui)\b)[^.;:]){{0,90}}?\b{_NAMED}",
    # « une demande accompagnée d'un certificat »
    rf"\b{_REQUEST}\b[^.;:]{{0,170}}\baccompagnée?s? (?:de |d'|du |des )[^.;:]{{0,60}}?\b{_NAMED}",
    rf"(?:^|[,;:] )accompagnez\b[^.;:]{{0,60}}?\bd(?:e |u |es |'){_NAMED}",
    rf"\b(?:réclame|exige)(?:nt)?(?: également| aussi)? (?:des |une? |les |la |le |l'){_NAMED}",
    rf"\bà condition de (?:pouvoir )?(?:présenter|fournir|produire|joindre)\b[^.;:]{{0,40}}?{_NAMED}",
    (
        rf"(?:^|[,:] )(?:une? |votre |vos |l'|la |le |les )(?!permis|visas?\b){_NAMED}[^.;:,]{{0,60}}"
        r" (?:est|sera|sont|seront) (?:nécessaires?|indispensables?|exigée?s?|requise?s?)\b"
    ),
    rf"^(?:elle|il|ils|elles) doi(?:t|vent) être accompagnée?s? (?:de |d'|du |des )[^.;:]{{0,60}}?\b{_NAMED}",
    # « une copie doit être jointe »
    (
        rf"(?:^|[,:] )(?:une? |l'|la |le |les |des |cette |cet |ce |ces |tous (?:les )?)?{_NAMED}[^.;:,]{{0,90}}"
        r"\b(?:doi(?:t|vent)|devr(?:a|ont))(?: \w+){0,2} être (?:joint|fourni|produit|présenté|adressé|transmis|remis|envoyé)e?s?\b"
        r"(?! (?:au|aux|à l'|par l'|par le) ?(?:salarié|locataire|copropriétaire|acheteur|acquéreur|employeur|vendeur|hébergeant))"
    ),
    rf"(?:^|[,:] )(?:une? |l'|la |le |les |des |tous (?:les )?){_NAMED}[^.;:]{{0,60}}\b(?:est|sont) à (?:joindre|fournir|produire|présenter|apporter)\b",
    # « remboursé sur présentation de la facture »
    rf"\bsur (?:simple )?(?:présentation|justification|production)\b[^.;:]{{0,40}}?\b(?:de |d'|du |des )[^.;:]{{0,30}}?{_NAMED}",
    rf"\ben y? ?(?:joignant|fournissant|présentant|produisant)\b[^.;:]{{0,50}}?\b{_NAMED}",
    rf"\b(?:rendre|présente|présenter|venir)\b[^.;:]{{0,70}}\b(?:munie?s?|en possession) (?:de |d'|du |des )[^.;:]{{0,30}}?{_NAMED}",
    r"\b(?:justificatifs?|timbres?)\b[^.;:]{0,60}\b(?:vous )?(?:est|sont|sera|seront) (?:demandé|exigé|réclamé)e?s?\b",
    (
        rf"(?<!que )(?<!de )\b(?:une? |des |l'|la |le |les ){_NAMED}[^.;:]{{0,80}}"
        r"\b(?:peu(?:t|vent)|pourr(?:a|ont)) (?:vous )?être (?:demandé|exigé|réclamé)e?s?\b(?! (?:par|uniquement)\b)"
    ),
    (
        r"\b(?:actes?|documents?|pièces?|diplômes?)\b[^.;:]{0,60}\b(?:doi(?:t|vent) (?:\w+ )?être|être)\b[^.;:]{0,30}"
        r"\b(?:accompagné|traduit)e?s?\b[^.;]{0,30}\btradu"
    ),
    # « copie de la décision (à joindre au courrier) »
    rf"\b{_NAMED}[^.;:]*\(à (?:joindre|fournir|présenter)\b",
    # « Il faut fournir… » as a step of a list: « Fournir une photo », « Remplir… et y joindre une copie »
    (
        rf"(?:^|: |\bet (?:y |en )?)(?:se munir|fournir|joindre|présenter|produire|adresser|remettre|apporter|transmettre)\b(?! de )"
        rf"{_WITH}\b{_NAMED}"
    ),
)
_SENTENCE = re.compile("(?i)" + "|".join(_ASKED))
# Nearly every sentence names no paper: telling so first makes a sheet four times as fast.
_NAMES = re.compile(rf"(?i)\b{_NAMED}|\btimbres?\b|\btradu")
# Whoever it is that may ask, the paper is the reader's.
_MAY_ASK = re.compile(
    r"(?i)\b(?:mairie|service|préfecture|juge|administration|consulat|caisse|caf|cpam|greffe|tribunal|officier|commission"
    r"|impôts|école|établissement)s?\b"
    rf"[^.;:]{{0,40}}\b(?:peut|pourra|peuvent) (?:aussi |également )?(?:vous )?(?:demander|exiger|réclamer)\b"
    rf"(?! (?:de payer|des frais|si )){_NEAR}[ (]{_NAMED}"
    rf"|\b(?:peut|pourra|peuvent) (?:aussi |également |notamment )?vous (?:demander|exiger|réclamer)\b(?! (?:de payer|des frais|si )){_NEAR}[ (]{_NAMED}"
)
_NEEDLESS = re.compile(
    r"(?i)\bn'(?:avez|est|êtes|ont|a|aurez) (?:pas|plus)\b[^.,]{0,40}(?:fournir|joindre|présenter|produire|nécessaire|obligé|besoin)"
)
_NEVER = re.compile(
    r"(?i)\bn'(?:avez|a|ont) (?:pas|plus) (?:à|besoin de) (?:fournir|joindre|présenter|produire)"
)
_NOT = re.compile(
    f"{_NEEDLESS.pattern}"
    r"|\b(?:pas besoin|sans avoir à|aucun(?:e)?) (?:de )?(?:fournir|joindre|présenter|produire|justificatif|document|pièce)"
    r"|\bnuméros? de (?:pré-demande|demande)\b|\bnon-présentation\b|\ben droit d'exiger\b|\bconservez\b"
    r"|\bapporter (?:\w+ )?(?:la|les|des) preuves?\b|\bun certain nombre de\b|\bdocuments suivants\b|\bne doi(?:t|vent)\b|\blui être\b"
    r"|\b(?:huissier|employeur|vendeur|notaire|bailleur|syndic|médecin|assureur|banque|juge|greffe) (?:doi|devr|rem|transm|adress)"
    r"|\bvous être (?:remis|adressé|envoyé|transmis|délivré)|\bque vous aviez\b|\bétat civil \(|\bquels? justificatifs?\b"
    # On the road, at a border, at a check: no procedure.
    r"|\b(?:en cas de|lors d'un|lors de|cas d'un) contrôle\b(?! technique)|\bforces de l'ordre\b|\bfrontière|\bcontrôle (?:routier|d'identité)\b"
    # The old title handed over at the end, or what is shown to collect the new one.
    r"|\bancienn?e? (?:carte|passeport|titre|permis)\b[^.]{0,60}\b(?:restitu|rendu|renvoyé|remis)"
    r"|\b(?:suivre|avancement)\b[^.]{0,40}\bdemande\b|\bcertificat provisoire d'immatriculation\b"
)
_NEED = re.compile(
    rf"(?i)\b{_READER}\b[^.;:]{{0,70}}?\b(?:{_GIVE}|remplir|télécharger|compléter)\b"
    rf"|(?<!vous )\b{_IMPERATIVE}\b"
    r"|\b(?:est|sont|sera|seront) (?:demandé|exigé|nécessaire|à fournir|à présenter|à joindre)"
)
STEMS = (
    *(
        "pièce",
        "passeport",
        "carte",
        "justif",
        "attest",
        "certificat",
        "copie",
        "photo",
        "extrait",
        "acte",
        "livret",
    ),
    *(
        "facture",
        "quittance",
        "relev",
        "rib",
        "permis",
        "récépissé",
        "timbre",
        "jugement",
        "diplôme",
        "preuve",
        "enveloppe",
    ),
    *(
        "scan",
        "mandat",
        "procuration",
        "titre",
        "visa",
        "devis",
        "avis",
        "talon",
        "bulletin",
        "fiche",
        "contrat",
        "document",
    ),
    *(
        "déclaration",
        "élément",
        "tradu",
        "formulaire",
        "cerfa",
        "courrier",
        "lettre",
        "procès-verbal",
        "autorisation",
    ),
    *(
        "convention",
        "ordonnance",
        "statuts",
        "décision",
        "notification",
        "bordereau",
        "licence",
        "accord",
        "curriculum",
        "cv",
    ),
    *("kbis",),
)
"""What every paper's name holds one of, in lower case."""
_END = re.compile(r"(?<=[a-zé0-9)»\"])[.!] +(?=[A-ZÉÀÊÎÔ«])")


_LEANS = re.compile(
    r"(?i)^(?:il|elle|ils|elles|celui-ci|celle-ci|ce (?:document|courrier|formulaire)|cette|ces|dans ce cas|pour cela|si ce n'est pas le cas)\b"
)


def leans_back(sentence: str) -> bool:
    """Whether a sentence cannot be understood without the one before it."""
    return bool(_LEANS.search(sentence)) and not re.match(
        r"(?i)il (?:vous )?(?:faut|faudra|convient|est)\b", sentence
    )


def sentences(text: str) -> list[str]:
    """A paragraph's sentences, in order."""
    return _END.split(text)


def names(text: str) -> bool:
    """Whether a text names a paper at all: most do not, and need no closer look."""
    return bool(_NAMES.search(text))


def asks(sentence: str) -> bool:
    """Whether a sentence asks the reader for a paper and names it."""
    return names(sentence) and bool(_SENTENCE.search(sentence)) and not _NOT.search(sentence)


def denies(text: str) -> bool:
    """Whether a text says that no paper is needed."""
    return bool(_NEVER.search(text))


def may_ask(sentence: str) -> bool:
    """Whether it says that an office may ask the reader for a paper, and names it."""
    return names(sentence) and bool(_MAY_ASK.search(sentence)) and not _NOT.search(sentence)


def needs(sentence: str) -> bool:
    """Whether it asks for something at all: within a part about papers, « le formulaire » is one too."""
    return bool(_NEED.search(sentence)) and not _NOT.search(sentence)
