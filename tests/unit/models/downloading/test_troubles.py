"""What goes wrong between here and the Hub, by its kind and in words."""

from __future__ import annotations

import pytest

from quizglass.errors import DownloadFailed, FileNotWritable, NotDownloadable, NotEnoughSpace
from quizglass.models import catalog
from quizglass.models.downloading.troubles import error_of

ENTRY = catalog.entries()[0]


@pytest.mark.parametrize(
    "kind",
    [
        "network",
        "stalled",
        "ended",
        "refused",
        "not-a-hub",
        "wrong-revision",
        "not-as-known",
        "not-as-published",
        "busy",
    ],
)
def test_what_may_be_tried_again(kind: str) -> None:
    error = error_of(ENTRY, {"kind": kind, "file": "config.json", "seconds": 60})
    assert isinstance(error, DownloadFailed)
    assert "{" not in str(error)
    assert "go on from there" in str(error)


@pytest.mark.parametrize("kind", ["gated", "not-there", "no-safetensors"])
def test_what_is_of_no_use_to_try_again(kind: str) -> None:
    error = error_of(ENTRY, {"kind": kind})
    assert isinstance(error, NotDownloadable)
    assert "{" not in str(error)


def test_what_the_disk_does_not_take() -> None:
    space = error_of(ENTRY, {"kind": "no-space", "needed": 4_400_000_000, "free": 10**9})
    assert isinstance(space, NotEnoughSpace)
    assert "4.9 GB" in str(space)
    assert isinstance(error_of(ENTRY, {"kind": "no-space"}), FileNotWritable)
    assert isinstance(error_of(ENTRY, {"kind": "not-writable"}), FileNotWritable)
