"""JSON Schema, as pydantic writes it for our models, to TypeScript.

Only the constructs our models use; anything else raises `ValueError`, so that a new construct is
noticed here and not in a page. A property with a default is not optional: validators fill it.
"""

import json
from typing import Any

Schema = dict[str, Any]

_PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def type_of(schema: Schema) -> str:
    """The TypeScript type of one schema.

    Raises:
        ValueError: a construct that no model of ours uses.
    """
    match schema:
        case {"$ref": str(ref)}:
            return ref.rsplit("/", 1)[1]
        case {"const": value}:
            return json.dumps(value)
        case {"enum": list(values)}:
            return " | ".join(json.dumps(value) for value in values)
        case {"anyOf": list(options)}:
            return " | ".join(type_of(option) for option in options)
        case {"type": "array", "items": dict(items)}:
            inner = type_of(items)
            return f"({inner})[]" if "|" in inner else f"{inner}[]"
        case {"type": str(name)} if name in _PLAIN:
            return _PLAIN[name]
    raise ValueError(f"no TypeScript for {schema}")


def _comment(text: str, indent: str = "") -> str:
    lines = text.strip().splitlines()
    if len(lines) == 1:
        return f"{indent}/** {lines[0]} */\n"
    body = "".join(f"{indent} * {line}".rstrip() + "\n" for line in lines)
    return f"{indent}/**\n{body}{indent} */\n"


def interface(name: str, schema: Schema) -> str:
    """One exported interface, the docstring as its comment."""
    rows = [
        (_comment(part["description"], "  ") if "description" in part else "")
        + f"  {field}: {type_of(part)};\n"
        for field, part in schema.get("properties", {}).items()
    ]
    head = _comment(schema["description"]) if "description" in schema else ""
    return f"{head}export interface {name} {{\n{''.join(rows)}}}\n"
