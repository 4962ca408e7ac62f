"""What opening tells: sizes, labels, outline, title, format; and what is refused."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from tests.unit.documents.conftest import MakePdf, raw_pdf, stream

from quizglass.documents.mupdf_library import pymupdf
from quizglass.documents.requests import HashDocument, OpenDocument, ReadWords, RenderPage
from quizglass.documents.service import DocumentService
from quizglass.errors import (
    EmptyDocument,
    EmptyRegion,
    NoSuchPage,
    NotADocument,
    PictureTooLarge,
    TooManyPages,
)
from quizglass.geometry import WHOLE_PAGE, PageRect, Size
from quizglass.pages import DocumentSource, OutlineEntry


def test_a_pdf_tells_what_it_is(service: DocumentService, tmp_path: Path) -> None:
    document = pymupdf.open()
    for width, height in ((300, 200), (200, 400), (100, 100)):
        document.new_page(width=width, height=height)
    document[1].set_rotation(90)
    document.set_metadata({"title": "Договор  аренды"})
    document.set_toc([[1, "First", 1, 50], [2, "Inner\nline", 2], [1, "Last", 3, 25]])
    document.set_page_labels([{"startpage": 0, "style": "r"}, {"startpage": 1, "prefix": "A-", "style": "D"}])
    document.save(tmp_path / "a.pdf")
    info = service.call(OpenDocument(DocumentSource(str(tmp_path / "a.pdf"))))
    assert info.sizes == (Size(300, 200), Size(400, 200), Size(100, 100))
    assert info.page_count == 3
    assert info.labels == ("i", "A-1", "A-2")
    assert [(entry.level, entry.title, entry.page) for entry in info.outline] == [
        (0, "First", 0),
        (1, "Inner line", 1),
        (0, "Last", 2),
    ]
    assert info.outline[2].y == pytest.approx(0.25, abs=0.01)
    assert info.title == "Договор  аренды"
    assert info.format.startswith("PDF")
    assert not info.is_image
    assert info.notes == ()


def test_a_plain_pdf_has_no_labels_and_no_outline(service: DocumentService, make_pdf: MakePdf) -> None:
    info = service.call(OpenDocument(make_pdf()))
    assert (info.labels, info.outline, info.title) == ((), (), "")


def test_an_outline_entry_may_lead_nowhere(service: DocumentService, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(
        raw_pdf(
            [
                "<</Type/Catalog/Pages 2 0 R/Outlines 4 0 R>>",
                "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]>>",
                "<</First 5 0 R/Last 5 0 R>>",
                "<</Title(Nowhere)/Parent 4 0 R>>",
            ]
        )
    )
    info = service.call(OpenDocument(DocumentSource(str(path))))
    assert info.outline == (OutlineEntry(0, "Nowhere", None),)


def test_thousands_of_pages_open_soon(service: DocumentService, tmp_path: Path) -> None:
    kids = " ".join(f"{number + 3} 0 R" for number in range(4000))
    pages = [f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {100 + number} 200]>>" for number in range(4000)]
    path = tmp_path / "many.pdf"
    path.write_bytes(raw_pdf(["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count 4000>>", *pages]))
    info = service.call(OpenDocument(DocumentSource(str(path))))
    assert [size.width for size in info.sizes] == [100 + number for number in range(4000)]


def test_more_pages_than_allowed_are_refused(service: DocumentService, tmp_path: Path) -> None:
    kids = " ".join(f"{number + 3} 0 R" for number in range(10_001))
    pages = ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 200]>>"] * 10_001
    path = tmp_path / "endless.pdf"
    path.write_bytes(raw_pdf(["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count 10001>>", *pages]))
    with pytest.raises(TooManyPages) as refused:
        service.call(OpenDocument(DocumentSource(str(path))))
    assert refused.value.params == {"name": "endless.pdf", "count": 10_001, "most": 10_000}


@pytest.mark.parametrize("kind", ["epub", "xps", "cbz"])
def test_books_and_printed_pages(service: DocumentService, tmp_path: Path, kind: str) -> None:
    # The ending says nothing, the content does.
    path = tmp_path / f"{kind}.bin"
    {"epub": write_epub, "xps": write_xps, "cbz": write_cbz}[kind](path)
    source = DocumentSource(str(path))
    info = service.call(OpenDocument(source))
    assert info.page_count == (2 if kind == "cbz" else 1)
    image = service.call(RenderPage(source, 0, WHOLE_PAGE, 420, 595))
    assert min(image.data) < 128
    words = [word.text for word in service.call(ReadWords(source, 0)).words]
    assert words == {"epub": ["Hello", "reader"], "xps": [], "cbz": []}[kind]


def write_epub(path: Path) -> None:
    container = (
        '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    package = (
        '<?xml version="1.0"?><package version="2.0" xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>'
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("a.opf", package)
        archive.writestr(
            "a.xhtml", "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>Hello reader</p></body></html>"
        )


def write_xps(path: Path) -> None:
    office = "http://schemas.microsoft.com/xps/2005/06"
    relation = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    relation += f'<Relationship Type="{office}/fixedrepresentation" Target="/a.fdseq" Id="R0"/></Relationships>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", relation)
        archive.writestr(
            "a.fdseq",
            f'<FixedDocumentSequence xmlns="{office}"><DocumentReference Source="/a.fdoc"/></FixedDocumentSequence>',
        )
        archive.writestr("a.fdoc", f'<FixedDocument xmlns="{office}"><PageContent Source="/1.fpage"/></FixedDocument>')
        archive.writestr(
            "1.fpage",
            f'<FixedPage Width="300" Height="400" xmlns="{office}"><Path Data="M 10,10 L 200,10 L 200,200 Z" '
            'Fill="#000000"/></FixedPage>',
        )


def write_cbz(path: Path) -> None:
    picture = path.with_suffix(".png")
    Image.new("RGB", (90, 120), "black").save(picture)
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("1.png", "2.png"):
            archive.write(picture, name)


@pytest.mark.parametrize("content", [b"<html><body>not a PDF</body></html>", b"just words\n" * 50, b"\x00" * 900])
@pytest.mark.parametrize("name", ["a.pdf", "a.html", "a.txt", "a.svg", "a"])
def test_what_is_no_document_is_refused_whatever_its_name(
    service: DocumentService, tmp_path: Path, content: bytes, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(NotADocument) as refused:
        service.call(OpenDocument(DocumentSource(str(path))))
    assert refused.value.params == {"name": name}


def test_folders_and_pipes_are_refused_without_waiting(service: DocumentService, tmp_path: Path) -> None:
    import os

    (tmp_path / "folder.pdf").mkdir()
    places = [tmp_path / "folder.pdf"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.pdf")
        places.append(tmp_path / "pipe.pdf")
    for place in places:
        for request in (OpenDocument, HashDocument):
            with pytest.raises(NotADocument):
                service.call(request(DocumentSource(str(place))))


def test_no_bytes_and_no_pages(service: DocumentService, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "none.pdf").write_bytes(raw_pdf(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"]))
    for name in ("empty.pdf", "none.pdf"):
        with pytest.raises(EmptyDocument):
            service.call(OpenDocument(DocumentSource(str(tmp_path / name))))


@pytest.mark.parametrize(
    "name",
    ["Счёт №5 (копия).pdf", "🧾 receipt 收据.pdf", "n\u0303.pdf", " spaces .pdf", "100%.pdf", "x" * 240 + ".pdf"],
)
def test_any_name(service: DocumentService, make_pdf: MakePdf, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    shutil.move(make_pdf("named").path, path)
    source = DocumentSource(str(path))
    assert service.call(OpenDocument(source)).page_count == 1
    assert service.call(ReadWords(source, 0)).words[0].text == "named"


def test_a_name_in_an_older_encoding(service: DocumentService, make_pdf: MakePdf, tmp_path: Path) -> None:
    import os

    name = os.fsencode(tmp_path) + b"/\xc4\xee\xe3\xee\xe2\xee\xf0.pdf"
    try:
        Path(make_pdf("old").path).rename(os.fsdecode(name))
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    assert service.call(ReadWords(DocumentSource(os.fsdecode(name)), 0)).words[0].text == "old"


def test_pages_and_sizes_out_of_bounds(service: DocumentService, make_pdf: MakePdf) -> None:
    source = make_pdf("one", "two")
    for page in (-1, 2, 10**9):
        with pytest.raises(NoSuchPage):
            service.call(ReadWords(source, page))
    for width, height in ((0, 10), (10, -1), (10_001, 10), (10, 10**9)):
        with pytest.raises(PictureTooLarge):
            service.call(RenderPage(source, 0, WHOLE_PAGE, width, height))
    with pytest.raises(EmptyRegion):
        service.call(RenderPage(source, 0, PageRect(0.5, 0.5, 0.5, 0.9), 10, 10))


def test_blank_and_inked_pages(service: DocumentService, make_pdf: MakePdf, tmp_path: Path) -> None:
    source = make_pdf("", "words")
    blank, written = (service.call(ReadWords(source, page)) for page in (0, 1))
    assert (blank.words, blank.has_ink, blank.has_images) == ((), False, False)
    assert written.has_ink
    drawn = tmp_path / "drawn.pdf"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    tick = stream("0 0 1 RG 2 w 300 300 m 306 294 l 318 312 l S")
    drawn.write_bytes(raw_pdf(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, tick]))
    assert service.call(ReadWords(DocumentSource(str(drawn)), 0)).has_ink


def test_annotations_and_form_fields_are_seen_and_read(service: DocumentService, tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page(width=300, height=200)
    field = pymupdf.Widget()
    field.field_type, field.field_name = pymupdf.PDF_WIDGET_TYPE_TEXT, "total"
    field.rect, field.field_value = pymupdf.Rect(150, 50, 280, 80), "filled"
    page.add_widget(field)
    page.add_rect_annot(pymupdf.Rect(20, 100, 100, 150)).update(fill_color=(0, 0, 0))
    document.save(tmp_path / "form.pdf")
    source = DocumentSource(str(tmp_path / "form.pdf"))
    assert [word.text for word in service.call(ReadWords(source, 0)).words] == ["filled"]
    image = service.call(RenderPage(source, 0, PageRect(0.1, 0.55, 0.3, 0.7), 20, 20))
    assert max(image.data) < 60


def test_a_picture_on_the_page_is_told_of(service: DocumentService, tmp_path: Path) -> None:
    picture = tmp_path / "p.png"
    Image.effect_noise((50, 50), 99).save(picture)
    document = pymupdf.open()
    document.new_page(width=300, height=200).insert_image(pymupdf.Rect(10, 10, 100, 100), filename=str(picture))
    document.save(tmp_path / "a.pdf")
    text = service.call(ReadWords(DocumentSource(str(tmp_path / "a.pdf")), 0))
    assert (text.words, text.has_ink, text.has_images) == ((), True, True)


def test_a_damaged_page_fails_alone(service: DocumentService, make_pdf: MakePdf) -> None:
    source = make_pdf("first", "second", "third")
    document = pymupdf.open(source.path)
    reference = document[1].xref
    document.update_object(reference, "null")
    document.save(source.path + "x", garbage=0)
    damaged = DocumentSource(source.path + "x")
    info = service.call(OpenDocument(damaged))
    assert service.call(ReadWords(damaged, 0)).words[0].text == "first"
    assert service.call(ReadWords(damaged, info.page_count - 1)).words[0].text == "third"


def test_pages_are_found_though_their_tree_is_broken(service: DocumentService, tmp_path: Path) -> None:
    page = "<</Type/Page/Parent 2 0 R/Contents 5 0 R/Resources<</Font<</F1 6 0 R>>>>/MediaBox[0 0 200 100]>>"
    circle = "<</Type/Pages/Kids[2 0 R]/Count 2/Parent 2 0 R>>"
    content = stream("BT /F1 12 Tf 20 50 Td (found) Tj ET")
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    for number, tree in enumerate([circle, "<</Type/Pages/Kids 17/Count -1>>", "null"]):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(raw_pdf(["<</Type/Catalog/Pages 2 0 R>>", tree, page, page, content, font]))
        source = DocumentSource(str(path))
        info = service.call(OpenDocument(source))
        assert info.sizes == (Size(200, 100),) * 2
        assert "pages-gathered" in info.notes
        assert service.call(ReadWords(source, 1)).words[0].text == "found"


def test_a_lock_on_attachments_alone_asks_for_no_password(service: DocumentService, tmp_path: Path) -> None:
    lock = f"<</Filter/Standard/V 4/R 4/Length 128/P -4/O<{'11' * 32}>/U<{'22' * 32}>/StmF/Identity/StrF/Identity"
    lock += "/CF<</StdCF<</CFM/AESV2/AuthEvent/EFOpen/Length 16>>>>/EFF/StdCF>>"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page]
    objects += [
        stream("BT /F1 12 Tf 20 50 Td (readable) Tj ET"),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        lock,
    ]
    path = tmp_path / "attachments.pdf"
    path.write_bytes(raw_pdf(objects, trailer="/Encrypt 6 0 R/ID[<00><00>]"))
    assert service.call(ReadWords(DocumentSource(str(path)), 0)).words[0].text == "readable"
