"""A publication that was decided is carried out to its end, and never said not to have happened."""

import errno
import os
from pathlib import Path

import pytest
from support.publishing import Checkout

from us_russia_relations.__main__ import main
from us_russia_relations.atomic import disk
from us_russia_relations.errors import PublishError
from us_russia_relations.publish import publish as publishing
from us_russia_relations.release.verify import verify


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    (tmp_path / "checkout").mkdir()
    return Checkout(tmp_path / "checkout")


@pytest.mark.parametrize("name", ["dist/0.1.0", "CHANGELOG.md", "docs/paper-corrections.md", "datapackage.json"])
def test_what_stops_it_after_it_was_decided_is_told_as_that(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    rename, replace, target = os.rename, os.replace, checkout.root / name

    def full(source: Path, to: Path) -> None:
        if Path(to) == target:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        (rename if Path(source).is_dir() else replace)(source, to)

    with monkeypatch.context() as patch:
        patch.setattr(disk, "exchange", lambda *_: False)
        patch.setattr(os, "rename", full)
        patch.setattr(os, "replace", full)
        with pytest.raises(PublishError) as caught:
            checkout.publish()
    told = str(caught.value)
    assert "No space left on device" in told
    assert "0.1.0 is decided and not carried out to its end" in told
    assert "nothing was changed" not in told
    assert "finished the publication of 0.1.0" in checkout.publish()
    assert verify(checkout.release("0.1.0")).whole
    assert [path.name for path in (checkout.root / "dist").iterdir()] == ["0.1.0"]


@pytest.fixture
def decided(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    """A checkout whose publication was killed as soon as it was decided."""

    def killed(_: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "carry_out", killed)
        with pytest.raises(KeyboardInterrupt):
            checkout.publish()
    assert [path.name for path in (checkout.root / "dist").iterdir()] == [".publishing"]
    return checkout


def test_a_build_finishes_a_publication_that_was_killed(decided: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    root = decided.root
    assert main(["build", "--raw", str(root / "raw"), "--out", str(root / "dist" / "candidate")]) == 0
    printed = capsys.readouterr()
    assert "finished the publication of 0.1.0, which had been cut short" in printed.err
    assert verify(decided.release("0.1.0")).whole
    assert "## 0.1.0 - " in (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert sorted(path.name for path in (root / "dist").iterdir()) == ["0.1.0", "candidate"]
    # What is built comes after the release that was finished, and differs from it in nothing.
    assert "version 0.1.0-candidate built" in printed.out


def test_a_build_says_why_a_publication_cannot_be_finished(
    decided: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    decided.unreleased("A change of somebody's own.")
    root = decided.root
    assert main(["build", "--raw", str(root / "raw"), "--out", str(root / "dist" / "candidate")]) == 1
    assert "CHANGELOG.md was changed while the publication of 0.1.0 waited" in capsys.readouterr().err
    assert not (root / "dist" / "candidate").exists()
