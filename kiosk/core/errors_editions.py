"""Troubles of published editions, for the list in `errors`: key, code, cause, remedy."""

EDITIONS = (
    (
        "content.edition-forged",
        "C40",
        "l'édition n'est pas signée par son éditeur",
        "ne rien installer ; prévenir l'éditeur de l'édition",
    ),
    (
        "content.edition-older",
        "C41",
        "le serveur propose une édition plus ancienne que celle déjà vue",
        "prévenir l'éditeur de l'édition ; le contenu en place reste",
    ),
    (
        "content.edition-expired",
        "C42",
        "la signature de l'édition a expiré",
        "vérifier la date de la borne ; sinon demander à l'éditeur de la renouveler",
    ),
    (
        "content.file-damaged",
        "C43",
        "un fichier de l'édition manque, est incomplet ou abîmé",
        "recommencer ; si cela continue, prévenir l'éditeur de l'édition",
    ),
    (
        "content.file-oversized",
        "C44",
        "le serveur envoie plus que ce qui est annoncé",
        "prévenir l'éditeur de l'édition ; le contenu en place reste",
    ),
    (
        "content.server-unreachable",
        "C45",
        "le serveur des éditions ne répond pas",
        "vérifier l'adresse et le réseau ; le contenu en place reste",
    ),
    (
        "content.server-slow",
        "C46",
        "le serveur des éditions est trop lent",
        "recommencer plus tard : ce qui est reçu est gardé",
    ),
    (
        "content.format-unknown",
        "C47",
        "l'édition est d'un format que ce programme ne connaît pas",
        "mettre à jour la borne, puis recommencer",
    ),
    (
        "content.check-failed",
        "C48",
        "l'édition reconstruite n'est pas celle qui a été publiée",
        "recommencer ; si cela continue, prévenir l'éditeur de l'édition",
    ),
    (
        "content.root-invalid",
        "C49",
        "le fichier root.json ne convient pas",
        "demander à l'éditeur un nouveau root.json, par un chemin sûr",
    ),
    (
        "content.keys-wrong",
        "C38",
        "une clé de signature est absente ou ne convient pas",
        "vérifier le dossier des clés et la phrase secrète",
    ),
    (
        "content.store-busy",
        "C39",
        "le contenu est déjà en cours de mise à jour",
        "attendre qu'elle finisse",
    ),
)
