"""Gives a drawn PDF its structure, so that it can be read aloud and reflowed (PDF/UA-1, ISO 14289-1)."""

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from sopcheck.records.layout import Drawn
from sopcheck.records.strips import Node

_LANGUAGE = "en-GB"
_Contents = dict[Node, list[tuple[int, int]]]


def tag(pdf: Pdf, drawn: Drawn) -> None:
    """Hang the structure of the document on its marked content."""
    contents: _Contents = {}
    for mark in drawn.marks:
        contents.setdefault(mark.node, []).append((mark.page, mark.mcid))
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    writing = _Writing(pdf, drawn, contents)
    tree.K = Array([writing.write(drawn.root, tree)])
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=writing.parents()))
    tree.ParentTreeNextKey = len(pdf.pages)
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    # Asked for by PDF/UA: without it a reader would speak the text in the language of its own menus.
    pdf.Root.Lang = String(_LANGUAGE)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


class _Writing:
    """Writes elements top down and remembers which one owns each piece of content."""

    def __init__(self, pdf: Pdf, drawn: Drawn, contents: _Contents) -> None:
        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        self._drawn = drawn
        self._contents = contents
        self._owners: list[dict[int, Object]] = [{} for _ in self._pages]

    def write(self, node: Node, parent: Object) -> Object:
        """Write a node and all below it; the element is there before its kids, which point to it."""
        # Indirect from the start: its kids and its page point back to it.
        element = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{node.tag}"), P=parent))
        self._describe(node, element)
        kids = [self.write(kid, element) for kid in node.kids]
        element.K = Array([*self._content(node, element), *kids])
        return element

    def parents(self) -> Array:
        """Give the owners of each page's content, by its number there."""
        numbers: list[Object | int] = []
        for number, (page, owners) in enumerate(zip(self._pages, self._owners, strict=True)):
            page.StructParents = number
            # The order of the structure, which is the order of reading.
            page.Tabs = Name.S
            numbers += [number, self._pdf.make_indirect(Array([owners[mcid] for mcid in range(len(owners))]))]
        return Array(numbers)

    def _describe(self, node: Node, element: Object) -> None:
        if node.scope:
            element.A = Dictionary(O=Name.Table, Scope=Name(f"/{node.scope}"))
        if node.columns > 1:
            element.A = Dictionary(O=Name.Table, ColSpan=node.columns)
        if node.alternative:
            element.Alt = String(node.alternative)
        if node in self._drawn.boxes:
            element.A = Dictionary(
                O=Name.Layout, BBox=Array(list(self._drawn.boxes[node])), Placement=Name.Block
            )

    def _content(self, node: Node, element: Object) -> list[Object | int]:
        content = self._contents.get(node, [])
        if not content:
            return []
        first = content[0][0]
        element.Pg = self._pages[first]
        for page, mcid in content:
            self._owners[page][mcid] = element
        return [mcid if page == first else self._reference(page, mcid) for page, mcid in content]

    def _reference(self, page: int, mcid: int) -> Object:
        return Dictionary(Type=Name.MCR, Pg=self._pages[page], MCID=mcid)
