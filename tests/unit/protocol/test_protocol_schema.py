"""The pages' generated files say what the models say."""

from pathlib import Path
from typing import ClassVar, Literal

import pytest
from pydantic import Field

from kiosk.core.errors import ERRORS
from session.protocol import schema, typescript
from session.protocol.envelope import Body, Link
from session.protocol.shared import Part


class _Inner(Part):
    """A part."""

    title: str
    share: float


class _Outer(Body):
    """A message."""

    TYPE: ClassVar[str] = "test.outer"
    inner: _Inner | None = None
    words: list[Literal["yes", "no"]] = Field(default=[])
    only: Literal["one"] = "one"


LINK = Link("test-link", _Outer)


def test_the_committed_files_are_what_the_models_generate() -> None:
    assert schema.differing(schema.DEFAULT_OUT) == []
    assert schema.main(["--check"]) == 0


def test_a_change_in_a_generated_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert schema.main(["--out", str(tmp_path)]) == 0
    (tmp_path / "messages.ts").write_text("// edited by hand", encoding="utf-8")
    assert schema.main(["--out", str(tmp_path), "--check"]) == 1
    assert "messages.ts differs" in capsys.readouterr().err


def test_a_property_called_title_survives_while_annotations_go() -> None:
    inner = schema.definitions([_Outer])["_Inner"]
    assert list(inner["properties"]) == ["title", "share"]
    assert "title" not in inner


def test_an_envelope_names_its_type_and_refers_to_its_body() -> None:
    (envelope,) = schema.link_schema(LINK)["oneOf"]
    assert envelope["properties"]["type"] == {"const": "test.outer"}
    assert envelope["properties"]["body"] == {"$ref": "#/$defs/_Outer"}


def test_defaults_are_in_the_schema_and_not_optional_in_typescript() -> None:
    outer = schema.definitions([_Outer])["_Outer"]
    assert outer["properties"]["words"]["default"] == []
    text = typescript.interface("Outer", outer)
    assert "inner: _Inner | null;" in text
    assert 'words: ("yes" | "no")[];' in text
    assert 'only: "one";' in text


def test_a_construct_without_typescript_is_noticed() -> None:
    with pytest.raises(ValueError, match="no TypeScript"):
        typescript.type_of({"type": "object", "additionalProperties": {"type": "string"}})


def test_every_error_has_its_code_on_the_page() -> None:
    text = schema.errors_ts()
    for entry in ERRORS.values():
        assert f'"{entry.key}"' in text
        assert f'"code": "{entry.code}"' in text
