"""Which words mean the same office, and which codes the same commune: two plain TOML tables."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from offline_cache.directory.weekdays import folded

DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True)
class Group:
    """Codes of one kind of office; `name` when it belongs in the list of what is near."""

    codes: tuple[str, ...]
    name: str = ""
    icon: str = "map-pin"
    otherwise: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kinds:
    """The table of offices' words; `titles` are pairs of what a title holds and the codes it means."""

    groups: tuple[Group, ...]
    titles: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def alike(self, pivot: str) -> tuple[str, ...]:
        """All the words for the kind of office that `pivot` names, itself first."""
        found = [code for group in self.groups if pivot in group.codes for code in group.codes]
        return tuple(dict.fromkeys([pivot, *found])) if pivot else ()

    def otherwise(self, pivot: str) -> tuple[str, ...]:
        """What to try when no office of that kind is known."""
        return tuple(code for group in self.groups if pivot in group.codes for code in group.otherwise)

    def of_title(self, title: str) -> tuple[str, ...]:
        """The codes a title stands for; none for most."""
        plain = folded(title).replace("’", "'")
        return next((codes for holds, codes in self.titles if holds in plain), ())

    def group_of(self, types: tuple[str, ...]) -> Group | None:
        """The first group one of these words belongs to."""
        return next((group for group in self.groups if set(types) & set(group.codes)), None)


@dataclass(frozen=True)
class Communes:
    """Old codes and what they have become."""

    became: Mapping[str, str] = field(default_factory=dict)

    def today(self, code: str) -> str:
        """The commune's code of today. A chain of mergers is followed; a ring of them is left."""
        seen = {code}
        while (code_after := self.became.get(code, "")) and code_after not in seen:
            seen.add(code_after)
            code = code_after
        return code

    def with_more(self, became: Mapping[str, str]) -> "Communes":
        """These, and others that come first."""
        return Communes({**self.became, **became})


def kinds(path: Path = DATA / "bureaux.toml") -> Kinds:
    """Read the table of offices' words: ours, checked by its tests."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    groups = (
        Group(
            tuple(row["codes"]),
            row.get("nom", ""),
            row.get("icone", "map-pin"),
            tuple(row.get("a_defaut", ())),
        )
        for row in table["groupe"]
    )
    titles = ((folded(row["contient"]), tuple(row["codes"])) for row in table["titre"])
    return Kinds(tuple(groups), tuple(titles))


def communes(path: Path = DATA / "communes.toml") -> Communes:
    """Read the short table of old codes."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    became: dict[str, str] = {}
    for today, (first, last) in table["arrondissements"].items():
        became |= dict.fromkeys((f"{n:05d}" for n in range(int(first), int(last) + 1)), today)
    for today, old in table["anciennes"].items():
        became |= dict.fromkeys(old, today)
    return Communes(became)
