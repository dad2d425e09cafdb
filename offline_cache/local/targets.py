"""What a local text may point at: other local content, official sheets, web sites. Pure."""

import re
from dataclasses import dataclass

from offline_cache.local.model import local_id
from offline_cache.local.problems import meant

LOCAL_KINDS = {"page": "page", "demarche": "demarche", "association": "association", "evenement": "evenement"}
_OFFICIAL = re.compile(r"F\d{1,9}")
_FOLDER = re.compile(r"N\d{1,9}")
_WEB = re.compile(r"https://[^\s/?#]+\S*")
_KINDS = (*LOCAL_KINDS, "fiche", "rubrique")


@dataclass(frozen=True)
class Known:
    """The local ids there are. Official ones cannot be known here: the edition changes by itself."""

    ids: frozenset[str]

    def of(self, kind: str) -> list[str]:
        """The short names of one kind."""
        prefix = local_id(kind, "")  # type: ignore[arg-type]
        return sorted(ident.removeprefix(prefix) for ident in self.ids if ident.startswith(prefix))


def target_of(written: str, known: Known, *, web: bool = True) -> str | Exception:
    """The id or address that `page:marche`, `fiche:F2119`, `rubrique:N19810` or `https://…` stands for."""
    if _WEB.fullmatch(written) and web:
        return written
    kind, colon, name = written.partition(":")
    if not colon or kind not in _KINDS:
        forms = "page:nom, demarche:nom, association:nom, evenement:nom, fiche:F1234, rubrique:N12345"
        return ValueError(
            f"« {written} » ne mène nulle part{meant(kind, _KINDS) if colon else f' ; on écrit {forms}'}"
        )
    if kind == "fiche":
        return (
            name
            if _OFFICIAL.fullmatch(name)
            else ValueError(f"« {name} » n'est pas un numéro de fiche, comme F2119")
        )
    if kind == "rubrique":
        return (
            name
            if _FOLDER.fullmatch(name)
            else ValueError(f"« {name} » n'est pas une rubrique, comme N19810")
        )
    ident = local_id(LOCAL_KINDS[kind], name)  # type: ignore[arg-type]
    if ident in known.ids:
        return ident
    return ValueError(f"« {written} » n'existe pas ici{meant(name, known.of(kind))}")
