"""Troubles of a call's connection and of the cameras, as rows of the list of errors: key, code, cause, remedy."""

CAMERAS: tuple[tuple[str, str, str, str], ...] = (
    ("call.connection-lost", "V01", "la liaison vidéo est coupée", "elle reprend seule"),
    (
        "call.connection-failed",
        "V02",
        "la liaison vidéo ne s'établit pas",
        "vérifier le réseau et le pare-feu",
    ),
    (
        "call.fingerprint-refused",
        "V03",
        "l'empreinte de chiffrement ne correspond pas",
        "ne pas continuer ; prévenir l'exploitant",
    ),
    (
        "camera.device-missing",
        "V04",
        "caméra absente",
        "vérifier le câble de la caméra, ou le réseau si elle en dépend",
    ),
    (
        "camera.picture-frozen",
        "V05",
        "image figée",
        "elle est rouverte seule ; si cela revient, ouvrir son volet, puis la débrancher et la rebrancher",
    ),
    (
        "camera.access-denied",
        "V21",
        "la caméra est là, mais la borne n'a pas le droit de l'ouvrir",
        "ajouter le compte des visites au groupe « video », ou corriger le mot de passe de la caméra",
    ),
    (
        "camera.device-busy",
        "V22",
        "un autre programme occupe la caméra",
        "fermer cet autre programme, ou débrancher et rebrancher la caméra",
    ),
    (
        "camera.page-blurred",
        "V23",
        "la photo de la feuille est floue",
        "nettoyer l'objectif, régler la mise au point et l'éclairage de la caméra à documents",
    ),
    (
        "camera.photo-failed",
        "V24",
        "la photo de la feuille n'a pas pu être faite",
        "recommencer ; sinon, numériser la feuille",
    ),
)
