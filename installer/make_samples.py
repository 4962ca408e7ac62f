"""Draw the sample documents of ``resources/samples``: an invoice, a Russian lease and a scanned letter.

The files are in git; this is how they were made. Everything in them is invented.
"""

from __future__ import annotations

import io
import random
import re
from pathlib import Path

import pymupdf
from PIL import Image, ImageFilter

SAMPLES = Path(__file__).parents[1] / "resources" / "samples"
TEXTS = Path(__file__).parent / "samples"
FONTS = pymupdf.Archive("/usr/share/fonts/truetype/liberation")
A4 = pymupdf.paper_rect("a4")
MARGIN = 56
CSS = """
@font-face {font-family: body; src: url(LiberationSans-Regular.ttf);}
@font-face {font-family: body; font-weight: bold; src: url(LiberationSans-Bold.ttf);}
@font-face {font-family: letter; src: url(LiberationSerif-Regular.ttf);}
* {font-family: body; font-size: 10pt; line-height: 1.35; color: #1d1c1a;}
h1 {font-size: 21pt; margin: 0 0 4pt 0;} h2 {font-size: 11.5pt; margin: 11pt 0 3pt 0;}
p {margin: 0 0 5pt 0; text-align: left;} .muted {color: #66635c; font-size: 9pt;}
td {padding: 4pt 3pt;} .letter p {font-family: letter; font-size: 12pt; margin-bottom: 9pt;}
"""

ITEMS = [
    ("Glass display case, oak frame, 120 x 60 x 90 cm", "2", "485.00", "970.00"),
    ("Archival storage box, acid-free, A3", "40", "12.50", "500.00"),
    ("LED strip, 3000 K, per metre", "18", "9.75", "175.50"),
    ("Delivery and installation", "1", "260.00", "260.00"),
]


def write(page: pymupdf.Page, box: pymupdf.Rect, html: str) -> None:
    _, scale = page.insert_htmlbox(box, html, css=CSS, archive=FONTS, scale_low=1)
    if scale != 1:
        raise ValueError(f"the text does not fit into {box}")


def invoice() -> pymupdf.Document:
    document = pymupdf.open()
    page = document.new_page(width=A4.width, height=A4.height)
    write(page, pymupdf.Rect(56, 52, 330, 150), (
        "<h1>Invoice</h1><p class='muted'>Hollis &amp; Brandt Fittings Ltd.<br>18 Tanner Street, Leeds LS1 4BN<br>"
        "VAT No. GB 291 7740 18</p>"))  # fmt: skip
    write(page, pymupdf.Rect(340, 58, 540, 150), (
        "<table width='100%'><tr><td class='muted'>Invoice number</td><td><b>HB-2025-0417</b></td></tr>"
        "<tr><td class='muted'>Invoice date</td><td>14 April 2025</td></tr>"
        "<tr><td class='muted'>Due date</td><td>14 May 2025</td></tr></table>"))  # fmt: skip
    write(page, pymupdf.Rect(56, 176, 330, 260), (
        "<p class='muted'>Bill to</p><p><b>Marchmont Family Archive</b><br>For the attention of Dr Edith Marchmont<br>"
        "7 Castle Rise, Edinburgh EH1 2NG</p>"))  # fmt: skip
    top = 290
    columns = (60, 340, 400, 470)
    page.draw_rect(pymupdf.Rect(56, top, 540, top + 22), color=None, fill=(0.95, 0.945, 0.93))
    for x, words in zip(columns, ("Description", "Qty", "Unit price", "Amount"), strict=True):
        write(page, pymupdf.Rect(x, top + 3, x + 180, top + 22), f"<b>{words}</b>")
    for row in ITEMS:
        top += 26
        for x, words in zip(columns, row, strict=True):
            write(page, pymupdf.Rect(x, top + 3, x + 275, top + 22), words)
        page.draw_line((56, top + 23), (540, top + 23), color=(0.87, 0.85, 0.83), width=0.6)
    top += 40
    for label, value in (("Subtotal", "1,905.50"), ("VAT 20 %", "381.10"), ("Total due", "GBP 2,286.60")):
        weight = "b" if label == "Total due" else "span"
        write(page, pymupdf.Rect(340, top, 460, top + 20), f"<{weight}>{label}</{weight}>")
        write(page, pymupdf.Rect(450, top, 540, top + 20), f"<{weight}>{value}</{weight}>")
        top += 22
    write(page, pymupdf.Rect(56, top + 30, 540, top + 110), (
        "<p>Payable within 30 days by bank transfer to IBAN GB33 BUKB 2020 1555 5555 55. "
        "Quote the invoice number with your payment.</p>"
        "<p class='muted'>Questions: accounts@hollisbrandt.example, telephone 0113 496 0162</p>"))  # fmt: skip
    document.set_metadata({"title": "Invoice HB-2025-0417"})
    return document


def lease() -> pymupdf.Document:
    """Three pages of a Russian contract with an outline."""
    css = CSS + "* {font-size: 11.5pt;} h1 {font-size: 17pt;} h2 {font-size: 13pt;}"
    document = pymupdf.open()
    outline = []
    parts = (TEXTS / "lease-ru.html").read_text(encoding="utf-8").split("<!-- page -->")
    for number, part in enumerate(parts, start=1):
        page = document.new_page(width=A4.width, height=A4.height)
        box = pymupdf.Rect(MARGIN, MARGIN, A4.width - MARGIN, A4.height - MARGIN)
        page.insert_htmlbox(box, part, css=css, archive=FONTS, scale_low=1)
        write(page, pymupdf.Rect(280, 800, 340, 820), f"<p class='muted'>{number} из {len(parts)}</p>")
        outline += [[1, title, number] for title in re.findall("<h2>(.*?)</h2>", part)]
    document.set_toc(outline)
    document.set_metadata({"title": "Договор аренды № 14/2025"})
    return document


def scanned_letter() -> pymupdf.Document:
    """A page as a scanner gives it: grey, a little crooked, a little dirty, without a text layer."""
    clean = pymupdf.open()
    page = clean.new_page(width=A4.width, height=A4.height)
    text = (TEXTS / "scanned-letter.html").read_text(encoding="utf-8")
    write(page, pymupdf.Rect(80, 80, 520, 760), text)
    pixmap = page.get_pixmap(dpi=150, colorspace=pymupdf.csGRAY)
    picture = Image.frombytes("L", (pixmap.width, pixmap.height), pixmap.samples)
    picture = picture.rotate(0.6, expand=False, fillcolor=255, resample=Image.Resampling.BICUBIC)
    chance = random.Random(1987)
    pixels = picture.load()
    for _ in range(2500):
        x, y = chance.randrange(picture.width), chance.randrange(picture.height)
        pixels[x, y] = chance.randrange(120, 220)
    picture = picture.filter(ImageFilter.GaussianBlur(0.6)).point(lambda level: min(255, int(level * 0.94)))
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=68, dpi=(150, 150))
    document = pymupdf.open()
    document.new_page(width=A4.width, height=A4.height).insert_image(A4, stream=jpeg.getvalue())
    return document


def main() -> None:
    SAMPLES.mkdir(parents=True, exist_ok=True)
    for name, make in (("invoice", invoice), ("lease-ru", lease), ("scanned-letter", scanned_letter)):
        document = make()
        document.subset_fonts()
        document.ez_save(SAMPLES / f"{name}.pdf", no_new_id=True)
        print(name, document.page_count)


if __name__ == "__main__":
    main()
