"""Reads a printed file as a screen reader does: element by element, in the order of its structure."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pypdfium2
from pypdfium2 import raw

Said = dict[tuple[int, int], str]


@dataclass(frozen=True)
class Element:
    """One element of the structure: its tag, how deep it lies, and its own words."""

    tag: str
    depth: int
    words: str


def elements(pdf: bytes) -> list[Element]:
    """Every element that has words or stands for a picture."""
    said = _said(pdf)
    with pikepdf.open(BytesIO(pdf)) as opened:
        pages = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        root = opened.Root.StructTreeRoot.K[0]
        return list(_walk(root, 0, said, pages))


def outline(pdf: bytes) -> str:
    """The whole document as text, a line an element, with what it is before it."""
    return "".join(f"{'  ' * one.depth}{one.tag} {one.words}".rstrip() + "\n" for one in elements(pdf))


def read_aloud(pdf: bytes) -> str:
    """All words in the order in which they are read."""
    return " ".join(one.words for one in elements(pdf) if one.words)


def _walk(
    element: pikepdf.Object, depth: int, said: Said, pages: dict[tuple[int, int], int]
) -> Iterator[Element]:
    tag, own = str(element.S).strip("/"), []
    kids = []
    for kid in element.K:
        if not isinstance(kid, pikepdf.Dictionary):
            own.append(said.get((pages[element.Pg.objgen], int(kid)), ""))
        elif "/MCID" in kid:
            own.append(said.get((pages[kid.Pg.objgen], int(kid.MCID)), ""))
        else:
            kids.append(kid)
    words = " ".join(" ".join(own).split()) or str(element.get("/Alt", ""))
    if words or tag in {"Table", "TR", "TD"}:
        yield Element(tag, depth, words)
    for kid in kids:
        yield from _walk(kid, depth + (tag in {"Table", "TR", "TD"}), said, pages)


def _said(pdf: bytes) -> Said:
    document = pypdfium2.PdfDocument(pdf)
    try:
        found: Said = {}
        for number in range(len(document)):
            found |= {(number, mcid): text for mcid, text in _texts(document, number).items()}
        return found
    finally:
        document.close()


def _texts(document: pypdfium2.PdfDocument, number: int) -> dict[int, str]:
    """The words of each piece of marked content of a page; a new line begins with a space."""
    page = document[number]
    text_page = page.get_textpage()
    found: dict[int, str] = {}
    heights: dict[int, float] = {}
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        mcid = raw.FPDFPageObj_GetMarkedContentID(one.raw)
        height = one.get_matrix().f
        joint = " " if heights.get(mcid, height) != height else ""
        found[mcid] = found.get(mcid, "") + joint + _text(one, text_page)
        heights[mcid] = height
    text_page.close()
    page.close()
    return found


def _text(one: pypdfium2.PdfObject, text_page: pypdfium2.PdfTextPage) -> str:
    size = raw.FPDFTextObj_GetText(one.raw, text_page.raw, None, 0)
    buffer = (ctypes.c_ushort * size)()
    raw.FPDFTextObj_GetText(one.raw, text_page.raw, buffer, size)
    return bytes(buffer)[: 2 * (size // 2) if size % 2 else None].decode("utf-16-le").rstrip("\0")
