"""Reads aloud: espeak-ng writes a WAV into the visit's own folder, Qt plays it.

The text goes in by standard input, because a command line can be read by other users. QtMultimedia is
loaded by the first who listens: it would delay every screen.
"""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QProcess, QUrl

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

WORDS_PER_MINUTE = 140
PROGRAM = "espeak-ng"


class Speaker(QObject):
    """`spoke(active, missing)` when speech begins, ends, or cannot be: no device, no program."""

    def __init__(self, spoke: Callable[[bool, bool], None], rendered: Callable[[float, bool], None]) -> None:
        """`rendered(ms, cached)` after each rendering."""
        super().__init__()
        self._spoke = spoke
        self._rendered = rendered
        self._folder: Path | None = None
        self._pending = ""
        self._process: QProcess | None = None
        self._effect: QSoundEffect | None = None
        self._timer = QElapsedTimer()

    def use(self, vault: str) -> None:
        """Keep recordings in the visit's vault, gone with it."""
        self._folder = Path(vault) / "speech" if vault else None
        if self._folder is not None:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            if self._pending:
                text, self._pending = self._pending, ""
                self.speak(text)

    def speak(self, text: str) -> None:
        """Say this, in place of what is being said. Before there is a vault it waits for one."""
        self.hush()
        if shutil.which(PROGRAM) is None or not self._has_output():
            self._spoke(False, True)
            return
        if self._folder is None:
            self._pending = text
            return
        self._spoke(True, False)
        self._timer.start()
        wav = self._folder / f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.wav"
        if wav.is_file():
            self._rendered(0.0, True)
            self._play(wav)
        else:
            self._render(text, wav)

    def _has_output(self) -> bool:
        from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415 - see the module

        return not QMediaDevices.defaultAudioOutput().isNull()

    def hush(self) -> None:
        """Stop at once."""
        self._pending = ""
        process, self._process = self._process, None
        if process is not None:
            process.finished.disconnect()
            process.kill()
            process.deleteLater()
        effect, self._effect = self._effect, None
        if effect is not None:
            effect.playingChanged.disconnect()
            effect.stop()
            effect.deleteLater()
        if process is not None or effect is not None:
            self._spoke(False, False)

    def _render(self, text: str, wav: Path) -> None:
        part = wav.with_suffix(".part")
        process = QProcess(self)
        self._process = process
        process.finished.connect(lambda code, _status: self._done(code, part, wav))
        arguments = ["-v", "fr", "-s", str(WORDS_PER_MINUTE), "-w", str(part), "--stdin"]
        process.start(PROGRAM, arguments)
        process.write(text.encode())
        process.closeWriteChannel()

    def _done(self, code: int, part: Path, wav: Path) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        if code != 0 or not part.is_file():
            self._spoke(False, True)
            return
        part.rename(wav)
        self._rendered(float(self._timer.elapsed()), False)
        self._play(wav)

    def _play(self, wav: Path) -> None:
        from PySide6.QtMultimedia import QSoundEffect  # noqa: PLC0415 - see the module

        effect = QSoundEffect(self)
        self._effect = effect
        effect.playingChanged.connect(self._playing)
        effect.setSource(QUrl.fromLocalFile(str(wav)))
        effect.play()

    def _playing(self) -> None:
        if self._effect is not None and not self._effect.isPlaying():
            self.hush()
