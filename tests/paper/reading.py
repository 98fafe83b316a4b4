"""Reads a PDF as paper: its words, the codes that a cheap scan shows, its fonts and its letters."""

import ctypes
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp

SCAN = 150
"""Dots per inch of the scan that codes are read from."""


@dataclass(frozen=True)
class Read:
    """One page: its words in order, and the texts of its QR codes from top to bottom."""

    words: str
    codes: list[str]


def read(data, *, codes=True):
    pages = pypdfium2.PdfDocument(data)
    return [Read(_words(page), _codes(page) if codes else []) for page in pages]


def words(data):
    return " ".join(page.words for page in read(data, codes=False))


def said(answer):
    """What an answer tells: the words of a PDF, the text of anything else."""
    if answer.mimetype == "application/pdf":
        return words(answer.data)
    return answer.data.decode("utf-8", "replace")


def _words(page):
    # Where a name is broken, a break that is no letter stands in the text.
    told = page.get_textpage().get_text_range().replace("\u200b", "").replace("\ufffe", "")
    return " ".join(told.split())


def _codes(page):
    picture = page.render(scale=SCAN / 72).to_pil()
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    ordered = sorted(
        found, key=lambda one: (one.position.top_left.y // 40, one.position.top_left.x)
    )
    return [one.text for one in ordered]


def fonts(data):
    """The fonts that draw the text, each with whether the file brings it along."""
    found = {}
    for page in pypdfium2.PdfDocument(data):
        for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=8):
            font = pdfium.FPDFTextObj_GetFont(one.raw)
            name = ctypes.create_string_buffer(200)
            pdfium.FPDFFont_GetBaseFontName(font, name, 200)
            found[name.value.decode()] = bool(pdfium.FPDFFont_GetIsEmbedded(font))
    return found


def letters(data, page=0):
    """Each letter of a page with its box in millimetres from the top left: x0, y0, x1, y1."""
    sheet = pypdfium2.PdfDocument(data)[page]
    text, high = sheet.get_textpage(), sheet.get_height()
    told = text.get_text_range()
    found = []
    for place in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(place)
        if right > left and top > bottom:
            box = (left, high - top, right, high - bottom)
            found.append((told[place : place + 1], tuple(at * 25.4 / 72 for at in box)))
    return found


def get(cast, who, path):
    """The PDF that somebody gets, of a path below the camp or of a whole one."""
    answer = cast.browser(who).get(path if path[0] == "/" else f"/camps/{cast.slug}/{path}")
    assert answer.status_code == 200, answer.text[:300]
    assert answer.mimetype == "application/pdf"
    return answer.data
