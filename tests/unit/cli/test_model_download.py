"""What a person at a terminal reads while a model is downloaded, and is asked before."""

from __future__ import annotations

import io
import sys

import pytest

from quizglass.cli import model_download
from quizglass.errors import LicenceNotAccepted, NotDownloadable, NotInCatalogue
from quizglass.models import catalog, licences
from quizglass.models.downloading.rate import DownloadProgress

ENTRY = catalog.entries()[0]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_how_far_it_is() -> None:
    assert model_download.words(ENTRY, DownloadProgress(0, 4_400_000_000)) == "Qwen2-VL 2B: 0 of 4.4 GB (0 %)"
    told = model_download.words(ENTRY, DownloadProgress(2_200_000_000, 4_400_000_000, 25e6, 88.0))
    assert told == "Qwen2-VL 2B: 2.2 GB of 4.4 GB (50 %), 25.0 MB/s, 1 min left"


@pytest.mark.parametrize(("said", "accepted"), [("y\n", True), ("Да\n", True), ("n\n", False), ("\n", False)])
def test_the_licence_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], said: str, accepted: bool
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(said))
    assert model_download.asked(ENTRY) is accepted
    assert ENTRY.licence in capsys.readouterr().err


def test_nobody_is_asked_who_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    with pytest.raises(LicenceNotAccepted):
        model_download.download(ENTRY.id, accept_licence=False)
    assert not licences.accepted(ENTRY)


def test_what_cannot_be_downloaded_has_no_licence_to_accept() -> None:
    large = next(entry for entry in catalog.entries() if entry.obstacle)
    with pytest.raises(NotDownloadable):
        model_download.download(large.id, accept_licence=True)
    assert not licences.accepted(large)
    with pytest.raises(NotInCatalogue):
        model_download.download("nothing", accept_licence=True)
