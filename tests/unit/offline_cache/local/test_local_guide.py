"""What the editors' guide shows is read as it stands there."""

from datetime import date

from kiosk.core.places import ROOT
from offline_cache.local.install import Hands, compiled
from offline_cache.local.source import Source
from offline_cache.sample.local_build import local_sample

GUIDE = ROOT / "deploy" / "guide" / "editer.md"


def blocks(kind: str) -> list[str]:
    """The guide's blocks of code of one kind."""
    parts = GUIDE.read_text(encoding="utf-8").split("```")[1::2]
    return [part.partition("\n")[2] for part in parts if part.partition("\n")[0] == kind]


def test_every_example_of_the_guide_is_right(hands: Hands) -> None:
    files = dict(local_sample(date(2026, 11, 24)).files)
    files["images/dechetterie.jpg"] = files.pop("images/dechetterie.png")
    commune, notice, event, club, procedure, request, tiles = blocks("toml")
    (page,) = [text for text in blocks("") if text.startswith("# ")]
    files |= {
        "commune.toml": commune.encode(),
        "agenda.toml": event.encode() + files["agenda.toml"].partition(b"\n\n")[2],
        "associations.toml": club.encode(),
        "demarches/carte-dechetterie.toml": procedure.encode(),
        "demarches/place-creche.toml": b'titre = "T"\nresume = "R"\n' + request.encode(),
        "tuiles.toml": tiles.encode(),
        "pages/dechetterie.txt": page.encode(),
    }
    arrest = files["affichage.toml"].partition(b'[[avis]]\nid = "arrete')
    files["affichage.toml"] = notice.encode() + arrest[1] + arrest[2]
    image = b'image = "halle.png"\nimage_montre = "La halle"\n'
    files["associations.toml"] += image
    overlay, _ = compiled(Source("guide", files), hands)
    (made,) = [p for p in overlay.town.procedures if p.id.endswith("place-creche")]
    assert made.request is not None
    assert [field.key for field in made.request.fields] == ["bac", "raison", "couleur"]
    assert [tile.title for tile in overlay.town.tiles] == ["Déchets, encombrants"]
    assert overlay.town.notices[0].kind == "legal"


def test_the_guide_lays_out_the_folder_that_is_read() -> None:
    tree = next(text for text in blocks("") if "commune.toml" in text)
    for name in (
        "tuiles.toml",
        "affichage.toml",
        "agenda.toml",
        "associations.toml",
        "pages/",
        "demarches/",
        "images/",
        "documents/",
    ):
        assert name in tree
