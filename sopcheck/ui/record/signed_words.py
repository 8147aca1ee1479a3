"""What came after a signature, in words: `signed 14:02, two items changed since`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopcheck.ui.words import count_words, tr

if TYPE_CHECKING:
    from sopcheck.services.signed_since import SignedSince
    from sopcheck.ui.words import Words


def since_words(since: SignedSince, words: Words) -> str:
    """When the last review was signed, how many items changed after it, and what was added to it."""
    signed = tr("signed {when}").format(when=words.moment(since.signed))
    items = count_words(since.items, tr("item changed since"), tr("items changed since"))
    addenda = count_words(since.addenda, tr("addendum"), tr("addenda"))
    moved = tr("another version or checklist since") if since.moved else ""
    changed = items if since.items else "" if moved else tr("nothing changed since")
    parts = (signed, changed, moved, addenda if since.addenda else "")
    return ", ".join(part for part in parts if part)
