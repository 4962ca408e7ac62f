"""What a file is, by its content alone."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from quizglass.documents.file_kinds import FileKind, kind_of_file, kind_of_head


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", FileKind.PDF),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"\x00" * 1500 + b"%PDF-1.4", FileKind.PDF),
        (b"\xef\xbb\xbf%PDF-1.4", FileKind.PDF),
        (b"3 0 obj\n<< /Type /Page >>\nendobj\n", FileKind.PDF),
        (b"\x89PNG\r\n\x1a\n\x00", FileKind.PICTURE),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", FileKind.PICTURE),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", FileKind.UNKNOWN),
        (b"<!DOCTYPE html><html>", FileKind.UNKNOWN),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", FileKind.UNKNOWN),
        (b"plain text about PDF files", FileKind.UNKNOWN),
        (b"AT&TFORM\x00\x00\x00\x00DJVU", FileKind.UNKNOWN),
        (b"\x7fELF", FileKind.UNKNOWN),
        (b"MZ\x90\x00", FileKind.UNKNOWN),
        (b"", FileKind.UNKNOWN),
    ],
)
def test_heads(head: bytes, kind: FileKind) -> None:
    assert kind_of_head(head) is kind


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["mimetype", "META-INF/container.xml", "OEBPS/a.xhtml"], FileKind.EPUB),
        (["[Content_Types].xml", "FixedDocSeq.fdseq", "Documents/1/Pages/1.fpage"], FileKind.XPS),
        (["01.jpg", "folder/02.PNG", "ComicInfo.xml"], FileKind.CBZ),
        (["[Content_Types].xml", "word/document.xml", "word/media/image1.png"], FileKind.UNKNOWN),
        (["report.pdf", "photo.jpg"], FileKind.UNKNOWN),
        (["readme.txt"], FileKind.UNKNOWN),
        ([], FileKind.UNKNOWN),
    ],
)
def test_archives(tmp_path: Path, names: list[str], kind: FileKind) -> None:
    path = tmp_path / "archive.pdf"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, b"content")
    assert kind_of_file(path) is kind


def test_a_broken_archive_is_unknown(tmp_path: Path) -> None:
    path = tmp_path / "broken.epub"
    path.write_bytes(b"PK\x03\x04" + b"junk" * 50)
    assert kind_of_file(path) is FileKind.UNKNOWN
