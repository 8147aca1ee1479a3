"""Fills pages with strips: keeps together what belongs together, and repeats the headings of tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sopcheck.errors import RefusedError
from sopcheck.records.strips import Strip, TextPiece

MOST_PAGES = 2_000


@dataclass(slots=True)
class Page:
    """Strips with the height at which each begins, measured down from the top of the text area."""

    placed: list[tuple[float, Strip]] = field(default_factory=list)
    filled: float = 0.0

    def put(self, strip: Strip) -> None:
        """Place a strip under what is there."""
        self.placed.append((self.filled, strip))
        self.filled += strip.height


def paginated(strips: Sequence[Strip], height: float) -> list[Page]:
    """Place all strips on pages with this much room.

    Raises:
        RefusedError: there would be more pages than anybody can print.
    """
    pages = [Page()]
    for group in _groups(strips):
        if group[0].new_page or (_overflows(pages[-1], group, height) and _fits_a_page(group, height)):
            _start_page(pages, group[0])
        for strip in group:
            _place(pages, strip, height)
    return pages


def _place(pages: list[Page], strip: Strip, height: float) -> None:
    page = pages[-1]
    fits = page.filled + strip.height <= height or not page.placed
    # Empty room parts blocks; at the top or foot of a page there is nothing to part.
    if strip.gap and not (fits and page.placed):
        return
    if not fits:
        _start_page(pages, strip)
    pages[-1].put(strip)


def _groups(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if not strip.keep:
            yield group
            group = []
    if group:
        yield group


def _overflows(page: Page, group: list[Strip], height: float) -> bool:
    # Room at the end of a group may be lost at the foot of a page; the words may not.
    needed = sum(strip.height for strip in group if not strip.gap or strip is not group[-1])
    return bool(page.placed) and page.filled + needed > height


def _fits_a_page(group: list[Strip], height: float) -> bool:
    repeated = sum(strip.height for strip in group[0].header)
    return repeated + sum(strip.height for strip in group) <= height


def _start_page(pages: list[Page], first: Strip) -> None:
    if len(pages) == MOST_PAGES:
        raise RefusedError(
            f"This print would take more than {MOST_PAGES:,} pages. "
            "Shorten the longest text, or print it without the annex."
        )
    if not pages[-1].placed:
        return
    pages.append(Page())
    for strip in first.header:
        pages[-1].put(_as_decoration(strip))


def _as_decoration(strip: Strip) -> Strip:
    # Who hears the page read has heard these headings once already.
    pieces = (replace(piece, node=None) if isinstance(piece, TextPiece) else piece for piece in strip.pieces)
    return replace(strip, pieces=tuple(pieces))
