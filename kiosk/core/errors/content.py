"""The sheets: store, editions, feed, offices and local content."""

from kiosk.core.errors.entry import ErrorEntry

ENTRIES = (
    ErrorEntry(
        "content.zip-invalid",
        "C01",
        "le fichier n'est pas une archive ZIP lisible",
        "télécharger l'édition de nouveau",
    ),
    ErrorEntry(
        "content.edition-invalid",
        "C02",
        "l'archive n'est pas une édition de service-public.fr",
        "vérifier le fichier",
    ),
    ErrorEntry(
        "content.path-hostile",
        "C03",
        "un nom de fichier sort de l'archive",
        "refuser ce fichier et prévenir l'éditeur",
    ),
    ErrorEntry(
        "content.xml-hostile", "C04", "entités XML interdites", "refuser ce fichier et prévenir l'éditeur"
    ),
    ErrorEntry("content.xml-invalid", "C05", "fiche XML illisible", "télécharger l'édition de nouveau"),
    ErrorEntry(
        "content.size-exceeded", "C06", "archive trop grosse une fois décompressée", "vérifier le fichier"
    ),
    ErrorEntry(
        "content.local-wrong",
        "C30",
        "le contenu local est à corriger",
        "corriger les lignes indiquées, puis recommencer",
    ),
    ErrorEntry(
        "content.local-damaged",
        "C31",
        "le contenu local installé ne se lit pas",
        "l'installer de nouveau : kiosk content local install",
    ),
    ErrorEntry(
        "content.local-missing",
        "C32",
        "aucun contenu local n'est installé",
        "kiosk content local install DOSSIER",
    ),
    ErrorEntry("content.store-missing", "C07", "aucun contenu n'est installé", "importer une édition"),
    ErrorEntry("content.sheet-missing", "C08", "fiche absente de cette édition", "chercher une autre fiche"),
    ErrorEntry(
        "content.store-damaged", "C09", "le contenu installé est abîmé", "importer l'édition de nouveau"
    ),
    ErrorEntry(
        "content.address-refused",
        "C50",
        "cette adresse de fiches est refusée",
        "corriger « url » sous [content] : une adresse https, sans mot de passe",
    ),
    ErrorEntry(
        "content.feed-unreachable",
        "C51",
        "le serveur des fiches ne répond pas",
        "vérifier le réseau ; la borne essaie de nouveau seule",
    ),
    ErrorEntry(
        "content.feed-cut",
        "C52",
        "le téléchargement des fiches a été coupé",
        "rien à faire : il reprend là où il s'est arrêté",
    ),
    ErrorEntry(
        "content.feed-missing",
        "C53",
        "les fiches ne sont plus publiées à cette adresse",
        "choisir un schéma plus récent : « feed » sous [content]",
    ),
    ErrorEntry(
        "content.feed-unusable",
        "C54",
        "le serveur n'a pas envoyé une édition",
        "ouvrir l'adresse dans un navigateur : un portail ou un filtre la remplace peut-être",
    ),
    ErrorEntry(
        "content.edition-rolled-back",
        "C55",
        "l'édition reçue est plus ancienne que celle en place",
        "attendre la suivante ; « content fetch --force » la prend quand même",
    ),
    ErrorEntry(
        "content.edition-shrunken",
        "C56",
        "l'édition reçue a perdu plus de la moitié des fiches",
        "attendre la suivante ; « content fetch --force » la prend quand même",
    ),
    ErrorEntry(
        "content.edition-set-aside",
        "C57",
        "l'édition publiée est celle qui a été écartée sur cette borne",
        "attendre la suivante ; « content fetch --force » la remet",
    ),
    ErrorEntry(
        "content.fetch-running",
        "C58",
        "une vérification des fiches est déjà en cours",
        "attendre qu'elle finisse",
    ),
    ErrorEntry(
        "content.previous-missing",
        "C59",
        "il n'y a pas d'édition précédente",
        "attendre la suivante, ou importer une édition",
    ),
    ErrorEntry(
        "content.check-broken",
        "C60",
        "la vérification des fiches n'a pas abouti",
        "toucher « Vérifier maintenant » ; si cela dure, lire le journal",
    ),
    ErrorEntry(
        "content.edition-mended",
        "C61",
        "les fiches étaient abîmées : l'édition précédente a pris leur place",
        "toucher « Vérifier maintenant » ; si cela revient, faire contrôler le disque",
    ),
    ErrorEntry(
        "content.edition-old",
        "C62",
        "les fiches de cette borne sont anciennes",
        "toucher « Vérifier maintenant », ou régler d'où elles viennent : [content]",
    ),
    ErrorEntry(
        "content.forms-lost",
        "C63",
        "des formulaires de cette borne sont perdus ou abîmés",
        "importer l'édition de nouveau, avec ses formulaires",
    ),
    ErrorEntry(
        "content.directory-invalid",
        "C20",
        "ce fichier n'est pas un annuaire lisible, ou il est coupé",
        "télécharger l'annuaire de nouveau",
    ),
    ErrorEntry(
        "content.directory-empty",
        "C21",
        "l'annuaire n'a aucun bureau pour cet endroit",
        "vérifier le code INSEE, le rayon ou le département",
    ),
    ErrorEntry(
        "content.file-refused",
        "C22",
        "ce fichier de contenu a des erreurs",
        "corriger les lignes indiquées, puis le vérifier de nouveau",
    ),
    ErrorEntry(
        "content.edition-forged",
        "C40",
        "l'édition n'est pas signée par son éditeur",
        "ne rien installer ; prévenir l'éditeur de l'édition",
    ),
    ErrorEntry(
        "content.edition-older",
        "C41",
        "le serveur propose une édition plus ancienne que celle déjà vue",
        "prévenir l'éditeur de l'édition ; le contenu en place reste",
    ),
    ErrorEntry(
        "content.edition-expired",
        "C42",
        "la signature de l'édition a expiré",
        "vérifier la date de la borne ; sinon demander à l'éditeur de la renouveler",
    ),
    ErrorEntry(
        "content.file-damaged",
        "C43",
        "un fichier de l'édition manque, est incomplet ou abîmé",
        "recommencer ; si cela continue, prévenir l'éditeur de l'édition",
    ),
    ErrorEntry(
        "content.file-oversized",
        "C44",
        "le serveur envoie plus que ce qui est annoncé",
        "prévenir l'éditeur de l'édition ; le contenu en place reste",
    ),
    ErrorEntry(
        "content.server-unreachable",
        "C45",
        "le serveur des éditions ne répond pas",
        "vérifier l'adresse et le réseau ; le contenu en place reste",
    ),
    ErrorEntry(
        "content.server-slow",
        "C46",
        "le serveur des éditions est trop lent",
        "recommencer plus tard : ce qui est reçu est gardé",
    ),
    ErrorEntry(
        "content.format-unknown",
        "C47",
        "l'édition est d'un format que ce programme ne connaît pas",
        "mettre à jour la borne, puis recommencer",
    ),
    ErrorEntry(
        "content.check-failed",
        "C48",
        "l'édition reconstruite n'est pas celle qui a été publiée",
        "recommencer ; si cela continue, prévenir l'éditeur de l'édition",
    ),
    ErrorEntry(
        "content.root-invalid",
        "C49",
        "le fichier root.json ne convient pas",
        "demander à l'éditeur un nouveau root.json, par un chemin sûr",
    ),
    ErrorEntry(
        "content.keys-wrong",
        "C38",
        "une clé de signature est absente ou ne convient pas",
        "vérifier le dossier des clés et la phrase secrète",
    ),
    ErrorEntry(
        "content.store-busy", "C39", "le contenu est déjà en cours de mise à jour", "attendre qu'elle finisse"
    ),
)
