"""What an editor writes, and what is said of it when it does not do."""

from datetime import date

import pytest

from offline_cache.local.calendar import again, agenda, coming, ended, near_day, shown
from offline_cache.local.model import Repeat
from offline_cache.local.requests import model, models
from offline_cache.model import Chapter, Heading, ListBlock, Note, Paragraph
from tests.unit.offline_cache.local.conftest import TODAY, Read, Wrong

EVENT = '[[evenement]]\nid = "e"\ntitre = "Fête"\nlieu = "Ici"\n'
NOTICE = '[[avis]]\nid = "a"\ntitre = "Avis"\ntexte = "Texte"\n'
PROCEDURE = 'titre = "Bac"\nresume = "Un bac."\n'


def test_a_page_is_read_as_it_is_written(read: Read) -> None:
    text = (
        "# Le marché\n\nChaque\nsamedi.\n\n## Où\n\n- Place **haute**\n- Halle\n\n### Plan\n\nVoir [cela](page:autre).\n\n"
        "> Attention : sauf Noël.\n\n1. Venir\n2. Acheter\n"
    )
    overlay = read({"pages/marche.txt": text, "pages/autre.txt": "# Autre\n\nRien.\n"})
    sheet = next(sheet for sheet in overlay.sheets if sheet.id == "local:page:marche")
    assert (sheet.title, sheet.summary) == ("Le marché", "Chaque samedi.")
    (chapter,) = sheet.blocks
    assert isinstance(chapter, Chapter)
    points, heading, link, note, steps = chapter.blocks
    assert isinstance(points, ListBlock)
    assert isinstance(link, Paragraph)
    assert isinstance(note, Note)
    assert isinstance(steps, ListBlock)
    first = points.items[0].blocks[0]
    assert isinstance(first, Paragraph)
    assert first.text == "Place haute"
    assert first.text[first.spans[0].start :] == "haute"
    assert heading == Heading("Plan")
    assert (link.text, link.spans[0].target) == ("Voir cela.", "local:page:autre")
    assert note.kind == "warning"
    assert steps.numbered


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Du <b>gras</b>", "les balises comme « <b> » ne servent pas ici"),
        ("| a | b |", "les tableaux ne servent pas ici"),
        ("* point", "une liste s'écrit avec « - »"),
        ("##Titre", "laisser un espace après « # »"),
        ("#### Trop", "les titres s'arrêtent à « ### »"),
        ("> Atention : oui", "remarque « Atention » inconnue ; vouliez-vous dire « Attention » ?"),
        ("![](halle.jpg)", "dire entre crochets ce que montre l'image"),
        ("Voir [là](page:marchee).", "« page:marchee » n'existe pas ici ; vouliez-vous dire « marche » ?"),
        ("Voir [là](http://exemple.fr).", "ne mène nulle part"),
        ("Voir [là](fiche:2119).", "« 2119 » n'est pas un numéro de fiche"),
        ("**gras", "« ** » s'écrit des deux côtés"),
        ("# Deux titres", "un seul titre"),
    ],
)
def test_a_mark_that_is_none_of_ours_is_said_with_its_line(wrong: Wrong, line: str, said: str) -> None:
    (first, *_) = wrong({"pages/marche.txt": f"# Titre\n\nBon.\n\n{line}\n"})
    assert first.startswith("pages/marche.txt, ligne 5 : ")
    assert said in first


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("agenda.toml", EVENT + "date = 2026-12-01\nlieux = 1\n", "agenda.toml, ligne 6, evenement.lieux : clé inconnue ; vouliez-vous dire « lieu » ?"),
        ("agenda.toml", EVENT, "agenda.toml, ligne 1, evenement.date : dire quand"),
        ("agenda.toml", EVENT + 'tous_les = ["lundit"]\ndu = 2026-01-01\nau = 2026-12-01\n', "ligne 5, evenement.tous_les : « lundit » n'est pas un jour ; vouliez-vous dire « lundi » ?"),
        ("agenda.toml", EVENT + 'tous_les = ["lundi"]\n', "ce qui revient a un début et une fin"),
        ("agenda.toml", EVENT + 'chaque_mois = "6e lundi"\ndu = 2026-01-01\nau = 2026-12-01\n', "ligne 5, evenement.chaque_mois"),
        ("agenda.toml", EVENT + 'tous_les = ["lundi"]\ndu = 2026-11-24\nau = 2026-11-25\n', "cela n'a lieu aucun jour"),
        ("agenda.toml", EVENT + 'date = "demain"\n', "ligne 5, evenement.date : on attend une date sans guillemets"),
        ("agenda.toml", EVENT + "date = 2026-12-01\n\n" + EVENT + "date = 2026-12-02\n", "agenda.toml, ligne 8, evenement.id : « e » est déjà l'id d'un autre"),
        ("agenda.toml", "[[evenement]\n", "agenda.toml, ligne 1 : écriture incorrecte"),
        ("affichage.toml", NOTICE + "du = 2026-12-02\nau = 2026-12-01\n", "ligne 6, avis.au : la fin (01/12/2026) est avant le début"),
        ("affichage.toml", NOTICE + 'nature = "legal"\ndu = 2026-12-02\nau = 2026-12-03\n', "un affichage légal dit qui l'a signé"),
        ("affichage.toml", NOTICE + 'du = 2026-12-02\nau = 2026-12-03\npdf = "arete.pdf"\n', "« arete.pdf » manque dans le dossier documents"),
        ("affichage.toml", NOTICE + 'du = 2026-12-02\nau = 2026-12-03\npdf = "../../etc/passwd"\n', "manque dans le dossier documents"),
        ("tuiles.toml", '[[tuile]]\nid = "t"\ntitre = "T"\nicone = "recicle"\ncontenu = ["agendas"]\n', "« agendas » n'est pas possible ; vouliez-vous dire « agenda » ?"),
        ("tuiles.toml", '[[officielle]]\ntuile = "papier"\n', "vouliez-vous dire « papiers » ?"),
        ("demarches/bac.toml", PROCEDURE + '[demande]\nmodele = "encombrant"\n', "demarches/bac.toml, ligne 4, demande.modele : ce modèle n'existe pas ; vouliez-vous dire « encombrants » ?"),
        ("demarches/bac.toml", PROCEDURE + '[[piece]]\nnom = "P"\npour = ["Moi"]\n', "« Moi » n'est pas une réponse de [cas]"),
        ("demarches/bac.toml", PROCEDURE + '[demande]\ntitre = "D"\n[[demande.question]]\nid = "q"\nquestion = "Q ?"\ntype = "texte"\nsi = { question = "r", reponses = ["Oui"] }\n', "« r » n'est pas une question posée avant celle-ci"),
        ("demarches/bac.toml", PROCEDURE + '[demande]\ntitre = "D"\n[[demande.question]]\nid = "q"\nquestion = "Q ?"\ntype = "choix"\nchoix = ["Un"]\n', "de 2 à 12 réponses"),
        ("demarches/bac.txt", "Seul.\n", "demarches/bac.txt : il manque bac.toml à côté"),
        ("associations.toml", '[[association]]\nid = "é"\nnom = "N"\ntexte = "T"\n', "on attend un nom court"),
        ("associations.toml", '[[association]]\nid = "a"\nnom = "N\u202eM"\ntexte = "T"\n', "caractère invisible"),
        ("commune.toml", 'format = 2\ncommune = "Ici"\ndate = 2026-11-20\nguichet = "là"\n', "cette borne lit le format 1"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_file_line_key_and_nearest_name(
    wrong: Wrong, name: str, text: str, said: str
) -> None:
    assert any(said in line for line in wrong({name: text}))


def test_everything_wrong_is_said_at_once(wrong: Wrong) -> None:
    lines = wrong({"agenda.toml": EVENT, "affichage.toml": NOTICE, "pages/p.txt": "Sans titre.\n"})
    assert {line.partition(",")[0] for line in lines} == {"agenda.toml", "affichage.toml", "pages/p.txt"}


def test_a_certificate_asks_nothing_that_the_law_does_not(wrong: Wrong) -> None:
    more = '[[demande.question]]\nid = "motif"\nquestion = "Pourquoi ?"\ntype = "texte"\n'
    lines = wrong({"demarches/acte.toml": PROCEDURE + '[demande]\nmodele = "acte-etat-civil"\n' + more})
    assert "ne demande que ce que la loi demande" in lines[0]
    form, closed = model("acte-etat-civil")
    assert closed
    assert {field.kind for field in form.fields} <= {"choice", "text", "date"}


@pytest.mark.parametrize("name", models())
def test_every_built_in_request_reads_and_says_why_it_asks(name: str) -> None:
    form, _ = model(name)
    assert form.fields
    assert form.privacy
    assert all(field.question.endswith("?") for field in form.fields)


def test_a_notice_is_shown_within_its_dates_only(read: Read) -> None:
    legal = 'nature = "legal"\nsigne_par = "Le maire"\n'
    text = NOTICE + legal + "du = 2026-11-20\nau = 2026-11-26\n"
    (notice,) = read({"affichage.toml": text}).town.notices
    assert shown([notice], date(2026, 11, 19)) == []
    assert shown([notice], date(2026, 11, 20)) == shown([notice], date(2026, 11, 26)) == [notice]
    assert shown([notice], date(2026, 11, 27)) == []
    assert ended([notice], date(2026, 11, 26)) == []
    assert ended([notice], date(2026, 11, 27)) == ended([notice], date(2026, 12, 26)) == [notice]
    assert ended([notice], date(2026, 12, 27)) == []


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("date = 2026-11-26\n", [date(2026, 11, 26)]),
        ("date = 2026-11-25\nfin = 2026-11-27\n", [date(2026, 11, 26)]),
        ("date = 2026-11-25\n", []),
        ('tous_les = ["jeudi"]\ndu = 2026-01-01\nau = 2026-12-31\n', [date(2026, 11, 26)]),
        (
            'tous_les = ["jeudi"]\ndu = 2026-01-01\nau = 2026-12-31\nsauf = [2026-11-26]\n',
            [date(2026, 12, 3)],
        ),
        ('chaque_mois = "2e samedi"\ndu = 2026-01-01\nau = 2026-12-31\n', [date(2026, 12, 12)]),
        ('chaque_mois = "dernier dimanche"\ndu = 2026-01-01\nau = 2026-12-31\n', [date(2026, 11, 29)]),
        ('chaque_mois = "1er lundi"\ndu = 2027-05-01\nau = 2027-12-31\n', []),
    ],
)
def test_an_event_comes_on_its_next_day(read: Read, when: str, days: list[date]) -> None:
    events = read({"agenda.toml": EVENT + when}).town.events
    assert [one.day for one in coming(events, TODAY)] == days


def test_the_agenda_tells_each_day_of_the_week_to_come_and_then_the_next_time_only(read: Read) -> None:
    often = EVENT + 'tous_les = ["mardi", "samedi"]\ndu = 2026-01-01\nau = 2026-12-31\n'
    seldom = EVENT.replace('"e"', '"r"') + 'chaque_mois = "2e samedi"\ndu = 2026-01-01\nau = 2027-12-31\n'
    events = read({"agenda.toml": f"{often}\n{seldom}"}).town.events
    days = [(one.event.id[-1], one.day.day) for one in agenda(events, TODAY)]
    assert days == [("e", 28), ("e", 1), ("r", 12)]


def test_days_are_said_as_people_say_them() -> None:
    assert [near_day(date(2026, 11, day), TODAY) for day in (26, 27, 28)] == [
        "aujourd’hui",
        "demain",
        "samedi",
    ]
    assert near_day(date(2026, 12, 12), TODAY) == "samedi 12 décembre"
    assert near_day(date(2027, 1, 1), TODAY) == "vendredi 1er janvier 2027"
    assert again(Repeat((1, 5), TODAY, TODAY)) == "tous les mardis et samedis"
    assert again(Repeat((6,), TODAY, TODAY, nth=-1)) == "le dernier dimanche du mois"
