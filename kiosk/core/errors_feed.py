"""Troubles of the official feed and of the content in use, as rows of the list of errors: key, code, cause, remedy."""

FEED_ERRORS: tuple[tuple[str, str, str, str], ...] = (
    (
        "content.address-refused",
        "C50",
        "cette adresse de fiches est refusée",
        "corriger « url » sous [content] : une adresse https, sans mot de passe",
    ),
    (
        "content.feed-unreachable",
        "C51",
        "le serveur des fiches ne répond pas",
        "vérifier le réseau ; la borne essaie de nouveau seule",
    ),
    (
        "content.feed-cut",
        "C52",
        "le téléchargement des fiches a été coupé",
        "rien à faire : il reprend là où il s'est arrêté",
    ),
    (
        "content.feed-missing",
        "C53",
        "les fiches ne sont plus publiées à cette adresse",
        "choisir un schéma plus récent : « feed » sous [content]",
    ),
    (
        "content.feed-unusable",
        "C54",
        "le serveur n'a pas envoyé une édition",
        "ouvrir l'adresse dans un navigateur : un portail ou un filtre la remplace peut-être",
    ),
    (
        "content.edition-rolled-back",
        "C55",
        "l'édition reçue est plus ancienne que celle en place",
        "attendre la suivante ; « content fetch --force » la prend quand même",
    ),
    (
        "content.edition-shrunken",
        "C56",
        "l'édition reçue a perdu plus de la moitié des fiches",
        "attendre la suivante ; « content fetch --force » la prend quand même",
    ),
    (
        "content.edition-set-aside",
        "C57",
        "l'édition publiée est celle qui a été écartée sur cette borne",
        "attendre la suivante ; « content fetch --force » la remet",
    ),
    (
        "content.fetch-running",
        "C58",
        "une vérification des fiches est déjà en cours",
        "attendre qu'elle finisse",
    ),
    (
        "content.previous-missing",
        "C59",
        "il n'y a pas d'édition précédente",
        "attendre la suivante, ou importer une édition",
    ),
    (
        "content.check-broken",
        "C60",
        "la vérification des fiches n'a pas abouti",
        "toucher « Vérifier maintenant » ; si cela dure, lire le journal",
    ),
    (
        "content.edition-mended",
        "C61",
        "les fiches étaient abîmées : l'édition précédente a pris leur place",
        "toucher « Vérifier maintenant » ; si cela revient, faire contrôler le disque",
    ),
    (
        "content.edition-old",
        "C62",
        "les fiches de cette borne sont anciennes",
        "toucher « Vérifier maintenant », ou régler d'où elles viennent : [content]",
    ),
    (
        "content.forms-lost",
        "C63",
        "des formulaires de cette borne sont perdus ou abîmés",
        "importer l'édition de nouveau, avec ses formulaires",
    ),
)
