"""Invisible words lie over the printed ones, are found by other viewers, and change nothing that is seen."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from quizglass.documents.file_kinds import FileKind
from quizglass.documents.mupdf_document import MupdfDocument
from quizglass.documents.mupdf_library import pymupdf
from quizglass.documents.opening import open_document
from quizglass.documents.searchable_pdf import searchable_pdf
from quizglass.documents.searchable_pdf_layer import text_layer
from quizglass.errors import PasswordNeeded
from quizglass.geometry import WHOLE_PAGE, PageRect, Size
from quizglass.pages import RecognizedText, Word

PRINTED = (
    ("Счёт", (0.10, 0.10, 0.25, 0.12), 0),
    ("№", (0.26, 0.10, 0.28, 0.12), 0),
    ("1234,50", (0.29, 0.098, 0.40, 0.122), 0),
    ("Größe", (0.10, 0.20, 0.22, 0.225), 1),
    ("\U0001d400-Total:", (0.23, 0.20, 0.35, 0.225), 1),
    ("Привет", (0.70, 0.80, 0.95, 0.83), 2),
)


def recognized(turns: int = 0) -> RecognizedText:
    """Words that run sideways or upside down on the displayed page; ``turns`` bring them upright."""
    words = (Word(text, PageRect(*box).turned(-turns), line, 0, 0.9, "ocr") for text, box, line in PRINTED)
    return RecognizedText(tuple(words), "test", quarter_turns=turns)


def pdf(folder: Path, *, name: str = "a.pdf", **keys: str) -> Path:
    """A page with a drawing and unbalanced content; ``keys`` are entries of the page."""
    document = pymupdf.open()
    page = document.new_page(width=300, height=400)
    page.draw_rect((50, 50, 100, 120), fill=(1, 0, 0))
    page.insert_text((60, 300), "printed", fontsize=12)
    last = page.get_contents()[-1]
    document.update_stream(last, document.xref_stream(last) + b" q 3 0 0 3 9 9 cm")
    for key, value in keys.items():
        document.xref_set_key(page.xref, key, value)
    document.save(folder / name)
    return folder / name


def saved(path: Path, text: RecognizedText, password: str | None = None, page: int = 0) -> Path:
    result = path.with_name("searchable.pdf")
    result.write_bytes(searchable_pdf(path, password, [(page, text)]))
    return result


def found(path: Path, page: int = 0) -> dict[str, PageRect]:
    document = MupdfDocument(path, FileKind.PDF, None)
    return {word.text: word.box for word in document.words(page).words}


def drawn(path: Path, password: str | None = None, page: int = 0, size: Size | None = None) -> bytes:
    document = open_document(path, password)
    size = size or document.info().sizes[page]
    return document.render(page, WHOLE_PAGE, round(size.width), round(size.height), 0).data


def pdftotext(path: Path, *options: str) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run([program, *options, str(path), "-"], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"Rotate": "90"},
        {"Rotate": "180", "CropBox": "[20 30 250 380]"},
        {"Rotate": "270", "UserUnit": "2.5"},
        {"CropBox": "[20 30 250 380]", "UserUnit": "3"},
        {"MediaBox": "[-100 50 200 450]", "Rotate": "90"},
    ],
)
def test_words_lie_over_their_boxes(tmp_path: Path, keys: dict[str, str], turns: int) -> None:
    source = pdf(tmp_path, **keys)
    result = saved(source, recognized(turns))
    places = found(result)
    for word in recognized(turns).words:
        assert places[word.text].iou(word.box) > 0.95
    assert drawn(result) == drawn(source)


def test_other_viewers_find_the_words_line_by_line(tmp_path: Path) -> None:
    result = saved(pdf(tmp_path), recognized())
    text = pdftotext(result)
    assert "Счёт № 1234,50\n" in text
    assert "Größe \U0001d400-Total:\n" in text
    boxes = re.findall(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<', pdftotext(result, "-bbox"))
    places = {word: PageRect(*map(float, box)).to_size(Size(1 / 300, 1 / 400)) for *box, word in boxes}
    for text, box, _ in PRINTED:
        assert PageRect(*places[text]).iou(PageRect(*box)) > 0.95


def test_content_stays_byte_for_byte(tmp_path: Path) -> None:
    source = pdf(tmp_path)
    before, after = pymupdf.open(source), pymupdf.open(saved(source, recognized()))
    content = before.xref_stream(before[0].get_contents()[0])
    assert content in [after.xref_stream(xref) for xref in after[0].get_contents()]


def test_words_that_the_text_layer_has_are_not_doubled(tmp_path: Path) -> None:
    source = pdf(tmp_path)
    box = found(source)["printed"]
    words = (Word("printcd", box, 0, 0, 0.5, "ocr"), Word("beside", box.moved(0.3, 0.0), 0, 0, 0.9, "ocr"))
    places = found(saved(source, RecognizedText(words, "test")))
    assert set(places) == {"printed", "beside"}


def test_resources_shared_by_pages_stay_as_they_are(tmp_path: Path) -> None:
    document = pymupdf.open()
    for _ in range(2):
        document.new_page(width=300, height=400)
    shared = document.get_new_xref()
    document.update_object(shared, "<</Font<<>>>>")
    for page in document:
        document.xref_set_key(page.xref, "Resources", f"{shared} 0 R")
    document.save(tmp_path / "two.pdf")
    result = pymupdf.open(saved(tmp_path / "two.pdf", recognized(), page=1))
    assert result[0].get_fonts() == []
    assert "Привет" in result[1].get_text()
    assert result[0].get_text() == ""


@pytest.mark.parametrize("method", ["PDF_ENCRYPT_RC4_128", "PDF_ENCRYPT_AES_128", "PDF_ENCRYPT_AES_256"])
def test_a_locked_pdf_stays_locked_with_its_password(tmp_path: Path, method: str) -> None:
    document = pymupdf.open(pdf(tmp_path))
    locked = tmp_path / "locked.pdf"
    document.save(locked, encryption=getattr(pymupdf, method), user_pw="pässword", owner_pw="owner")
    result = saved(locked, recognized(), "pässword")
    with pytest.raises(PasswordNeeded):
        open_document(result, None)
    words = open_document(result, "pässword").words(0).words
    assert {"Счёт", "Привет", "printed"} <= {word.text for word in words}
    assert drawn(result, "pässword") == drawn(locked, "pässword")


def test_a_damaged_pdf_looks_as_damaged_as_before(tmp_path: Path) -> None:
    """Its font is lost; viewers take another one. No new object may take the number of the lost one."""
    path = tmp_path / "damaged.pdf"
    content = "BT /F1 24 Tf 40 100 Td (printed) Tj ET"
    path.write_text(
        "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\n"
        "endobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R"
        "/Resources<</Font<</F1 5 0 R>>>>>>\n"
        f"endobj\n4 0 obj\n<</Length {len(content)}>>\nstream\n{content}\nendstream\nendobj\n"
    )
    result = saved(path, recognized())
    assert drawn(result) == drawn(path)
    assert "printed" in found(result)
    assert "Привет" in found(result)


def photo(size: tuple[int, int] = (300, 400)) -> Image.Image:
    image = Image.radial_gradient("L").resize(size).convert("RGB")
    ImageDraw.Draw(image).rectangle((20, 30, 120, 90), fill=(200, 30, 30))
    return image


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_keeps_its_data_and_its_orientation(tmp_path: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    source = tmp_path / "photo.jpg"
    photo().save(source, quality=90, exif=exif.tobytes(), dpi=(72, 72))
    result = saved(source, recognized())
    assert source.read_bytes() in result.read_bytes()
    assert open_document(result, None).info().sizes == open_document(source, None).info().sizes
    pairs = zip(drawn(result), drawn(source), strict=True)
    assert sum(abs(one - other) for one, other in pairs) / len(drawn(source)) < 4
    assert found(result)["Привет"].iou(PageRect(*PRINTED[-1][1])) > 0.95


@pytest.mark.parametrize("adobe", [True, False])
def test_inks_of_a_photo_are_not_inverted(tmp_path: Path, adobe: bool) -> None:
    source = tmp_path / "inks.jpg"
    photo().convert("CMYK").save(source, quality=90, dpi=(72, 72))
    data = source.read_bytes()
    if not adobe:
        start = data.index(b"\xff\xee")
        data = data[:start] + data[start + 2 + int.from_bytes(data[start + 2 : start + 4]) :]
        source.write_bytes(data)
    result = saved(source, recognized())
    pairs = zip(drawn(result), drawn(source), strict=True)
    assert sum(abs(one - other) for one, other in pairs) / len(drawn(source)) < 20


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "P", "RGBA"])
@pytest.mark.parametrize("name", ["a.png", "a.tif", "a.webp"])
def test_pictures_without_loss(tmp_path: Path, name: str, mode: str) -> None:
    if name == "a.webp" and mode in {"1", "L", "P"}:
        return  # WebP has no such pictures
    source = tmp_path / name
    photo().convert(mode).save(source, dpi=(72, 72), **({"lossless": True} if name == "a.webp" else {}))
    result = saved(source, recognized())
    assert drawn(result, size=Size(300, 400)) == drawn(source, size=Size(300, 400))
    assert "Привет" in found(result)


def test_every_page_of_a_tiff(tmp_path: Path) -> None:
    frames = [photo((300, 400)), photo((200, 100)).convert("1"), photo((90, 90))]
    source = tmp_path / "pages.tif"
    frames[0].save(source, save_all=True, append_images=frames[1:], dpi=(72, 72))
    result = saved(source, recognized(), page=1)
    assert open_document(result, None).info().sizes == open_document(source, None).info().sizes
    for page in range(3):
        assert drawn(result, page=page) == drawn(source, page=page)
    assert found(result) == {}
    assert "Привет" in found(result, 1)


def test_a_large_picture_at_a_low_resolution_fits_on_a_page(tmp_path: Path) -> None:
    source = tmp_path / "long.png"
    Image.new("1", (200, 9_000), 1).save(source, dpi=(21, 21))
    result = saved(source, recognized())
    size, expected = (open_document(path, None).info().sizes[0] for path in (result, source))
    assert size == pytest.approx(expected, rel=1e-3)
    assert max(pymupdf.open(result)[0].mediabox) <= 14_400
    assert found(result)["Привет"].iou(PageRect(*PRINTED[-1][1])) > 0.95


def test_a_comic_becomes_a_pdf(tmp_path: Path) -> None:
    picture = tmp_path / "1.png"
    photo().save(picture)
    source = Path(shutil.make_archive(str(tmp_path / "comic"), "zip", tmp_path, "1.png"))
    result = saved(source, recognized())
    assert "Привет" in found(result)


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(st.characters(exclude_categories=("C", "Z", "M")), min_size=1, max_size=12),
    corner=st.tuples(st.floats(0.05, 0.6), st.floats(0.05, 0.6)),
    extent=st.tuples(st.floats(0.03, 0.3), st.floats(0.02, 0.3)),
    turns=st.integers(0, 3),
    rotate=st.sampled_from(["0", "90", "180", "270"]),
)
def test_any_word_anywhere(
    tmp_path_factory: pytest.TempPathFactory,
    text: str,
    corner: tuple[float, float],
    extent: tuple[float, float],
    turns: int,
    rotate: str,
) -> None:
    box = PageRect(*corner, corner[0] + extent[0], corner[1] + extent[1])
    source = pdf(tmp_path_factory.mktemp("any"), Rotate=rotate)
    assume(not box.overlap(found(source)["printed"]))  # what stands there already is not written again
    result = saved(source, RecognizedText((Word(text, box, 0, 0),), "test", quarter_turns=turns))
    assert box.iou(PageRect.union(place for word, place in found(result).items() if word != "printed")) > 0.95


def test_a_word_without_extent_can_be_written() -> None:
    from quizglass.documents.searchable_pdf_font import GlyphlessFont

    font = GlyphlessFont(pymupdf.mupdf.PdfDocument())
    words = (Word("a", PageRect(0.5, 0.5, 0.5, 0.5), 0, 0), Word("", WHOLE_PAGE, 1, 0))
    assert text_layer(words, 0, Size(100, 100), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), font).count(b"Tj") == 1


def test_words_that_touch_stay_apart(tmp_path: Path) -> None:
    boxes = [PageRect(0.1 + 0.1 * n, 0.1, 0.2 + 0.1 * n, 0.12) for n in range(4)]
    words = tuple(Word(text, box, 0, 0) for text, box in zip(("one", "two", "three", "four"), boxes, strict=True))
    result = saved(pdf(tmp_path), RecognizedText(words, "test"))
    assert "one two three four" in pdftotext(result)
    assert all(found(result)[word.text].iou(word.box) > 0.9 for word in words)
