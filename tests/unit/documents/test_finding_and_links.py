"""Searching text layers and following links, in the real worker process."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from quizglass.documents.mupdf_library import pymupdf
from quizglass.documents.requests import FindInPages, ReadLinks, ReadWords
from quizglass.documents.service import DocumentService
from quizglass.pages import DocumentSource, Hit
from quizglass.text.finding import Wanted

LINE = "The harbour master counts every ship in port on the first day"


@pytest.fixture
def save(tmp_path: Path) -> Callable[[pymupdf.Document], DocumentSource]:
    def to_file(document: pymupdf.Document) -> DocumentSource:
        path = tmp_path / "made.pdf"
        document.save(path)
        return DocumentSource(str(path))

    return to_file


def harbour(pages: int) -> pymupdf.Document:
    document = pymupdf.open()
    for number in range(pages):
        page = document.new_page(width=500, height=400)
        page.insert_text((40, 60), LINE, fontsize=11)
        page.insert_text((40, 90), f"Number {number} of the harbour", fontsize=11)
    return document


def found(service: DocumentService, source: DocumentSource, wanted: Wanted, pages: int) -> tuple[Hit, ...]:
    return service.call(FindInPages(source, tuple(range(pages)), wanted, 10.0)).hits


def test_hits_come_with_their_place_and_the_line_around(
    service: DocumentService, save: Callable[[pymupdf.Document], DocumentSource]
) -> None:
    source = save(harbour(3))
    hits = found(service, source, Wanted("HARBOUR"), 3)
    assert [hit.page for hit in hits] == [0, 0, 1, 1, 2, 2]
    assert (hits[0].before, hits[0].text, hits[0].after[:14]) == ("The", "harbour", "master counts ")
    words = service.call(ReadWords(source, 0)).words
    assert hits[0].boxes == (words[1].box,)


def test_a_search_ends_when_its_time_is_over(
    service: DocumentService, save: Callable[[pymupdf.Document], DocumentSource]
) -> None:
    source = save(harbour(5))
    findings = service.call(FindInPages(source, (3, 4, 0), Wanted("harbour"), 0.0))
    assert findings.searched == 1
    assert {hit.page for hit in findings.hits} == {3}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_hits_stand_where_the_words_stand_on_turned_and_cropped_pages(
    service: DocumentService, save: Callable[[pymupdf.Document], DocumentSource], turn: int
) -> None:
    document = harbour(1)
    document[0].set_cropbox(pymupdf.Rect(30, 30, 450, 300))
    document[0].set_rotation(turn)
    source = save(document)
    hits = found(service, source, Wanted("master"), 1)
    (word,) = [word for word in service.call(ReadWords(source, 0)).words if word.text == "master"]
    assert [hit.boxes for hit in hits] == [(word.box,)]


def test_what_is_cut_off_is_not_found(
    service: DocumentService, save: Callable[[pymupdf.Document], DocumentSource]
) -> None:
    document = harbour(1)
    document[0].set_cropbox(pymupdf.Rect(30, 75, 450, 300))
    hits = found(service, save(document), Wanted("harbour"), 1)
    assert [hit.before.split()[-3:] for hit in hits] == [["0", "of", "the"]]


def test_annotations_and_fields_are_searched(
    service: DocumentService, save: Callable[[pymupdf.Document], DocumentSource]
) -> None:
    document = harbour(1)
    document[0].add_freetext_annot(pymupdf.Rect(40, 150, 300, 200), "Lighthouse")
    assert len(found(service, save(document), Wanted("lighthouse"), 1)) == 1


def test_pages_that_may_be_pictures_are_named(
    service: DocumentService, save: Callable[[pymupdf.Document], DocumentSource]
) -> None:
    document = harbour(2)
    document.new_page()
    findings = service.call(FindInPages(save(document), (0, 1, 2), Wanted("harbour"), 10.0))
    assert findings.searched == 3
    assert findings.doubtful == (2,)


def test_a_missing_page_stops_no_search(
    service: DocumentService, save: Callable[[pymupdf.Document], DocumentSource]
) -> None:
    findings = service.call(FindInPages(save(harbour(1)), (7, 0), Wanted("harbour"), 10.0))
    assert findings.searched == 2
    assert len(findings.hits) == 2


def test_pictures_have_nothing_to_find_or_follow(service: DocumentService, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("L", (60, 40), 255).save(tmp_path / "scan.png")
    source = DocumentSource(str(tmp_path / "scan.png"))
    assert service.call(FindInPages(source, (0,), Wanted("a"), 1.0)).doubtful == (0,)
    assert service.call(ReadLinks(source, 0)) == ()


# Links ----------------------------------------------------------------------------------------------------------------


def test_links_lead_to_places_on_pages(
    service: DocumentService, save: Callable[[pymupdf.Document], DocumentSource]
) -> None:
    document = harbour(3)
    here = pymupdf.Rect(50, 40, 100, 60)
    document[0].insert_link({"kind": pymupdf.LINK_GOTO, "from": here, "page": 2, "to": pymupdf.Point(0, 100)})
    (link,) = service.call(ReadLinks(save(document), 0))
    assert link.page == 2
    assert link.y == pytest.approx(0.25)
    assert link.address == ""
    assert link.box.as_tuple() == pytest.approx((0.1, 0.1, 0.2, 0.15))


def test_links_on_turned_pages_stand_where_they_are_seen(
    service: DocumentService, save: Callable[[pymupdf.Document], DocumentSource]
) -> None:
    document = harbour(2)
    here = pymupdf.Rect(50, 40, 100, 60)
    document[0].insert_link({"kind": pymupdf.LINK_GOTO, "from": here, "page": 1, "to": pymupdf.Point(0, 0)})
    document[0].set_rotation(90)
    (link,) = service.call(ReadLinks(save(document), 0))
    assert link.box.as_tuple() == pytest.approx((1 - 0.15, 0.1, 1 - 0.1, 0.2))


def test_addresses_are_told_and_not_followed(
    service: DocumentService, save: Callable[[pymupdf.Document], DocumentSource]
) -> None:
    document = harbour(1)
    address = "https://example.org/a?b=c"
    document[0].insert_link({"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(0, 0, 9, 9), "uri": address})
    (link,) = service.call(ReadLinks(save(document), 0))
    assert (link.page, link.address) == (None, address)


def test_named_destinations_are_found(
    service: DocumentService, save: Callable[[pymupdf.Document], DocumentSource]
) -> None:
    document = harbour(2)
    document[0].insert_link({"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(0, 0, 9, 9), "uri": "https://x"})
    (made,) = document[0].get_links()
    document.xref_set_key(made["xref"], "A", "<</S/GoTo/D/chapter>>")
    target = f"<</chapter[{document.page_xref(1)} 0 R/XYZ 0 300 null]>>"
    document.xref_set_key(document.pdf_catalog(), "Dests", target)
    (link,) = service.call(ReadLinks(save(document), 0))
    assert (link.page, link.y) == (1, pytest.approx(0.25))


def test_links_of_a_book_lead_to_its_chapters(service: DocumentService, tmp_path: Path) -> None:
    source = DocumentSource(str(book(tmp_path / "book.epub")))
    links = service.call(ReadLinks(source, 0))
    assert [link.page for link in links] == [1]


def book(path: Path) -> Path:
    """An EPUB of two chapters, the first with a link to the second."""
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    items = "".join(f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in (1, 2))
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Tugs</dc:title></metadata>'
        f'<manifest>{items}</manifest><spine><itemref idref="c1"/><itemref idref="c2"/></spine></package>'
    )
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{}</p></body></html>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("book.opf", opf)
        archive.writestr("c1.xhtml", page.format('See <a href="c2.xhtml">the second</a>'))
        archive.writestr("c2.xhtml", page.format("The second"))
    return path
