"""Ship the latest release inside the wheel, and the descriptor and releases inside the sdist."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ReleaseHook(BuildHookInterface):
    """Adds the root descriptor and the release that it describes under the same relative paths."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects files; an editable install reads the checkout instead."""
        root = Path(self.root)
        descriptor = root / "datapackage.json"
        if version == "editable" or not descriptor.is_file():
            return
        release = json.loads(descriptor.read_text(encoding="utf-8"))["version"]
        prefix = "us_russia_relations/_data/" if self.target_name == "wheel" else ""
        # Hatchling leaves a top-level dist/ out unless it is included by force.
        for path in ("datapackage.json", f"dist/{release}"):
            build_data["force_include"][str(root / path)] = f"{prefix}{path}"
