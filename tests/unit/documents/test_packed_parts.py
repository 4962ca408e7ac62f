"""Parts of pages become small files of pictures: print stays sharp, photographs small, damage costs one of them."""

from __future__ import annotations

import io
from dataclasses import replace

from PIL import Image
from tests.unit.documents.conftest import MakePdf

from quizglass.documents.limits import MOST_PIXELS_A_SIDE
from quizglass.documents.packed_parts import packed
from quizglass.documents.requests import PackParts, PagePart
from quizglass.documents.service import DocumentService
from quizglass.geometry import WHOLE_PAGE, PageRect
from quizglass.pages import PackedPicture, PageImage

PATIENCE_S = 10.0


def drawn(picture: Image.Image) -> PageImage:
    return PageImage(picture.width, picture.height, 3 * picture.width, picture.convert("RGB").tobytes())


def opened(made: PackedPicture) -> Image.Image:
    return Image.open(io.BytesIO(made.data))


def test_print_is_kept_as_it_is() -> None:
    page = Image.new("L", (300, 100), 255)
    page.paste(0, (10, 10, 200, 20))
    made = packed(drawn(page))
    assert made.kind == "png"
    assert opened(made).mode == "L", "no colour is kept where there is none"
    assert opened(made).tobytes() == page.tobytes()


def test_colours_are_kept() -> None:
    made = packed(drawn(Image.new("RGB", (30, 10), (200, 0, 0))))
    assert opened(made).getpixel((5, 5)) == (200, 0, 0)


def test_a_photograph_is_a_jpeg() -> None:
    made = packed(drawn(Image.effect_noise((500, 400), 90)))
    assert (made.kind, opened(made).format, opened(made).size) == ("jpeg", "JPEG", (500, 400))


def test_what_is_large_is_made_smaller() -> None:
    made = packed(drawn(Image.new("RGB", (3000, 1000))))
    assert (made.width, made.height) == opened(made).size == (900, 300)


def test_one_that_cannot_be_drawn_is_left_out(service: DocumentService, make_pdf: MakePdf) -> None:
    good = PagePart(0, PageRect(0.1, 0.1, 0.9, 0.5), 80, 40)
    bad = (
        replace(good, page=7),
        replace(good, width=MOST_PIXELS_A_SIDE + 1),
        replace(good, height=0),
        replace(good, clip=PageRect(0.5, 0.5, 0.5, 0.5)),
    )
    made = service.call(PackParts(make_pdf(), (good, *bad, good), PATIENCE_S)).pictures
    assert [picture is not None for picture in made] == [True, False, False, False, False, True]
    assert made[0] == made[-1]


def test_at_least_one_is_made_when_there_is_no_time(service: DocumentService, make_pdf: MakePdf) -> None:
    parts = tuple(PagePart(page, WHOLE_PAGE, 30, 20) for page in range(3))
    source = make_pdf("one", "two", "three")
    assert len(service.call(PackParts(source, parts, 0.0)).pictures) == 1
    assert len(service.call(PackParts(source, parts, PATIENCE_S)).pictures) == 3
