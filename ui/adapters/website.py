"""A public web site, confined: QML's `website`. The web engine is imported when a site is opened, not before.

What holds a visitor in: every address is checked against the allowed hosts twice, when a page is about
to change (`allows`: the page shown stays) and at each fetch (the interceptor: pictures, frames,
redirects). The profile keeps nothing, downloads are cancelled; `SiteView.qml` refuses windows, dialogs
and permissions. What the engine writes all the same (a certificate database, shader caches) goes
into the visit's vault and ends with it. A page is printed there as a foreign file: it wants cleaning
like any other.

This module is one of the first a screen loads, and imports little: the vault brings pydantic, and for
any name of `Qt` PySide builds the whole namespace, 25 ms of every start.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QKeyEvent, QWindow

from kiosk.core.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWebEngineCore import QWebEngineUrlRequestInterceptor
    from PySide6.QtWebEngineQuick import QQuickWebEngineDownloadRequest, QQuickWebEngineProfile

_PORTS = {"https": 443, "wss": 443, "http": 80, "ws": 80}
_LOCAL = "127.0.0.1"
_INLINE = frozenset({"data", "blob"})
_KEYS = {"\b": "Key_Backspace", "\r": "Key_Return", "\t": "Key_Tab"}
_DEBUGGING = ("QTWEBENGINE_REMOTE_DEBUGGING", "QTWEBENGINE_CHROMIUM_FLAGS")
HOME = "web"
"""The engine's home in the vault."""
HOMES = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")


def share_contexts() -> None:
    """Call before the application object: all that the web engine needs so early."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 - see the module

    for name in _DEBUGGING:
        os.environ.pop(name, None)
    if os.geteuid() == 0:  # the engine's own sandbox refuses root; only demonstrations and tests run as root
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    else:
        os.environ.pop("QTWEBENGINE_DISABLE_SANDBOX", None)
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)


def is_allowed(url: QUrl, hosts: frozenset[str], *, page: bool) -> bool:
    """Whether an address may be fetched. `page`: it would become what is shown, so it must be of the web.

    `hosts` are whole names, with a port or for all of them. A name that merely ends like an allowed one
    is another site. Without encryption only this machine itself, where demonstrations and tests are.
    """
    scheme, host = url.scheme(), url.host().lower()
    if scheme not in _PORTS:
        return not page and scheme in _INLINE
    if url.userInfo() or (page and scheme in {"ws", "wss"}):
        return False
    if scheme in {"http", "ws"} and host != _LOCAL:
        return False
    return host in hosts or f"{host}:{url.port(_PORTS[scheme])}" in hosts


class Website(QObject):
    """Makes the confined profile, takes printed pages into the vault, and types for the kiosk's keyboard."""

    refused = Signal(str)
    """A page, not merely a picture of one, was refused; the host's name, or the scheme where there is none."""

    def __init__(self, authority: str = "") -> None:
        """`authority` is a PEM file of one more authority to trust, or empty."""
        super().__init__()
        self._authority = authority
        self._hosts: frozenset[str] = frozenset()
        self._refused = QUrl()
        self._profile: QObject | None = None
        self._guard: QObject | None = None

    @Slot(str, result="QVariantList")
    def authorities(self, vault: str) -> list[str]:
        """Files of authorities to trust besides the public ones. Asked first: it loads the engine, at home in the vault."""
        _move_in(Path(vault) / HOME)
        import PySide6.QtWebEngineQuick  # noqa: PLC0415, F401 - 55 MB, only for those who need it; and QML's profile then has its type

        return [self._authority] if self._authority else []

    @Slot(QObject, "QVariantList", result=QObject)
    def confine(self, profile: "QQuickWebEngineProfile", hosts: list[Any]) -> QObject:
        """Make a fresh profile keep nothing and fetch from these hosts only."""
        kind = type(profile)
        self._hosts = frozenset(str(host).lower() for host in hosts)
        profile.setOffTheRecord(True)
        profile.setHttpCacheType(kind.HttpCacheType.MemoryHttpCache)
        profile.setPersistentCookiesPolicy(kind.PersistentCookiesPolicy.NoPersistentCookies)
        profile.setPersistentPermissionsPolicy(kind.PersistentPermissionsPolicy.AskEveryTime)
        profile.setSpellCheckEnabled(False)
        profile.setHttpAcceptLanguage("fr-FR,fr;q=0.9")
        profile.downloadRequested.connect(_cancel)
        guard = _guard(self.allows, profile)
        profile.setUrlRequestInterceptor(guard)
        self._profile, self._guard = profile, guard
        return profile

    @Slot(result=QObject)
    def profile(self) -> QObject | None:
        """The confined profile of this visit, once there is one."""
        return self._profile

    @Slot(QUrl, bool, result=bool)
    def allows(self, url: QUrl, main: bool) -> bool:
        """Whether the page (`main`) or a part of it may go there; the refusal of a page is said."""
        allowed = is_allowed(url, self._hosts, page=main)
        if main and not allowed:
            self._refused = url
            self.refused.emit(url.host() or url.scheme())
        return allowed

    @Slot(QUrl, result=bool)
    def wasRefused(self, url: QUrl) -> bool:  # noqa: N802 - QML's name
        """Whether that load ended because the page was refused, and not because the site is in trouble."""
        return url == self._refused

    @Slot(str, result=str)
    def paper(self, vault: str) -> str:
        """Where the next printed page is to be written: the `source` of a draft in the vault."""
        from kiosk.documents.vault import Vault  # noqa: PLC0415 - see the module

        return str(Vault(Path(vault)).begin(new_id()).source)

    @Slot(str, result=str)
    def document(self, path: str) -> str:
        """The document id of such a path."""
        return Path(path).parent.name.removesuffix(".part")

    @Slot(QWindow, str)
    def type(self, window: QWindow, letters: str) -> None:
        """Type into whatever has the focus there; backspace, return and tab as their control characters.

        The window passes it on: PySide crashes when it has to wrap the item of the web engine that has the focus.
        """
        from PySide6.QtCore import Qt  # noqa: PLC0415 - see the module

        for letter in letters:
            key = Qt.Key[_KEYS.get(letter, "Key_unknown")]
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QCoreApplication.sendEvent(
                    window, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
                )


def _move_in(home: Path) -> None:
    """From now on what this process and the engine's children write by themselves goes here."""
    home.mkdir(mode=0o700, exist_ok=True)
    for name in HOMES:
        os.environ[name] = str(home)


def _cancel(download: "QQuickWebEngineDownloadRequest") -> None:
    download.cancel()


def _guard(allows: "Callable[[QUrl, bool], bool]", parent: QObject) -> "QWebEngineUrlRequestInterceptor":
    from PySide6.QtWebEngineCore import (  # noqa: PLC0415 - see `authorities`
        QWebEngineUrlRequestInfo,
        QWebEngineUrlRequestInterceptor,
    )

    class Guard(QWebEngineUrlRequestInterceptor):
        """Refuses every address that is not allowed, frames and pictures included."""

        def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # noqa: N802 - Qt's name
            main = info.resourceType() == QWebEngineUrlRequestInfo.ResourceType.ResourceTypeMainFrame
            if not allows(info.requestUrl(), main):
                info.block(True)

    return Guard(parent)
