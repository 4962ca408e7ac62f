"""What is wrong with the text layer of whole pages: scans with a stamp, hidden layers, garbled fonts, photographs."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter

from quizglass.documents.mupdf_library import pymupdf
from quizglass.documents.requests import ReadWords
from quizglass.documents.service import DocumentService
from quizglass.documents.text_layer_trust import layer_contradicts
from quizglass.geometry import PageRect
from quizglass.pages import DocumentSource, PageText, Word

LETTER = """The tenant shall pay the monthly rent in advance on or before the fifth working day of each month and shall
keep the flat in good repair. The landlord may enter the flat after a notice of one day in order to look at its state,
to carry out repairs or to show it to a later tenant. Either side may end this agreement in writing with three months
notice, and whatever is owed at that time becomes payable at once. Small repairs up to a hundred euros each are paid by
the tenant, larger ones by the landlord, who also pays for insurance and taxes. Pets need a written permission which
may be refused for good reasons only. """
ПИСЬМО = """Арендатор обязуется вносить арендную плату не позднее пятого числа каждого месяца и содержать помещение
в исправном состоянии. Арендодатель вправе осматривать помещение, предупредив об этом за один день. Каждая из сторон
может расторгнуть настоящий договор, письменно известив другую сторону за три месяца, при этом все долги должны быть
уплачены немедленно. Мелкий ремонт оплачивает арендатор, крупный ремонт и страхование оплачивает арендодатель. """
WIDTH, HEIGHT = 595, 842
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def typed(page: pymupdf.Page, text: str, *, render_mode: int = 0, top: float = 60) -> None:
    page.insert_textbox((60, top, WIDTH - 60, HEIGHT - 60), text, fontsize=11, render_mode=render_mode)


def scanned(text: str = LETTER * 3) -> bytes:
    """A grey JPEG of a typed page."""
    document = pymupdf.open()
    typed(document.new_page(width=WIDTH, height=HEIGHT), text)
    pixmap = document[0].get_pixmap(dpi=150, colorspace="gray")
    file = io.BytesIO()
    Image.frombytes("L", (pixmap.width, pixmap.height), pixmap.samples).save(file, "JPEG", quality=70)
    return file.getvalue()


def photograph() -> bytes:
    image = Image.effect_noise((600, 800), 90).filter(ImageFilter.GaussianBlur(3)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for at in range(0, 600, 40):
        draw.ellipse((at, at, at + 90, at + 130), fill=(at % 255, 120, 200 - at // 4))
    file = io.BytesIO()
    image.save(file, "JPEG")
    return file.getvalue()


Draw = Callable[[pymupdf.Page], None]


@pytest.fixture
def read(documents: DocumentService, tmp_path: Path) -> Callable[[Draw], PageText]:
    def made_and_read(draw: Draw) -> PageText:
        document = pymupdf.open()
        draw(document.new_page(width=WIDTH, height=HEIGHT))
        document.save(tmp_path / "page.pdf")
        return documents.call(ReadWords(DocumentSource(str(tmp_path / "page.pdf")), 0))

    return made_and_read


Read = Callable[[Draw], PageText]


def test_typed_text_is_right(read: Read) -> None:
    assert read(lambda page: typed(page, LETTER)).defect == ""


def test_a_scan_has_no_words(read: Read) -> None:
    text = read(lambda page: page.insert_image(page.rect, stream=scanned()))
    assert (text.defect, text.has_images, text.needs_recognition) == ("no-words", True, True)


@pytest.mark.parametrize(
    "stamp", ["ABC 000123", "Scanned with CamScanner", "Page 3 of 17  CONFIDENTIAL  ABC000123 2024"]
)
def test_a_scan_with_a_stamp_as_its_only_text_is_partial(read: Read, stamp: str) -> None:
    def draw(page: pymupdf.Page) -> None:
        page.insert_image(page.rect, stream=scanned())
        page.insert_text((220, HEIGHT - 24), stamp, fontsize=10)

    assert read(draw).defect == "partial"


def test_a_scan_that_does_not_fill_the_page_is_partial_too(read: Read) -> None:
    def draw(page: pymupdf.Page) -> None:
        page.insert_image((80, 120, WIDTH - 80, HEIGHT - 120), stream=scanned())
        page.insert_text((60, 60), "Enclosure 2 to the letter of the third of May about the flat", fontsize=12)

    assert read(draw).defect == "partial"


def test_letters_drawn_as_lines_are_print_that_no_word_tells(read: Read) -> None:
    def draw(page: pymupdf.Page) -> None:
        outlines = pymupdf.open()
        typed(outlines.new_page(width=WIDTH, height=HEIGHT), LETTER * 2)
        drawn = pymupdf.open(stream=outlines[0].get_svg_image(text_as_path=1).encode(), filetype="svg")
        page.show_pdf_page(page.rect, pymupdf.open(stream=drawn.convert_to_pdf(), filetype="pdf"))
        page.insert_text((60, 30), "ABC 000123", fontsize=10)

    assert read(draw).defect == "partial"


@pytest.mark.parametrize("above", [True, False])
def test_a_good_hidden_layer_is_used(read: Read, above: bool) -> None:
    def draw(page: pymupdf.Page) -> None:
        if above:
            page.insert_image(page.rect, stream=scanned())
            typed(page, LETTER * 3, render_mode=3)
        else:  # the picture covers visible letters
            typed(page, LETTER * 3)
            page.insert_image(page.rect, stream=scanned())

    assert read(draw).defect == ""


def test_a_hidden_layer_of_another_language_is_poor(read: Read) -> None:
    misread = """Hacrosuyum esepasbHbIM 3aKOHOM perysIMpyIOTCA OTHOLMIeHHA CBAZaHHbIe c OOpaborKoi TlePCOHAJIBHBIX
    jAHHBIX OCYLECTBAeMOM esepasbHbIMU OpraHaMH rocysapCTBeHHOH BylaCTU OpraHaMu TOcyfjapCTBeHHOM BJIACTH CyOBeKTOB
    MyHHlIHMaIbHbIMU opraHamu HOpHJIHYeCKHMU JIMIaMU (pU3H4eCKHMH ABTOMATH3alIMH """

    def draw(page: pymupdf.Page) -> None:
        page.insert_image(page.rect, stream=scanned())
        typed(page, misread, render_mode=3)

    assert read(draw).defect in {"poor-layer", "garbled"}


def test_a_hidden_layer_that_leaves_most_out_is_poor(read: Read) -> None:
    def draw(page: pymupdf.Page) -> None:
        page.insert_image(page.rect, stream=scanned())
        typed(page, LETTER[:200], render_mode=3)

    assert read(draw).defect == "poor-layer"


def test_signs_and_single_letters_are_a_poor_reading(read: Read) -> None:
    def draw(page: pymupdf.Page) -> None:
        page.insert_image(page.rect, stream=scanned())
        typed(
            page,
            "tors = -- -- => Caeser oc - = zaly ny u - nb = So -- ee ee n dean ee Ht ee = pepe fe | a ee ee " * 3,
            render_mode=3,
        )

    assert read(draw).defect == "poor-layer"


def test_photographs_and_backgrounds_hold_no_print(read: Read) -> None:
    def caption(page: pymupdf.Page) -> None:
        page.insert_image((60, 60, 535, 700), stream=photograph())
        page.insert_text((60, 730), "Figure 7: a view of the harbour in the evening", fontsize=11)

    def slide(page: pymupdf.Page) -> None:
        page.insert_image(page.rect, stream=photograph(), keep_proportion=False)
        page.draw_rect((50, 50, 545, 400), fill=(1, 1, 1))
        typed(page, LETTER)

    assert read(caption).defect == ""
    assert read(slide).defect == ""


def test_a_page_with_few_words_is_not_partial(read: Read) -> None:
    assert read(lambda page: page.insert_text((200, 400), "Annual Report", fontsize=40)).defect == ""

    def ruled(page: pymupdf.Page) -> None:
        for y in range(100, 800, 24):
            page.draw_line((50, y), (545, y))
            page.draw_line((50 + y / 2, 100), (50 + y / 2, 790))
        page.insert_text((60, 60), "Notes", fontsize=14)

    assert read(ruled).defect == ""


def garbled(text: str, change: Callable[[int], int], font: Path) -> Draw:
    """Draws ``text`` with its true letters and tells ``change`` of their codes in the font's ToUnicode map."""

    def draw(page: pymupdf.Page) -> None:
        page.insert_textbox((60, 60, WIDTH - 60, HEIGHT - 60), text, fontsize=11, fontname="F0", fontfile=str(font))
        glyphs = pymupdf.Font(fontfile=str(font))
        told = [f"<{glyphs.has_glyph(ord(each)):04X}> <{change(ord(each)):04X}>" for each in sorted(set(text))]
        document = page.parent
        [reference] = [font[0] for font in page.get_fonts() if font[2] == "Type0"]
        map_number = int(document.xref_get_key(reference, "ToUnicode")[1].split()[0])
        document.update_stream(
            map_number,
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            f"{len(told)} beginbfchar\n{chr(10).join(told)}\nendbfchar endcmap end end".encode("ascii"),
        )

    return draw


@pytest.mark.skipif(not FONT.exists(), reason="needs a font with Cyrillic")
@pytest.mark.parametrize(
    "change",
    [
        lambda code: code + 1 if code > 32 else code,
        lambda code: code - 29 if code > 60 else code,
        lambda code: 0xE000 + code % 256,
        lambda code: 0xC0 + (code - 0x410) % 64,
        lambda code: 0xFFFD,
        lambda code: 0x61 + (code * 7) % 26 if code > 64 else code,
    ],
    ids=["shifted", "numbers of glyphs", "private", "mojibake", "unknown", "mixed up"],
)
@pytest.mark.parametrize("text", [LETTER, ПИСЬМО], ids=["English", "Russian"])
def test_lying_maps_of_letters(read: Read, text: str, change: Callable[[int], int]) -> None:
    told = read(garbled(text, change, FONT))
    assert told.defect in {"garbled", "no-words"}
    assert told.needs_recognition
    assert read(garbled(text, lambda code: code, FONT)).defect == ""


def row(text: str, *, confidence: float = 0.95) -> tuple[Word, ...]:
    """Words side by side."""
    words = text.split()
    return tuple(
        Word(word, PageRect(n / len(words), 0.1, (n + 0.9) / len(words), 0.12), 0, 0, confidence)
        for n, word in enumerate(words)
    )


def test_a_layer_is_compared_with_the_picture() -> None:
    printed = row("Настоящий договор заключён между арендатором и арендодателем сроком на один календарный год")
    same = row("Настояший договор заключен между арендатором и арендодателем сроком иа один календарный год")
    other = row("GZklhysbc ^h]h\\hj aZdexq_g f_`^m Zj_g^Zlhjhf b Zj_g^h^Zl_e_f kjhdhf gZ h^bg dZe_g^Zjguc ]h^")
    assert not layer_contradicts(printed, same)
    assert layer_contradicts(other, printed)
    assert not layer_contradicts(other, row("Настоящий договор", confidence=0.95))
    assert not layer_contradicts(other, tuple(Word(w.text, w.box, 0, 0, 0.3) for w in printed))
    assert not layer_contradicts((), printed)
