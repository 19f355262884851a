"""A synthetic history: what a step of it is.

Each row of ``changes`` stands as `class table record field kind`, with a dot for what is empty.
"""

from dataclasses import dataclass, field

from support.history.project import Edit

FIRST = "0.1.0"


@dataclass(frozen=True)
class Step:
    """What is edited since the release before, and the release that it makes.

    ``rules`` are those that demand the version; ``computed`` names the computed tables that hold other rows.
    """

    name: str
    edits: tuple[Edit, ...]
    version: str
    rules: str
    changes: tuple[str, ...]
    computed: str = ""
    reasons: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Refusal:
    """What is edited and may not be published under any version, why, and the files that put it right again."""

    name: str
    edits: tuple[Edit, ...]
    reason: str
    restore: tuple[str, ...]
