"""A public web site, confined: QML's `website`. The web engine is imported when a site is opened, not before.

What holds a visitor in: every address is checked by the interceptor against the allowed hosts, the
profile keeps nothing on disk, downloads are cancelled; `SiteView.qml` refuses windows, dialogs and
permissions. A page is printed into the visit's vault as a foreign file: it wants cleaning like any other.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent

from kiosk.core.ids import new_id
from kiosk.documents.vault import Vault

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl
    from PySide6.QtWebEngineCore import QWebEngineUrlRequestInterceptor
    from PySide6.QtWebEngineQuick import QQuickWebEngineDownloadRequest

_WEB = frozenset({"http", "https"})
_INLINE = frozenset({"data", "blob"})
_KEYS = {"\b": Qt.Key.Key_Backspace, "\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}


def share_contexts() -> None:
    """Call before the application object: all that the web engine needs so early, and it costs nothing."""
    if os.geteuid() == 0:  # the engine's own sandbox refuses root; only demonstrations and tests run as root
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)


def is_allowed(url: "QUrl", hosts: frozenset[str], *, page: bool) -> bool:
    """Whether an address may be fetched. `page`: it would become what is shown, so it must be of the web.

    Only whole host names count: a name that merely ends like an allowed one is another site.
    """
    if url.scheme() in _WEB:
        return url.host().lower() in hosts and not url.userInfo()
    return not page and url.scheme() in _INLINE


class Website(QObject):
    """Confines the profile, takes printed pages into the vault, and types for the kiosk's keyboard."""

    blocked = Signal(str)
    """A page was refused; the host's name."""

    @Slot(QObject, "QVariantList")
    def confine(self, profile: QObject, hosts: list[Any]) -> None:
        """Make a fresh profile fetch from these hosts only, and download nothing."""
        from PySide6.QtWebEngineQuick import QQuickWebEngineProfile  # noqa: PLC0415 - 0.1 s and 55 MB, only for those who need it

        if not isinstance(profile, QQuickWebEngineProfile) or not profile.isOffTheRecord():
            raise TypeError("not a profile that keeps nothing")
        profile.downloadRequested.connect(_cancel)
        guard = _guard(frozenset(str(host).lower() for host in hosts), self.blocked.emit, profile)
        profile.setUrlRequestInterceptor(guard)

    @Slot(str, result=str)
    def paper(self, vault: str) -> str:
        """Where the next printed page is to be written: the `source` of a draft in the vault."""
        return str(Vault(Path(vault)).begin(new_id()).source)

    @Slot(str, result=str)
    def document(self, path: str) -> str:
        """The document id of such a path."""
        return Path(path).parent.name.removesuffix(".part")

    @Slot(str)
    def type(self, letters: str) -> None:
        """Type into whatever has the focus; backspace, return and tab as their control characters."""
        target: QObject | None = QGuiApplication.focusObject()  # the stubs forget None
        if target is None:
            return
        for letter in letters:
            key = _KEYS.get(letter, Qt.Key.Key_unknown)
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QCoreApplication.sendEvent(
                    target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
                )


def _cancel(download: "QQuickWebEngineDownloadRequest") -> None:
    download.cancel()


def _guard(
    hosts: frozenset[str], blocked: Callable[[str], None], parent: QObject
) -> "QWebEngineUrlRequestInterceptor":
    from PySide6.QtWebEngineCore import (  # noqa: PLC0415 - see `profile`
        QWebEngineUrlRequestInfo,
        QWebEngineUrlRequestInterceptor,
    )

    class Guard(QWebEngineUrlRequestInterceptor):
        """Refuses every address that is not allowed, frames and pictures included."""

        def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # noqa: N802 - Qt's name
            main = info.resourceType() == QWebEngineUrlRequestInfo.ResourceType.ResourceTypeMainFrame
            if is_allowed(info.requestUrl(), hosts, page=main):
                return
            info.block(True)
            if main:
                blocked(info.requestUrl().host())

    return Guard(parent)
