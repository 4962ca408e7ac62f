"""Files that stress viewers: each opens, or is refused in words, soon; and no file costs another one its answer."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import CORPUS

from quizglass.documents.requests import OpenDocument, ReadWords, RenderPage
from quizglass.documents.service import DocumentService
from quizglass.errors import DocumentError, PasswordNeeded, WrongPassword
from quizglass.geometry import WHOLE_PAGE
from quizglass.pages import DocumentSource

LONGEST_S = 20.0
FOLDER = CORPUS / "robustness"


def entries() -> list[Any]:
    manifest = FOLDER / "manifest.jsonl"
    if not manifest.is_file():
        return [pytest.param({}, marks=pytest.mark.skip("the corpus is not beside this checkout"))]
    lines = manifest.read_text(encoding="utf-8").splitlines()
    return [pytest.param(entry, id=entry["file"][:60]) for entry in map(json.loads, lines)]


def show(service: DocumentService, source: DocumentSource) -> None:
    """What the window does first: the page at screen size, then its words."""
    size = service.call(OpenDocument(source)).sizes[0]
    scale = 1000 / max(size)
    width, height = (max(1, round(side * scale)) for side in size)
    image = service.call(RenderPage(source, 0, WHOLE_PAGE, width, height))
    assert (image.width, image.height) == (width, height)
    for word in service.call(ReadWords(source, 0)).words:
        assert word.text == word.text.strip() != ""
        assert word.box == word.box.clamped()


@pytest.mark.parametrize("entry", entries())
def test_opens_or_is_refused_in_words(service: DocumentService, entry: dict[str, Any]) -> None:
    path = str(FOLDER / entry["file"])
    begun = time.monotonic()
    match entry["expectation"]:
        case "opens":
            show(service, DocumentSource(path))
        case "needs_password":
            with pytest.raises(PasswordNeeded) as asked:
                service.call(OpenDocument(DocumentSource(path)))
            assert type(asked.value) is PasswordNeeded
            with pytest.raises(WrongPassword):
                service.call(OpenDocument(DocumentSource(path, "certainly not this")))
            if entry["password"] is not None:
                show(service, DocumentSource(path, entry["password"]))
        case "not_a_document":
            with pytest.raises(DocumentError) as refused:
                show(service, DocumentSource(path))
            assert refused.value.exit_code == 4
        case "damaged":
            try:
                show(service, DocumentSource(path))
            except DocumentError as error:
                assert error.exit_code == 4  # noqa: PT017 - either outcome is right
    assert time.monotonic() - begun < LONGEST_S


def test_what_is_found_does_not_depend_on_the_name(service: DocumentService, corpus: Path, tmp_path: Path) -> None:
    pdf = next(path for path in sorted((corpus / "qa" / "docs").iterdir()) if path.suffix == ".pdf")
    for name in ("Договор №7 (копия).pdf", "photo.jpg", "emoji 🧾.html", "no ending"):
        (tmp_path / name).write_bytes(pdf.read_bytes())
        show(service, DocumentSource(str(tmp_path / name)))
