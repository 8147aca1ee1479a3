"""A definition file brought up to date: what changed is written anew, all else stays as its author wrote it.

A definition is read without its comments, so a file written from it alone has none. Here each piece of the
text that was read (`yaml_pieces.py`) is kept letter by letter, with the comments above it, while what it
says is still the same, wherever it has moved to.
"""

from collections.abc import Iterator, Sequence

import msgspec

from sopcheck.checklists.definition import Checklist
from sopcheck.checklists.identity import digest_of
from sopcheck.checklists.problem import DefinitionError
from sopcheck.checklists.reader import Read, read
from sopcheck.checklists.shaping import Shaped
from sopcheck.checklists.yaml_pieces import Piece, hyphened, pieces_of
from sopcheck.checklists.yaml_written import entry_text, field_text, in_order, named_text, written

Fields = dict[str, Shaped]


def kept_text(base: Read, now: Checklist) -> str:
    """Give the text of a file, changed to say what the definition says now."""
    pieces = pieces_of(base)
    if not pieces.keys:
        return written(now)
    before = fields_of(base.checklist)
    rewriting = _Rewriting(pieces.keys, before)
    return f"{pieces.before}{rewriting.fields(pieces.keys, before, fields_of(now), 0)}{pieces.after}"


def sure_text(base: Read, now: Checklist) -> str:
    """Give the text likewise, and read it again: if it does not say exactly this, all is written anew."""
    text = kept_text(base, now)
    try:
        found = read(text, name=base.name).digest
    except DefinitionError:
        return written(now)
    return text if found == digest_of(now) else written(now)


def fields_of(checklist: Checklist) -> Fields:
    """Give a definition as its file has it."""
    fields: Fields = msgspec.to_builtins(checklist)
    return fields


class _Rewriting:
    """Writes anew what changed; items are found again in whichever stage they stood."""

    def __init__(self, keys: Sequence[Piece], before: Fields) -> None:
        self._items: dict[str, tuple[Piece, Fields]] = {}
        stages = next((piece for piece in keys if piece.key == "stages"), None)
        for stage, fields in _paired(stages.inside if stages else (), before["stages"]):
            items = next((piece for piece in stage.inside if piece.key == "items"), None)
            for item, said in _paired(items.inside if items else (), fields.get("items", [])):
                self._items[str(said.get("id"))] = item, said

    def fields(self, pieces: Sequence[Piece], before: Fields, after: Fields, margin: int) -> str:
        """Give the text of keys; a new one stands behind the one that it is written behind."""
        texts = {
            str(piece.key): piece.lead + self._changed(piece, before, after)
            for piece in pieces
            # A key that says what goes without saying is in neither, and stays.
            if piece.key in after or piece.key not in before
        }
        order = list(texts)
        last = ""
        for key, value in in_order(after):
            if key not in texts:
                texts[key] = field_text(key, value, margin)
                order.insert(order.index(last) + 1 if last else 0, key)
            last = key
        return "".join(texts[key] for key in order)

    def _changed(self, piece: Piece, before: Fields, after: Fields) -> str:
        key = str(piece.key)
        was, now = before.get(key), after.get(key)
        if was == now or now is None:
            return piece.text
        return self._inside(piece, was, now) or field_text(key, now, piece.margin)

    def _inside(self, piece: Piece, was: Shaped | None, now: Shaped) -> str:
        """Change only what changed inside of a piece; nothing where it must be written anew as a whole."""
        if not (piece.inside and now):
            return ""
        if isinstance(was, dict) and isinstance(now, dict):
            inner = self.fields if piece.key == "reviews" else self._named
            return piece.head + inner(piece.inside, was, now, piece.inside[0].margin)
        if isinstance(now, list | tuple):
            return piece.head + "".join(self._entries(piece, was or [], now))
        return ""

    def _named(self, pieces: Sequence[Piece], before: Fields, after: Fields, margin: int) -> str:
        """Give the text of entries that are named by their keys."""
        kept = [self._named_one(piece, before, after) for piece in pieces if piece.key in after]
        known = {piece.key for piece in pieces}
        new = [
            named_text(name, fields, margin)
            for name, fields in after.items()
            if name not in known and isinstance(fields, dict)
        ]
        return "".join((*kept, *new))

    def _named_one(self, piece: Piece, before: Fields, after: Fields) -> str:
        was, now = before.get(str(piece.key)), after[str(piece.key)]
        if was == now or not (isinstance(was, dict) and isinstance(now, dict)):
            return piece.lead + piece.text
        if not piece.inside:
            return piece.lead + named_text(str(piece.key), now, piece.margin)
        return piece.lead + piece.head + self.fields(piece.inside, was, now, piece.inside[0].margin)

    def _entries(self, piece: Piece, before: Shaped, after: Sequence[Shaped]) -> Iterator[str]:
        """Give the texts of the entries of a list, with a line between them where the list has such lines."""
        margin = piece.inside[0].margin
        if piece.key == "items":
            # An item that moved to another stage is found there, with its comments.
            known = self._items
        else:
            known = {str(said.get("id")): (one, said) for one, said in _paired(piece.inside, before)}
        apart = any(one.lead.startswith("\n") for one in piece.inside[1:]) or piece.key == "items"
        for at, fields in enumerate(after):
            if isinstance(fields, dict):
                text = self._entry(known.pop(str(fields.get("id")), None), fields, margin)
                # The blank line belongs to the place, not to the entry that moved there.
                bare = text.lstrip("\n")
                yield f"\n{bare}" if at and apart else bare

    def _entry(self, known: tuple[Piece, Fields] | None, fields: Fields, margin: int) -> str:
        if known is None:
            return entry_text(fields, margin)
        piece, said = known
        # In another list it may be set in further, and YAML counts the spaces.
        if piece.margin != margin or (said != fields and not piece.inside):
            return piece.lead + entry_text(fields, margin)
        if said == fields:
            return piece.lead + piece.text
        text = self.fields(piece.inside, said, fields, piece.inside[0].margin)
        return piece.lead + hyphened(text, piece.margin)


def _paired(pieces: Sequence[Piece], entries: Shaped) -> Iterator[tuple[Piece, Fields]]:
    """Give the pieces of the entries of a list, each with what it says."""
    listed = entries if isinstance(entries, list | tuple) else ()
    for piece, said in zip(pieces, listed, strict=False):
        if isinstance(said, dict):
            yield piece, said
