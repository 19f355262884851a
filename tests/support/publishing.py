"""A checkout of its own for the tests that publish: the tiny dataset under git, published in this process."""

import shutil
import subprocess
from pathlib import Path

from us_russia_relations.publish.publish import PublishRequest, publish
from us_russia_relations.release.release import Release

TINY = Path(__file__).parent.parent / "tiny"
DAY = "2026-11-27"
CHANGELOG = "# Changelog\n\n## Unreleased\n\nNothing to do for users.\n"


class Checkout:
    """A folder with raw/ and a changelog, committed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(TINY, root / "raw")
        (root / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
        (root / ".gitignore").write_text("dist/candidate/\ndist/.*\n", encoding="utf-8")
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit()

    def git(self, *arguments: str) -> str:
        names = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
        done = subprocess.run(
            ["git", *names, *arguments], cwd=self.root, check=True, capture_output=True, text=True, encoding="utf-8"
        )
        return done.stdout

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "A state")

    def publish(self, version: str | None = None, day: str = DAY) -> str:
        return publish(self.root, PublishRequest(day, version))

    def replace(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")

    def unreleased(self, text: str) -> None:
        self.replace("CHANGELOG.md", "## Unreleased\n", f"## Unreleased\n\n{text}\n")

    def next(self, path: str, old: str, new: str) -> None:
        """One more state: a replacement in a file, an entry in the changelog, a commit."""
        self.replace(path, old, new)
        self.unreleased("Nothing to do.")
        self.commit()

    def release(self, version: str) -> Release:
        return Release(self.root / "dist" / version)

    def content(self) -> dict[str, bytes]:
        """Every file that is no part of git's store, by its path."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".git" not in path.relative_to(self.root).parts
        }
