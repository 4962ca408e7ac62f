"""Pictures that no program makes on purpose: each ends in a picture or in a clear error, and the worker goes on."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, TiffImagePlugin

from quizglass.documents.requests import OpenDocument, ReadWords, RenderPage
from quizglass.documents.service import DocumentService
from quizglass.errors import DamagedDocument, PictureTooLarge
from quizglass.geometry import WHOLE_PAGE, PageRect
from quizglass.pages import DocumentSource, PageImage

BLACK, WHITE = 0, 255
SIZE = (240, 160)


def sheet(mode: str = "L", size: tuple[int, int] = SIZE) -> Image.Image:
    """White, black in the upper left quarter, mid grey in the lower right one."""
    image = Image.new("L", size, WHITE)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size[0] // 2 - 1, size[1] // 2 - 1), fill=BLACK)
    draw.rectangle((size[0] // 2, size[1] // 2, *size), fill=128)
    return image.convert(mode)


def write(folder: Path, data: bytes | Image.Image, name: str, **options: object) -> DocumentSource:
    path = folder / name
    if isinstance(data, bytes):
        path.write_bytes(data)
    else:
        data.save(path, **options)
    return DocumentSource(str(path))


def shown(documents: DocumentService, source: DocumentSource, clip: PageRect = WHOLE_PAGE) -> PageImage:
    return documents.call(RenderPage(source, 0, clip, 60, 40))


def level(image: PageImage, x: float, y: float) -> int:
    """The mean of the colours at a place given in fractions."""
    at = int(y * image.height) * image.stride + 3 * int(x * image.width)
    return sum(image.data[at : at + 3]) // 3


def assert_a_sheet(documents: DocumentService, source: DocumentSource, grey: int = 128, tolerance: int = 12) -> None:
    image = shown(documents, source)
    assert level(image, 0.25, 0.25) <= tolerance
    assert level(image, 0.75, 0.25) >= WHITE - tolerance
    assert level(image, 0.25, 0.75) >= WHITE - tolerance
    assert abs(level(image, 0.75, 0.75) - grey) <= tolerance
    assert documents.call(ReadWords(source, 0)).has_ink


# Large ----------------------------------------------------------------------------------------------------------------


def png(width: int, height: int, bits: int, colour: int) -> bytes:
    """A white PNG whose first row is black, without holding its pixels in memory."""
    row = (width * bits * (3 if colour == 2 else 1) + 7) // 8
    packer, pixels = zlib.compressobj(1), bytearray()
    for block in [b"\0" + bytes(row), *[(b"\0" + b"\xff" * row) * 100] * (height // 100)]:
        pixels += packer.compress(block)
    pixels += packer.flush()

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", bytes(pixels)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("bits", [1, 8])
def test_20000_pixels_a_side_without_colour(documents: DocumentService, tmp_path: Path, bits: int) -> None:
    source = write(tmp_path, png(20_000, 20_000, bits, 0), "large.png")
    assert documents.call(OpenDocument(source)).page_count == 1
    assert level(shown(documents, source), 0.5, 0.5) == WHITE
    assert level(shown(documents, source, PageRect(0, 0, 1e-3, 2e-5)), 0.5, 0.1) == BLACK


def test_20000_pixels_a_side_in_colour_is_refused_in_words(documents: DocumentService, tmp_path: Path) -> None:
    source = write(tmp_path, png(20_000, 20_000, 8, 2), "large.png")
    with pytest.raises(PictureTooLarge):
        documents.call(OpenDocument(source))
    assert_a_sheet(documents, write(tmp_path, sheet(), "small.png"))


def test_20000_pixels_a_side_of_fax(documents: DocumentService, tmp_path: Path) -> None:
    image = Image.new("1", (20_000, 20_000), 1)
    image.paste(0, (0, 0, 10_000, 10_000))
    source = write(tmp_path, image, "fax.tif", compression="group4")
    assert level(shown(documents, source), 0.25, 0.25) == BLACK
    assert level(shown(documents, source), 0.75, 0.75) == WHITE


def test_a_jpeg_beyond_the_limit_is_shown_less_sharp(documents: DocumentService, tmp_path: Path) -> None:
    image = Image.new("L", (20_000, 14_000), WHITE)
    image.paste(BLACK, (0, 0, 10_000, 7_000))
    source = write(tmp_path, image, "large.jpg", quality=30)
    assert level(shown(documents, source), 0.25, 0.25) <= 3
    assert level(shown(documents, source, PageRect(0.49, 0.49, 0.51, 0.51)), 0.75, 0.75) >= 252


# Modes ----------------------------------------------------------------------------------------------------------------


def tiff16(order: str, values: tuple[int, int, int], *, kind: str = "H", sample_format: int = 1) -> bytes:
    """An uncompressed grey TIFF of black, white and grey ``values`` in byte order ``order``."""
    width, height = SIZE
    black, white, grey = values
    code = f"{order}{width // 2}{kind}"
    upper = struct.pack(code, *[black] * (width // 2)) + struct.pack(code, *[white] * (width // 2))
    lower = struct.pack(code, *[white] * (width // 2)) + struct.pack(code, *[grey] * (width // 2))
    pixels = upper * (height // 2) + lower * (height // 2)
    bits = 8 * struct.calcsize(f"{order}{kind}")
    tags = [
        (256, 4, width),
        (257, 4, height),
        (258, 3, bits),
        (259, 3, 1),
        (262, 3, 1),
        (273, 4, 8),
        (277, 3, 1),
        (278, 4, height),
        (279, 4, len(pixels)),
        (339, 3, sample_format),
    ]
    directory = struct.pack(f"{order}H", len(tags))
    for tag, kind_of_value, value in tags:
        packed = struct.pack(f"{order}HH", value, 0) if kind_of_value == 3 else struct.pack(f"{order}L", value)
        directory += struct.pack(f"{order}HHL", tag, kind_of_value, 1) + packed
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}L", 8 + len(pixels))
    return head + pixels + directory + struct.pack(f"{order}L", 0)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    ("values", "kind", "sample_format"),
    [
        ((0, 65_535, 32_768), "H", 1),
        ((0, 4_095, 2_048), "H", 1),
        ((0, 255, 128), "H", 1),
        ((-32_768, 32_767, 0), "h", 2),
        ((0, 2**31 - 1, 2**30), "i", 2),
        ((0.0, 1.0, 0.5), "f", 3),
        ((0.0, 255.0, 128.0), "f", 3),
        ((-1.0, 1.0, 0.0), "f", 3),
    ],
)
def test_deep_grey(
    documents: DocumentService,
    tmp_path: Path,
    order: str,
    values: tuple[int, int, int],
    kind: str,
    sample_format: int,
) -> None:
    data = tiff16(order, values, kind=kind, sample_format=sample_format)
    try:
        assert_a_sheet(documents, write(tmp_path, data, "deep.tif"))
    except DamagedDocument:
        assert (kind, sample_format) == ("h", 2), "only what neither library reads is refused"


def test_numbers_that_are_none_are_black_or_white(documents: DocumentService, tmp_path: Path) -> None:
    data = tiff16("<", (0.0, 1.0, float("nan")), kind="f", sample_format=3)
    image = shown(documents, write(tmp_path, data, "nan.tif"))
    assert level(image, 0.25, 0.25) == BLACK
    assert level(image, 0.75, 0.25) == WHITE


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
@pytest.mark.parametrize("name", ["a.png", "a.tif", "a.webp"])
def test_what_is_half_clear_lies_on_white(documents: DocumentService, tmp_path: Path, name: str, mode: str) -> None:
    image = sheet("L")
    image.paste(BLACK, (120, 80, 240, 160))
    alpha = Image.new("L", SIZE, 255)
    alpha.paste(127, (120, 80, 240, 160))
    image = image.convert("L" if mode == "LA" else "RGB")
    image.putalpha(alpha)
    assert_a_sheet(documents, write(tmp_path, image, name, **({"lossless": True} if name == "a.webp" else {})))


@pytest.mark.parametrize("transparency", [0, b"\x00\xff\xff\xff"])
def test_a_clear_colour_of_a_palette(documents: DocumentService, tmp_path: Path, transparency: int | bytes) -> None:
    image = Image.new("P", SIZE, 0)
    image.putpalette([200, 30, 30, 0, 0, 0, 255, 255, 255, 128, 128, 128])
    image.paste(1, (0, 0, 120, 80))
    image.paste(3, (120, 80, 240, 160))
    assert_a_sheet(documents, write(tmp_path, image, "a.png", transparency=transparency))


def test_a_clear_colour_of_a_gif(documents: DocumentService, tmp_path: Path) -> None:
    image = Image.new("P", SIZE, 0)
    image.putpalette([200, 30, 30, 0, 0, 0, 255, 255, 255, 128, 128, 128])
    image.paste(1, (0, 0, 120, 80))
    image.paste(3, (120, 80, 240, 160))
    other = Image.new("P", SIZE, 1)
    options = {"transparency": 0, "save_all": True, "append_images": [other], "duration": 100, "disposal": 2}
    source = write(tmp_path, image, "a.gif", **options)
    assert_a_sheet(documents, source)
    assert documents.call(OpenDocument(source)).page_count == 1


@pytest.mark.parametrize("adobe", [True, False])
def test_inks(documents: DocumentService, tmp_path: Path, adobe: bool) -> None:
    buffer = io.BytesIO()
    sheet("CMYK").save(buffer, "JPEG", quality=95)
    data = buffer.getvalue()
    if not adobe:
        start = data.index(b"\xff\xee")
        data = data[:start] + data[start + 2 + int.from_bytes(data[start + 2 : start + 4]) :]
        # Without Adobe's mark the numbers are amounts of ink; Pillow has written them inverted.
        with Image.open(buffer) as image:
            inverted = io.BytesIO()
            image.point(lambda amount: 255 - amount).save(inverted, "JPEG", quality=95)
        data = inverted.getvalue()
        start = data.index(b"\xff\xee")
        data = data[:start] + data[start + 2 + int.from_bytes(data[start + 2 : start + 4]) :]
    assert_a_sheet(documents, write(tmp_path, data, "inks.jpg"))


def test_inks_in_a_tiff(documents: DocumentService, tmp_path: Path) -> None:
    assert_a_sheet(documents, write(tmp_path, sheet("CMYK"), "inks.tif", compression="tiff_lzw"))


# Resolution -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dpi", [(0, 0), (1, 1), (1e6, 1e6), (72, 0), (600, 20), (-300, -300), (float("inf"), 300)])
@pytest.mark.parametrize("name", ["a.tif", "a.png"])
def test_absurd_resolutions(documents: DocumentService, tmp_path: Path, name: str, dpi: tuple[float, float]) -> None:
    image = sheet()
    path = tmp_path / name
    if name == "a.png":
        data = io.BytesIO()
        image.save(data, "PNG", dpi=(300, 300))
        across, down = (min(2**32 - 1, max(0, int(min(each, 1e9) / 0.0254))) for each in dpi)
        chunk = b"pHYs" + struct.pack(">IIB", across, down, 1)
        raw = data.getvalue()
        start = raw.index(b"pHYs")
        path.write_bytes(raw[:start] + chunk + struct.pack(">I", zlib.crc32(chunk)) + raw[start + 17 :])
    else:
        info = TiffImagePlugin.ImageFileDirectory_v2()
        for tag, value in zip((282, 283), dpi, strict=True):
            info[tag] = TiffImagePlugin.IFDRational(int(min(max(value, 0), 4e9)), 1 if value > 0 else 0)
        info[296] = 2
        image.save(path, tiffinfo=info)
    source = DocumentSource(str(path))
    width, height = documents.call(OpenDocument(source)).sizes[0]
    assert (width, height) == pytest.approx((SIZE[0] * 0.75, SIZE[1] * 0.75))
    assert_a_sheet(documents, source)


def test_a_fax_is_as_high_as_it_was_sent(documents: DocumentService, tmp_path: Path) -> None:
    source = write(tmp_path, sheet("1", (1728, 1100)), "fax.tif", compression="group4", dpi=(204, 98))
    width, height = documents.call(OpenDocument(source)).sizes[0]
    assert (width, height) == pytest.approx((609.9, 808.2), abs=1)


# Damage ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("compression", ["raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"])
@pytest.mark.parametrize("share", [0.7, 0.95])
def test_a_tiff_that_breaks_off(documents: DocumentService, tmp_path: Path, compression: str, share: float) -> None:
    """Strips that are there are shown."""
    buffer = io.BytesIO()
    Image.effect_noise((400, 400), 200).save(buffer, "TIFF", compression=compression)
    data = with_the_directory_first(buffer.getvalue())
    image = shown(documents, write(tmp_path, data[: int(len(data) * share)], "half.tif"))
    assert len(set(image.data[: 8 * image.stride])) > 10


@pytest.mark.parametrize("share", [0.1, 0.4, 0.95])
def test_a_fax_that_breaks_off(documents: DocumentService, tmp_path: Path, share: float) -> None:
    """Its only strip cannot be read, or its directory is lost: that is said, and the next picture is shown."""
    buffer = io.BytesIO()
    Image.effect_noise((400, 400), 200).convert("1").save(buffer, "TIFF", compression="group4")
    for data in (buffer.getvalue(), with_the_directory_first(buffer.getvalue())):
        source = write(tmp_path, data[: int(len(data) * share)], "half.tif")
        with pytest.raises(DamagedDocument):
            shown(documents, source)
    assert_a_sheet(documents, write(tmp_path, sheet(), "whole.png"))


def with_the_directory_first(data: bytes) -> bytes:
    """A one-strip little-endian TIFF with its directory before its pixels, as scanners write it."""
    with Image.open(io.BytesIO(data)) as image:
        assert isinstance(image, TiffImagePlugin.TiffImageFile)
        offsets, counts = image.tag_v2[273], image.tag_v2[279]
        entries = {tag: image.tag_v2[tag] for tag in (256, 257, 258, 259, 262, 277, 278) if tag in image.tag_v2}
        tables = image.tag_v2.get(347)
        fill = image.tag_v2.get(266)
    pixels = b"".join(data[start : start + count] for start, count in zip(offsets, counts, strict=True))
    values: dict[int, tuple[int, list[int] | bytes]] = {
        tag: (4 if tag in {256, 257, 278} else 3, list(value) if isinstance(value, tuple) else [value])
        for tag, value in entries.items()
    }
    if tables:
        values[347] = (7, tables)
    if fill:
        values[266] = (3, [fill])
    values[279] = (4, list(counts))
    values[273] = (4, [0] * len(counts))
    extra_at = 8 + 2 + 12 * len(values) + 4
    sizes = {
        tag: len(value) if isinstance(value, bytes) else len(value) * (4 if kind == 4 else 2)
        for tag, (kind, value) in values.items()
    }
    pixels_at = extra_at + sum(size for size in sizes.values() if size > 4)
    starts = [pixels_at + sum(counts[:n]) for n in range(len(counts))]
    values[273] = (4, starts)
    directory, extra = struct.pack("<H", len(values)), b""
    for tag in sorted(values):
        kind, value = values[tag]
        packed = value if isinstance(value, bytes) else struct.pack(f"<{len(value)}{'L' if kind == 4 else 'H'}", *value)
        directory += struct.pack("<HHL", tag, kind, len(value))
        if len(packed) > 4:
            directory += struct.pack("<L", extra_at + len(extra))
            extra += packed
        else:
            directory += packed.ljust(4, b"\0")
    return b"II*\0" + struct.pack("<L", 8) + directory + struct.pack("<L", 0) + extra + pixels


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.gif", "a.bmp", "a.webp", "a.jp2"])
def test_other_pictures_that_break_off(documents: DocumentService, tmp_path: Path, name: str) -> None:
    buffer = tmp_path / name
    Image.effect_noise((400, 400), 200).convert("RGB").save(buffer)
    data = buffer.read_bytes()
    for share in (0.1, 0.5, 0.9, 0.99):
        source = write(tmp_path, data[: int(len(data) * share)], f"{share}{name}")
        try:
            assert shown(documents, source).width == 60
        except DamagedDocument:
            assert name in {"a.webp", "a.jp2"} or share < 0.5
    assert_a_sheet(documents, write(tmp_path, sheet(), "whole.png"))


def test_a_directory_that_leads_to_itself(documents: DocumentService, tmp_path: Path) -> None:
    data = bytearray(tiff16("<", (0, 65_535, 32_768)))
    data[-4:] = data[4:8]
    assert_a_sheet(documents, write(tmp_path, bytes(data), "circle.tif"))


def test_large_pictures_leave_room_for_each_other(tmp_path: Path) -> None:
    sources = [write(tmp_path, png(9_000, 9_000, 8, 2), f"{number}.png") for number in range(3)]
    with DocumentService(workers=1, memory_bytes=2**30) as service:
        for source in sources:
            assert level(shown(service, source), 0.5, 0.5) == WHITE
