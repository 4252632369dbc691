"""The JSON Schema of the configuration, by which editors complete and check it; `make schema` writes the file."""

import json
from pathlib import Path
from typing import Any, Final

from bot.config.read import CONFIG_PATH
from bot.config.said import ListConfig

#: The schema's file, part of the package, and where editors find it.
SCHEMA_FILE: Final = Path(__file__).parent / "shelver.schema.json"
SCHEMA_URL: Final = "https://raw.githubusercontent.com/shelver/shelver/HEAD/bot/config/shelver.schema.json"


def schema_text() -> str:
    """The JSON Schema of the configuration, for editors."""
    schema = {"$schema": "http://json-schema.org/draft-07/schema#", "$id": SCHEMA_URL, **ListConfig.model_json_schema()}
    schema["title"] = f"Shelver's configuration, {CONFIG_PATH}"
    return json.dumps(_draft_7(schema), indent=2, ensure_ascii=False) + "\n"


def _draft_7(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema as every editor reads it: definitions written out where they are used, no generated titles."""
    definitions = schema.pop("$defs", {})

    def inline(part: Any) -> Any:
        if isinstance(part, list):
            return [inline(one) for one in part]
        if not isinstance(part, dict):
            return part
        part = {**definitions.get(str(part.pop("$ref", "")).rpartition("/")[2], {}), **part}
        if isinstance(part.get("title"), str):
            del part["title"]
        if part.get("default", ...) is None:
            del part["default"]
        return {key: inline(value) for key, value in part.items()}

    written = {"title": schema.pop("title"), **inline(schema)}
    for name in ("labels", "limits"):
        keys = written["properties"][name]
        said = {key: keys.pop(key) for key in ("description", "examples")}
        keys.pop("default", None)
        written["properties"][name] = {**said, "anyOf": [keys, {"enum": ["no", False]}]}
    return dict(written)


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
