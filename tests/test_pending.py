"""A publication that was decided is carried out to its end, and never said not to have happened."""

import errno
import os
from pathlib import Path

import pytest
from support.publishing import Checkout

from us_russia_relations.atomic import disk
from us_russia_relations.errors import PublishError
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
