"""Pictures as documents: every mode, orientation and resolution, several pages, bombs, and the part that is drawn."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from quizglass.documents.requests import OpenDocument, ReadWords, RenderPage
from quizglass.documents.service import DocumentService
from quizglass.errors import DamagedDocument, DocumentError, NeedsTooMuchMemory, PictureTooLarge
from quizglass.geometry import WHOLE_PAGE, PageRect, Size
from quizglass.pages import DocumentInfo, DocumentSource, PageImage

WHITE, BLACK = (255, 255, 255), (0, 0, 0)


def marked(mode: str = "RGB", size: tuple[int, int] = (120, 80)) -> Image.Image:
    """White, with a black block in the upper left quarter."""
    image = Image.new("RGB", size, "white")
    image.paste("black", (0, 0, size[0] // 2, size[1] // 2))
    return image.convert(mode)


def saved(folder: Path, image: Image.Image, name: str, **options: object) -> DocumentSource:
    path = folder / name
    image.save(path, **options)
    return DocumentSource(str(path))


def pixel(image: PageImage, x: float, y: float) -> tuple[int, int, int]:
    """The colour at a place given in fractions."""
    at = int(y * image.height) * image.stride + 3 * int(x * image.width)
    return image.data[at], image.data[at + 1], image.data[at + 2]


def near(found: tuple[int, ...], expected: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(found, expected, strict=True))


def assert_marked(service: DocumentService, source: DocumentSource, page: int = 0) -> DocumentInfo:
    info = service.call(OpenDocument(source))
    assert info.is_image
    image = service.call(RenderPage(source, page, WHOLE_PAGE, 60, 40))
    corners = {(x, y): pixel(image, x, y) for x in (0.25, 0.75) for y in (0.25, 0.75)}
    assert near(corners.pop((0.25, 0.25)), BLACK)
    assert all(near(colour, WHITE) for colour in corners.values())
    return info


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("a.png", "RGB"),
        ("a.png", "L"),
        ("a.png", "1"),
        ("a.png", "P"),
        ("a.png", "RGBA"),
        ("a.png", "LA"),
        ("a.png", "I;16"),
        ("a.jpg", "RGB"),
        ("a.jpg", "L"),
        ("a.jpg", "CMYK"),
        ("a.tif", "RGB"),
        ("a.tif", "1"),
        ("a.tif", "CMYK"),
        ("a.tif", "I;16"),
        ("a.tif", "F"),
        ("a.tif", "LAB"),
        ("a.webp", "RGB"),
        ("a.webp", "RGBA"),
        ("a.bmp", "RGB"),
        ("a.bmp", "1"),
        ("a.gif", "P"),
        ("a.jp2", "RGB"),
        ("a.jp2", "L"),
        ("a.avif", "RGB"),
    ],
)
def test_formats_and_modes(service: DocumentService, tmp_path: Path, name: str, mode: str) -> None:
    if mode == "LAB":
        from PIL import ImageCms

        profiles = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        image = ImageCms.applyTransform(marked(), ImageCms.buildTransform(*profiles, "RGB", "LAB"))
    elif mode == "I;16":
        image = marked("I").point(lambda level: level * 257).convert("I;16")
    else:
        image = marked(mode)
    assert_marked(service, saved(tmp_path, image, name))


def test_the_name_does_not_matter(service: DocumentService, tmp_path: Path) -> None:
    source = saved(tmp_path, marked(), "scan.png")
    renamed = Path(source.path).rename(tmp_path / "scan.pdf")
    assert_marked(service, DocumentSource(str(renamed)))


def test_what_is_clear_is_white_paper(service: DocumentService, tmp_path: Path) -> None:
    image = Image.new("RGBA", (120, 80), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 60, 40))
    assert_marked(service, saved(tmp_path, image, "clear.png"))
    assert_marked(service, saved(tmp_path, image, "clear.webp", lossless=True))


@pytest.mark.parametrize("name", ["a.tif", "a.jpg", "a.webp", "a.png"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_undone(service: DocumentService, tmp_path: Path, name: str, orientation: int) -> None:
    undo = {
        2: 0,
        3: 3,
        4: 1,
        5: 5,
        6: 2,
        7: 6,
        8: 4,
    }  # Pillow's Transpose that turns an upright picture into the stored
    upright = marked()
    stored = upright if orientation == 1 else upright.transpose(Image.Transpose(undo[orientation]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    info = assert_marked(service, saved(tmp_path, stored, name, exif=exif.tobytes()))
    assert info.sizes[0].width > info.sizes[0].height


@pytest.mark.parametrize("compression", [None, "group4", "tiff_lzw", "tiff_adobe_deflate", "packbits"])
def test_every_frame_of_a_tiff_is_a_page(service: DocumentService, tmp_path: Path, compression: str | None) -> None:
    mode = "1" if compression == "group4" else "RGB"
    frames = [marked(mode, (120, 80)), marked(mode, (60, 40)), marked(mode, (240, 160))]
    options = {"save_all": True, "append_images": frames[1:], "compression": compression, "dpi": (72, 72)}
    source = saved(tmp_path, frames[0], "pages.tif", **options)
    for page in (2, 0, 1):
        info = assert_marked(service, source, page)
    assert info.sizes == (Size(120, 80), Size(60, 40), Size(240, 160))


def test_an_animation_is_one_page(service: DocumentService, tmp_path: Path) -> None:
    frames = [marked("P"), Image.new("P", (120, 80))]
    for name in ("a.gif", "a.webp", "a.png"):
        source = saved(tmp_path, frames[0], name, save_all=True, append_images=frames[1:])
        assert assert_marked(service, source).page_count == 1


@pytest.mark.parametrize(
    ("dpi", "size"),
    [((144, 144), (60, 40)), ((72, 72), (120, 80)), ((0, 0), (90, 60)), ((1, 1), (90, 60)), ((204, 98), (42.4, 58.8))],
)
def test_the_stated_resolution_counts_when_it_can_be_true(
    service: DocumentService, tmp_path: Path, dpi: tuple[int, int], size: tuple[float, float]
) -> None:
    info = service.call(OpenDocument(saved(tmp_path, marked(), "scan.jpg", dpi=dpi)))
    assert info.sizes[0] == pytest.approx(size, abs=0.3)


def test_a_part_is_drawn_as_exactly_as_the_whole(service: DocumentService, tmp_path: Path) -> None:
    source = saved(tmp_path, marked(), "scan.png")
    part = service.call(RenderPage(source, 0, PageRect(0.25, 0.25, 0.75, 0.75), 50, 50))
    assert near(pixel(part, 0.4, 0.4), BLACK)
    assert near(pixel(part, 0.6, 0.4), WHITE)
    turned = service.call(RenderPage(source, 0, PageRect(0.25, 0.25, 0.75, 0.75), 50, 50, turns=1))
    assert near(pixel(turned, 0.6, 0.4), BLACK)
    assert near(pixel(turned, 0.4, 0.4), WHITE)
    beyond = service.call(RenderPage(source, 0, PageRect(-0.5, -0.5, 0.5, 0.5), 50, 50))
    assert near(pixel(beyond, 0.4, 0.4), WHITE)
    assert near(pixel(beyond, 0.6, 0.6), BLACK)


def test_ink_is_told_from_paper(service: DocumentService, tmp_path: Path) -> None:
    blank = Image.effect_noise((900, 1200), 6).point(lambda level: min(255, level + 110))
    assert not service.call(ReadWords(saved(tmp_path, blank, "blank.png"), 0)).has_ink
    blank.paste(20, (400, 500, 430, 512))
    text = service.call(ReadWords(saved(tmp_path, blank, "spot.png"), 0))
    assert text.has_ink
    assert text.has_images
    assert text.words == ()


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_a_bomb_is_refused_before_it_is_unpacked(service: DocumentService, tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(png_that_claims(60_000, 60_000))
    with pytest.raises(PictureTooLarge) as refused:
        service.call(OpenDocument(DocumentSource(str(path))))
    assert "60000 × 60000" in str(refused.value)


def test_a_picture_beyond_the_memory_fails_alone(tmp_path: Path) -> None:
    large = saved(tmp_path, Image.new("RGB", (9_000, 9_000), "white"), "large.png", compress_level=1)
    small = saved(tmp_path, marked(), "small.png")
    with DocumentService(workers=1, memory_bytes=384 * 2**20) as service:
        with pytest.raises(NeedsTooMuchMemory):
            service.call(RenderPage(large, 0, WHOLE_PAGE, 100, 100))
        assert_marked(service, small)


def test_a_truncated_picture_shows_what_is_there(service: DocumentService, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.effect_noise((400, 400), 200).save(buffer, "PNG")
    path = tmp_path / "half.png"
    path.write_bytes(buffer.getvalue()[: len(buffer.getvalue()) // 2])
    source = DocumentSource(str(path))
    assert service.call(OpenDocument(source)).page_count == 1
    image = service.call(RenderPage(source, 0, WHOLE_PAGE, 40, 40))
    assert len(set(image.data[: 10 * image.stride])) > 10


@pytest.mark.parametrize("head", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II*\x00", b"BM", b"8BPS"])
def test_a_head_without_a_picture_is_refused(service: DocumentService, tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "head"
    path.write_bytes(head + b"\x01\x02\x03\x04" * 20)
    with pytest.raises(DocumentError) as refused:
        service.call(OpenDocument(DocumentSource(str(path))))
    assert isinstance(refused.value, DamagedDocument) or refused.value.code == "not-a-document"
