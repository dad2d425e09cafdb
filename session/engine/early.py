"""Addresses of the browser (ICE candidates) that came before their offer was answered."""

from session.protocol.call import CallCandidate

EARLY_MOST = 200


class EarlyCandidates:
    """Keeps them by generation, up to a limit."""

    def __init__(self) -> None:
        self._kept: list[tuple[int, CallCandidate]] = []

    def keep(self, generation: int, message: CallCandidate) -> None:
        """One more, for when its generation is answered."""
        if len(self._kept) < EARLY_MOST:
            self._kept.append((generation, message))

    def due(self, generation: int) -> list[CallCandidate]:
        """Those of this generation, which is answered now; older ones are forgotten."""
        due = [message for ahead, message in self._kept if ahead == generation]
        self._kept = [one for one in self._kept if one[0] > generation]
        return due
