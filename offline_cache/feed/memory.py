"""What is known of the feed since the last time: which version was judged, how, and what it became."""

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Self

import kiosk
from offline_cache import schema
from offline_cache.feed.part import Validators, read_json, write_json
from offline_cache.placing import in_use

FOLDER = "feed"
SET_ASIDE = "content.edition-set-aside"


@dataclass(frozen=True)
class Memory:
    """The version of the feed's file last judged. `key` and `why` are empty when it was taken.

    `folder` is the edition's folder in use just after; `program` the version that judged.
    """

    url: str = ""
    etag: str = ""
    modified: str = ""
    sha256: str = ""
    key: str = ""
    why: str = ""
    folder: str = ""
    program: str = ""

    @classmethod
    def load(cls, store: Path) -> Self:
        """What was kept; nothing when it is damaged."""
        found = read_json(store / FOLDER / "feed.json")
        names = cls.__dataclass_fields__
        return cls(**{name: value for name, value in found.items() if name in names and type(value) is str})

    @classmethod
    def judged(
        cls, store: Path, url: str, validators: Validators, sha256: str, key: str = "", why: str = ""
    ) -> Self:
        """This program's verdict on a version."""
        return cls(
            url, validators.etag, validators.modified, sha256, key, why, in_use(store), kiosk.__version__
        )

    def save(self, store: Path) -> None:
        """Keep it durably."""
        (store / FOLDER).mkdir(exist_ok=True)
        write_json(store / FOLDER / "feed.json", asdict(self))

    def standing(self, store: Path, url: str) -> Self | None:
        """The verdict, while it stands: same address, same program, and the edition in use since.

        When the edition that came of it is the one before by now, somebody went back from it: it is
        `content.edition-set-aside`, until another one is published.
        """
        if (self.url, self.program) != (url, kiosk.__version__) or not self.folder:
            return None
        if self.folder == in_use(store) and (self.key or (store / self.folder / schema.DATABASE).is_file()):
            return self
        previous = store / schema.PREVIOUS
        aside = not self.key and previous.is_symlink() and str(previous.readlink()) == self.folder
        return replace(self, key=SET_ASIDE) if aside else None

    @property
    def validators(self) -> Validators:
        """To ask for another version."""
        return Validators(self.etag, self.modified)
