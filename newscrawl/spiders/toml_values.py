"""Values as a sites file in TOML has them."""

from __future__ import annotations

import json
from typing import Any


def toml_value(value: Any) -> str:
    """A text, number, bool, list or table as TOML writes it (https://toml.io/en/v1.0.0), on one line.

    Texts are as JSON has them, but for DEL, which must be escaped.
    """
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{toml_value(str(name))} = {toml_value(one)}" for name, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
