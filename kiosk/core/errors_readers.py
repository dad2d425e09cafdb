"""Errors of the code reader, the presence sensor and the backed-up power supply."""

READER_ERRORS: tuple[tuple[str, str, str, str], ...] = (
    (
        "codes.reader-missing",
        "B01",
        "le lecteur de codes ne répond pas",
        "vérifier son câble, puis le rebrancher",
    ),
    (
        "codes.reader-busy",
        "B02",
        "un autre programme tient le lecteur de codes",
        "arrêter cet autre programme",
    ),
    (
        "codes.access-denied",
        "B05",
        "le lecteur de codes est là, mais la borne n'a pas le droit de l'ouvrir",
        "ajouter le compte des visites au groupe « dialout »",
    ),
    (
        "codes.reader-noisy",
        "B03",
        "le lecteur de codes envoie sans arrêt",
        "le débrancher, puis vérifier sa vitesse (« baud ») et son mode série",
    ),
    (
        "codes.nothing-read",
        "B04",
        "aucun code n'a été lu",
        "présenter un code devant le lecteur ; s'il est en mode clavier, le passer en mode série",
    ),
    (
        "power.battery-used",
        "U01",
        "le courant est coupé, la borne est sur l'onduleur",
        "vérifier la prise et le disjoncteur ; la borne s'arrête seule quand la batterie est faible",
    ),
    (
        "power.battery-low",
        "U02",
        "le courant est coupé et l'onduleur est presque vide, la borne va s'arrêter",
        "rétablir le courant ; la borne se rallume avec lui si la carte mère est réglée ainsi",
    ),
    (
        "power.battery-old",
        "U03",
        "l'onduleur demande une batterie neuve",
        "changer la batterie de l'onduleur",
    ),
    (
        "power.server-lost",
        "U04",
        "le service de l'onduleur (NUT) ne répond pas",
        "vérifier le câble de l'onduleur, puis « systemctl status nut-server »",
    ),
    (
        "power.name-unknown",
        "U05",
        "le service NUT ne connaît pas cet onduleur",
        "comparer le nom de « devices.ups » à celui de /etc/nut/ups.conf",
    ),
    (
        "power.data-stale",
        "U06",
        "l'onduleur ne dit plus rien à NUT",
        "débrancher puis rebrancher le câble de l'onduleur",
    ),
    (
        "power.answer-invalid",
        "U07",
        "ce qui répond à cette adresse n'est pas un service NUT",
        "corriger « devices.ups » dans les réglages",
    ),
    (
        "presence.sensor-missing",
        "Y01",
        "le détecteur de présence ne répond pas",
        "vérifier son câble, puis le rebrancher",
    ),
    (
        "presence.sensor-busy",
        "Y02",
        "un autre programme tient le détecteur de présence",
        "arrêter cet autre programme",
    ),
    (
        "presence.access-denied",
        "Y04",
        "le détecteur de présence est là, mais la borne n'a pas le droit de l'ouvrir",
        "ajouter le compte de la borne au groupe « dialout »",
    ),
    (
        "presence.sensor-silent",
        "Y03",
        "le détecteur de présence est branché et n'envoie rien de lisible",
        "vérifier sa vitesse (« baud ») et son alimentation",
    ),
)
