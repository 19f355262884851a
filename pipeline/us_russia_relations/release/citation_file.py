"""The file CITATION.cff, computed from the package's metadata."""

from __future__ import annotations

import json

from us_russia_relations.schema import package


def citation_file(version: str) -> str:
    """CITATION.cff (format 1.2.0) for a release of the dataset."""
    fields = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it with the version that you used.",
        "type": "dataset",
        "title": package.TITLE,
        "abstract": package.DESCRIPTION,
        "version": version,
        "date-released": package.RELEASED,
        "license": package.DATA_LICENCE["name"],
    }
    # A JSON string is a YAML string, so that no title needs an escape of ours.
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    lines.append(f"authors:\n  - name: {json.dumps(package.CONTRIBUTOR)}")
    lines.append("keywords:")
    lines.extend(f"  - {json.dumps(keyword)}" for keyword in package.KEYWORDS)
    return "\n".join(lines) + "\n"
