"""The kiosk's table of whom to turn to, for the agent of its town hall."""

import asyncio
from datetime import datetime
from pathlib import Path

from kiosk.core.typography import typeset
from offline_cache.directory import words
from offline_cache.directory.guide import Guide, Spot, open_guide
from offline_cache.directory.hours import Open
from offline_cache.directory.model import Found
from offline_cache.directory.orientation import OLDEST, Need, Toward
from offline_cache.directory.stops import Stop, is_here, next_words
from session.protocol.orientation import GuideCall, GuidePlace, GuideRow, OrientationState
from session.relay.parts import Parts

SHORT = 200
LONG = 4000


class Orientations:
    """Reads the content folder of the settings; without one, the table alone."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def state(self, town: str) -> OrientationState:
        """The table for a town hall, with what is open now. Reading is done beside the loop."""
        return await asyncio.to_thread(self._read, town)

    def _read(self, town: str) -> OrientationState:
        config = self._parts.config
        guide = (
            open_guide(Path(config.content), Spot(insee_of(town, config.communes)))
            if config.content
            else Guide()
        )
        try:
            return told(guide, self._parts.clock.now().astimezone())
        finally:
            guide.close()


def insee_of(town: str, communes: list[str]) -> str:
    """The commune of a town hall, from lines « Mairie de Saint-Aubin | 45998 »; empty when not told."""
    pairs = (line.partition("|") for line in communes)
    found = {name.strip(): code.strip() for name, _, code in pairs}
    return found.get(town, "")


def told(guide: Guide, moment: datetime) -> OrientationState:
    """All of it at a moment."""
    table = guide.orientation()
    themes = {theme.id: theme.title for theme in table.themes}
    needs = {need.id: need for need in table.needs}
    rows = [
        _row(guide, moment, row, needs[row.need], themes.get(needs[row.need].theme, ""))
        for row in table.rows
        if row.need in needs
    ]
    stops = [_stop(guide, moment, stop) for stop in guide.due(moment)]
    edition = guide.edition
    when = f", à jour du {edition.date}" if edition and edition.date else ""
    return OrientationState(
        rows=rows,
        places=[*stops, *(_place(guide, moment, near.found) for near in guide.nearby())],
        source=_short(f"{edition.source}{when}") if edition else "",
        known=guide.knows,
    )


def _row(guide: Guide, moment: datetime, row: Toward, need: Need, theme: str) -> GuideRow:
    youngest, oldest = row.ages or (0, OLDEST)
    return GuideRow(
        theme=_short(theme),
        need=_short(need.title),
        name=_short(row.name),
        why=_short(row.why),
        youngest=youngest,
        oldest=oldest,
        question=_short(need.question) if row.case else "",
        case=_short(row.case),
        papers=[_short(paper) for paper in row.papers],
        calls=[GuideCall(number=_short(call.number), about=_short(call.about)) for call in row.calls],
        words=[_short(word) for word in need.words],
        place=_where(guide, moment, row),
    )


def _where(guide: Guide, moment: datetime, row: Toward) -> GuidePlace | None:
    found = guide.for_codes(row.codes, 1)
    if found:
        return _place(guide, moment, found[0])
    stops = guide.stops_for(row.codes[:1], moment)
    return _stop(guide, moment, stops[0]) if stops else None


def _place(guide: Guide, moment: datetime, found: Found) -> GuidePlace:
    office = found.office
    remarks = (office.hours.remark, office.remark, words.access(office))
    return GuidePlace(
        name=_short(office.name),
        now=_short(guide.opening(office, moment)),
        open=isinstance(guide.now(office, moment), Open),
        address=_short(words.address(office)),
        distance=words.distance(found.distance),
        phone=_short(" · ".join(phone.number for phone in office.phones if not phone.adapted)),
        hours=[_short(line) for line in words.grouped_week(office.hours)],
        remark="\n".join(remark for remark in remarks if remark)[:LONG],
    )


def _stop(guide: Guide, moment: datetime, stop: Stop) -> GuidePlace:
    return GuidePlace(
        name=_short(stop.name),
        now=_short(next_words(stop, moment, guide.holiday)),
        open=is_here(stop, moment, guide.holiday),
        address="Sur rendez-vous" if stop.appointment else "",
        phone=_short(stop.phone),
        remark=stop.remark[:LONG],
    )


def _short(text: str) -> str:
    """As the page may have it, with the marks of French print."""
    return typeset(text)[:SHORT]
