"""The file CITATION.cff, computed from the descriptor of a release."""

from __future__ import annotations

import json
from typing import Any


def citation_file(descriptor: dict[str, Any]) -> str:
    """CITATION.cff (format 1.2.0) for a release of the dataset."""
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
    # A JSON string is a YAML string, so that no title needs an escape of ours.
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    lines.append("authors:")
    lines.extend(f"  - name: {json.dumps(author['title'])}" for author in descriptor["contributors"])
    lines.append("keywords:")
    lines.extend(f"  - {json.dumps(keyword)}" for keyword in descriptor["keywords"])
    return "\n".join(lines) + "\n"
