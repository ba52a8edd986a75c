"""PDF: the text layer, line by line with its geometry, through PDFium.

Characters are taken one by one, so that nothing PDFium would smooth away is lost: a hyphen at a line's end stays as printed.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw as pdfium

from servanda.errors import DamagedError, TooLargeError, UnsupportedError
from servanda.records.building import TextBuilder
from servanda.records.decoding import character_faults
from servanda.records.extraction import Extraction, Facts, Fault
from servanda.records.pagelayout import PrintedLine, write_pages

__all__ = ["extract_pdf"]

EXTRACTOR = "office-pdf/1"
MAX_PAGES = 20_000
MAX_CHARACTERS = 50_000_000

_BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_BOLD_WEIGHT = 600
_NAME_BYTES = 256
_NO_TITLE = re.compile(r"microsoft \w+ - |untitled|.*\.(?:docx?|pdf|indd|qxd|rtf|odt|p65|wpd)$", re.IGNORECASE)
_LINE_ENDS = frozenset({0x0D, 0x0A})
_HYPHENS = frozenset({0x02, 0xFFFE})
"""What PDFium puts for a hyphen at a line's end."""


def extract_pdf(content: bytes) -> Extraction:
    """The text layer of a PDF, with running heads and page numbers set aside.

    Raises `UnsupportedError` where the document is encrypted or has no text layer, `DamagedError` where it cannot be opened,
    `TooLargeError` beyond `MAX_PAGES` or `MAX_CHARACTERS`.
    """
    document = _open(content)
    try:
        if len(document) > MAX_PAGES:
            raise TooLargeError(f"a PDF of {len(document):,} pages is beyond the limit of {MAX_PAGES:,}")
        pages, broken = _pages(document)
        title = _title(document)
    finally:
        document.close()
    bare = [number for number, lines in enumerate(pages, 1) if not lines and number not in broken]
    if broken and not any(pages):
        raise DamagedError("the PDF's pages cannot be read", remedy="fetch the document anew, or print it to a new PDF")
    if not any(pages):
        raise UnsupportedError(
            "the PDF has no text layer, only images of its pages",
            remedy="run optical character recognition first, for instance with ocrmypdf",
        )
    builder = TextBuilder()
    write_pages(pages, builder)
    built = builder.finish()
    return Extraction(
        text=built.text,
        blocks=built.blocks,
        media_type="application/pdf",
        extractor=EXTRACTOR,
        facts=Facts(title=title),
        faults=(*_faults(bare, broken), *character_faults(built.text)),
    )


def _open(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise UnsupportedError("the PDF is protected by a password", remedy="save a copy without password") from None
        raise DamagedError(
            "the PDF cannot be opened: it is cut off or broken", remedy="fetch the document anew, or print it to a new PDF"
        ) from None


def _title(document: pypdfium2.PdfDocument) -> str | None:
    """As the document's information dictionary gives it, unless a program made it up from a file's name."""
    try:
        title = " ".join(document.get_metadata_value("Title").split())
    except (UnicodeDecodeError, pypdfium2.PdfiumError):
        return None
    return title if title and not _NO_TITLE.match(title) else None


def _faults(bare: list[int], broken: list[int]) -> tuple[Fault, ...]:
    told = (
        ("office.page_without_text", "Pages without a text layer, of which nothing was read", bare),
        ("office.page_unreadable", "Pages that are broken, of which nothing was read", broken),
    )
    return tuple(Fault(code, f"{message}: {_listed(numbers)}.") for code, message, numbers in told if numbers)


def _listed(numbers: list[int]) -> str:
    return ", ".join(str(number) for number in numbers[:20]) + (", …" if len(numbers) > 20 else "")


def _pages(document: pypdfium2.PdfDocument) -> tuple[list[list[PrintedLine]], list[int]]:
    """The lines of each page in the order of its content, and the numbers of the pages that cannot be read."""
    found: list[list[PrintedLine]] = []
    broken: list[int] = []
    characters = 0
    for number in range(len(document)):
        try:
            lines = _page(document, number)
        except (pypdfium2.PdfiumError, AssertionError):  # the binding asserts that PDFium keeps its promises
            lines = []
            broken.append(number + 1)
        characters += sum(len(line.text) for line in lines)
        if characters > MAX_CHARACTERS:
            raise TooLargeError(f"the PDF holds more than {MAX_CHARACTERS:,} characters")
        found.append(lines)
    return found, broken


def _page(document: pypdfium2.PdfDocument, number: int) -> list[PrintedLine]:
    page = document[number]
    text = page.get_textpage()
    lines = list(_lines(text))
    text.close()
    page.close()
    return lines


def _lines(page: pypdfium2.PdfTextPage) -> Iterator[PrintedLine]:
    codes: list[int] = []
    begin = 0
    for index, code in enumerate(_codes(page)):
        if code in _LINE_ENDS:
            yield from _line(page, begin, codes)
            codes, begin = [], index + 1
        elif code in _HYPHENS:
            yield from _line(page, begin, [*codes, ord("-")])
            codes, begin = [], index + 1
        else:
            codes.append(code)
    yield from _line(page, begin, codes)


def _codes(page: pypdfium2.PdfTextPage) -> list[int]:
    """The page's characters, each at its index. In one piece where PDFium's text has them all, which is faster."""
    count = page.count_chars()
    text = page.get_text_range() if count else ""
    if len(text) == count:
        return [ord(character) for character in text]
    return [pdfium.FPDFText_GetUnicode(page, index) for index in range(count)]


def _line(page: pypdfium2.PdfTextPage, begin: int, codes: list[int]) -> Iterator[PrintedLine]:
    """One line, if anything of it is visible; `begin` is the index of its first character."""
    characters = "".join(chr(code) if code else "\ufffd" for code in codes)
    visible = characters.strip()
    if not visible:
        return
    first = begin + len(characters) - len(characters.lstrip())
    last = first + len(visible) - 1
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(page, first, ctypes.byref(x), ctypes.byref(y))
    bold = 0
    while first + bold <= last and _is_bold(page, first + bold):
        bold += 1
    yield PrintedLine(
        text=visible.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"),
        left=x.value,
        right=_right(page, last),
        base=y.value,
        size=pdfium.FPDFText_GetFontSize(page, (first + last) // 2),  # a bullet or an initial is set in another
        bold=bold,
    )


def _right(page: pypdfium2.PdfTextPage, index: int) -> float:
    box = [ctypes.c_double() for _ in range(4)]  # left, right, bottom, top
    pdfium.FPDFText_GetCharBox(page, index, *map(ctypes.byref, box))
    return box[1].value


def _is_bold(page: pypdfium2.PdfTextPage, index: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(page, index) >= _BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(_NAME_BYTES)
    length = pdfium.FPDFText_GetFontInfo(page, index, name, _NAME_BYTES, None)
    return 0 < length <= _NAME_BYTES and bool(_BOLD_NAME.search(name.value))
