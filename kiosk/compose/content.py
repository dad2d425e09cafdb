"""The parts of the steward that look after content: its store, its source, and who is told."""

import random
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.core.clock import Clock
from kiosk.core.errors import UserFacingError
from kiosk.core.events import EventLog
from kiosk.core.places import program
from kiosk.core.settings import Content
from kiosk.steward.content import ContentKeeper, Fallen, Held
from kiosk.steward.content_check import ChildCheck
from kiosk.steward.content_hours import Hours
from kiosk.steward.keep import KeptFile
from offline_cache import schema
from offline_cache.health import content_trouble
from offline_cache.store import AgePolicy, ContentStore, StoreMissing

if TYPE_CHECKING:
    from kiosk.compose.steward import House

CHECK_DEADLINE_S = 2 * 3600.0


class StoreShelf:
    """The content store as the keeper handles it."""

    def __init__(self, store: Path, ages: AgePolicy, clock: Clock) -> None:
        self._store, self._ages, self._clock = store, ages, clock

    def name(self) -> str:
        """See `Shelf`."""
        current = self._store / schema.CURRENT
        return str(current.readlink()) if current.is_symlink() else ""

    def look(self) -> Held:
        """See `Shelf`."""
        from offline_cache.mending import lost_forms, previous_date

        folder = self.name()
        opened = ContentStore.open(self._store, self._clock, self._ages)
        previous = previous_date(self._store)
        if not isinstance(opened, ContentStore):
            missing = isinstance(opened, StoreMissing)
            key = "content.store-missing" if missing else "content.store-damaged"
            return Held(key, previous=previous, folder=folder)
        edition = opened.edition
        opened.close()
        return Held(
            edition=edition.date,
            sheets=edition.sheets,
            sample=edition.sample,
            age_days=edition.age_days,
            old=edition.is_old,
            previous=previous,
            lost_forms=len(lost_forms(self._store)),
            folder=folder,
        )

    def mend(self) -> Fallen | None:
        """See `Shelf`."""
        from offline_cache.mending import mend

        mended = mend(self._store)
        return Fallen(mended.why, mended.by) if mended is not None else None

    def go_back(self) -> None:
        """See `Shelf`."""
        from offline_cache.editions.sync import go_back

        # The keeper tells the log once it has looked.
        go_back(self._store, EventLog(None, "content"))


def check_command(content: Content, store: Path) -> list[str] | None:
    """What fetches the next edition; None when people bring it.

    Raises:
        UserFacingError: `settings.value-wrong`, editions without an address or without whom to trust.
    """
    match content.source:
        case "feed":
            words = ["fetch", *([content.url] if content.url else []), "--kind", content.feed]
        case "editions":
            if not (content.url and content.trust):
                raise UserFacingError(
                    "settings.value-wrong", "« editions » attend content.url et content.trust"
                )
            words = ["sync", content.url, "--trust", content.trust]
        case _:
            return None
    return [*program(), "content", *words, "--store", str(store), "--json"]


def keep_content(house: "House") -> ContentKeeper:
    """The keeper, told of nobody yet: `House` closes it over its other parts."""
    content, store = house.settings.content, house.places.content
    command = check_command(content, store)
    keeper = ContentKeeper(
        content.source,
        Hours.read(content.hours),
        ChildCheck(command, CHECK_DEADLINE_S) if command else None,
        StoreShelf(store, AgePolicy(content.old_after_days, content.ask_after_days), house.clock),
        KeptFile(house.places.state / "content.json"),
        house.say_screen,
        house.clock,
        house.events,
        random.random(),  # noqa: S311 - spreads kiosks over the night
    )
    keeper.in_call = lambda: house.calls.busy
    keeper.quiet = lambda: nobody(house)
    keeper.changed = lambda: house.stage.renew(lambda: nobody(house))
    keeper.told = lambda: tell(house)
    return keeper


def nobody(house: "House") -> bool:
    """The welcome screen waits."""
    return house.visits.vault is None and not house.calls.busy and house.world.facts.stage == "welcome"


def tell(house: "House") -> None:
    """What is true of the content, to whom it concerns."""
    house.world.facts.content = house.keeper.held.key or content_trouble(house.places.content)
    house.world.facts.upkeep = house.keeper.faults
    house.world.changed()
    house.staff.refresh()


def form_path(store: Path, sha256: str) -> Path | None:
    """A form's PDF by its hash: in the edition in use, or in the one a visitor still reads."""
    found = (store / link / schema.FORMS / f"{sha256}.pdf" for link in (schema.CURRENT, schema.PREVIOUS))
    return next((path for path in found if path.is_file()), None)
