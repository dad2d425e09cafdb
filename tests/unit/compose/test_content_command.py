"""What the steward runs to renew its content, by what the settings say."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.compose.content import check_command
from kiosk.core.errors import UserFacingError
from kiosk.core.settings import Content

STORE = Path("/var/lib/visio-guichet/content")


def test_each_source_has_its_verb() -> None:
    assert check_command(Content(), STORE) is None
    feed = check_command(Content(source="feed", feed="vosdroits-3.5"), STORE)
    assert feed is not None
    assert feed[-7:] == ["content", "fetch", "--kind", "vosdroits-3.5", "--store", str(STORE), "--json"]
    signed = Content(
        source="editions", url="https://fiches.exemple.fr/", trust="/etc/visio-guichet/root.json"
    )
    editions = check_command(signed, STORE)
    assert editions is not None
    assert editions[-7:] == ["sync", signed.url, "--trust", signed.trust, "--store", str(STORE), "--json"]


def test_signed_editions_without_whom_to_trust_are_refused() -> None:
    with pytest.raises(UserFacingError) as caught:
        check_command(Content(source="editions", url="https://fiches.exemple.fr/"), STORE)
    assert caught.value.key == "settings.value-wrong"


def test_looking_after_content_loads_no_parser() -> None:
    """The steward stays small: XML, PDF and HTTP are its children's."""
    code = (
        "import sys, kiosk.compose.content, offline_cache.mending;"
        "print([name for name in ('lxml', 'pypdfium2', 'httpx', 'offline_cache.importer') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"
