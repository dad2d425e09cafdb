"""Documents and signatures."""

from kiosk.core.errors.entry import ErrorEntry

ENTRIES = (
    ErrorEntry("document.type-unknown", "D01", "le fichier n'est pas un PDF ou une image", "envoyer un PDF"),
    ErrorEntry(
        "document.password-protected",
        "D02",
        "le PDF est protégé par un mot de passe",
        "envoyer une version sans mot de passe",
    ),
    ErrorEntry("document.pages-exceeded", "D03", "trop de pages", "envoyer moins de pages"),
    ErrorEntry("document.size-exceeded", "D04", "fichier trop gros", "envoyer un fichier plus petit"),
    ErrorEntry("document.file-damaged", "D05", "le fichier est abîmé", "envoyer le fichier de nouveau"),
    ErrorEntry(
        "document.work-exceeded",
        "D06",
        "le fichier demande trop de calcul",
        "envoyer une version plus simple",
    ),
    ErrorEntry(
        "document.transfer-broken", "D07", "le fichier est arrivé incomplet", "envoyer le fichier de nouveau"
    ),
    ErrorEntry(
        "document.form-dynamic",
        "D19",
        "ce formulaire ne s'ouvre qu'avec Adobe Reader (XFA)",
        "demander une version PDF ordinaire, ou passer par le service en ligne",
    ),
    ErrorEntry(
        "form.field-missing", "D34", "le formulaire n'a pas cette case", "choisir une case de la liste"
    ),
    ErrorEntry(
        "form.field-written",
        "D35",
        "la personne a déjà écrit dans cette case",
        "lui demander de corriger elle-même",
    ),
    ErrorEntry(
        "form.agree-missing",
        "D37",
        "la personne n'a pas encore validé ce qui est écrit dans ce formulaire",
        "attendre la page remplie, qui s'ajoute à la liste, et la proposer",
    ),
    ErrorEntry(
        "form.value-unfit", "D36", "cette case n'accepte pas cette réponse", "choisir une réponse de la liste"
    ),
    ErrorEntry(
        "signature.pad-garbled",
        "D12",
        "la tablette de signature envoie n'importe quoi",
        "vérifier son câble et sa vitesse (topaz: ou wacom: dans les réglages), puis la rebrancher",
    ),
    ErrorEntry(
        "signature.box-invalid", "D08", "le cadre de signature sort de la page", "choisir un autre cadre"
    ),
    ErrorEntry(
        "signature.box-small",
        "D31",
        "le cadre de signature est trop petit",
        "dessiner un cadre d'au moins 3 cm sur 1,2 cm",
    ),
    ErrorEntry(
        "signature.box-unforeseen",
        "D32",
        "le document est déjà signé et certifié, sans place pour une autre signature",
        "prévoir les deux cadres dès la première signature, ou repartir du document non signé",
    ),
    ErrorEntry(
        "signature.document-changed",
        "D33",
        "le document n'est plus celui qui a été montré",
        "montrer de nouveau le document, puis signer",
    ),
    ErrorEntry("signature.ink-empty", "D09", "rien n'a été dessiné", "signer de nouveau"),
    ErrorEntry(
        "signature.pad-missing",
        "D10",
        "la tablette de signature ne répond pas",
        "vérifier son câble, puis la rebrancher",
    ),
    ErrorEntry(
        "signature.pad-busy",
        "D11",
        "un autre programme tient la tablette de signature",
        "arrêter cet autre programme",
    ),
    ErrorEntry(
        "signature.access-denied",
        "D30",
        "la tablette de signature est là, mais la borne n'a pas le droit de l'ouvrir",
        "ajouter le compte des visites au groupe « dialout », puis redémarrer",
    ),
)
