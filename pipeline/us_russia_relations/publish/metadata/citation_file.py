"""The file CITATION.cff, computed from the descriptor of a release."""

from __future__ import annotations

import json
import re
from typing import Any

# What a JSON string holds as it is, and YAML takes for a line break or does not take at all.
_NOT_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def citation_file(descriptor: dict[str, Any]) -> str:
    """CITATION.cff (format 1.2.0) for a release; it names no DOI, as the descriptor has none."""
    fields = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it with the version that you used.",
        "type": "dataset",
        "title": descriptor["title"],
        "abstract": descriptor["description"],
        "version": descriptor["version"],
        "date-released": descriptor["created"][:10],
        "license": descriptor["licenses"][0]["name"],
    }
    lines = [f"{name}: {_quoted(value)}" for name, value in fields.items()]
    lines.append("authors:")
    lines.extend(f"  - name: {_quoted(author['title'])}" for author in descriptor["contributors"])
    lines.append("keywords:")
    lines.extend(f"  - {_quoted(keyword)}" for keyword in descriptor["keywords"])
    lines += [
        "identifiers:",
        "  - type: other",
        f"    value: {_quoted(descriptor['fingerprint'])}",
        '    description: "The fingerprint of the data in this version."',
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Text as a YAML string: that of JSON, which is one, where what only JSON takes is escaped."""
    return _NOT_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
