"""What a search gives."""

from dataclasses import dataclass, field

from offline_cache.model import Topic


@dataclass(frozen=True)
class Hit:
    """One search result; `why` is one line of the sheet that holds the words asked for."""

    id: str
    title: str
    why: str
    breadcrumb: tuple[str, ...] = ()


@dataclass(frozen=True)
class SearchAnswer:
    """What a search gives. `topics` is filled when nothing was found: where to look instead.

    `understood` holds what was searched beside the words typed: spellings put right and official
    words for everyday ones.
    """

    hits: tuple[Hit, ...]
    ms: float
    understood: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = field(default=())
