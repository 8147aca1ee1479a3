"""What an erasure takes away and what it leaves, in sentences: said before it and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopcheck.ui.words import count_words, tr

if TYPE_CHECKING:
    from sopcheck.services.erasure import Reach


def before_words(reach: Reach) -> str:
    """What erasing what is chosen would leave, and what it cannot reach."""
    out_of_reach = tr(
        "Backups in another place, and what was printed or exported, are out of reach; the access book says "
        "to whom that went."
    )
    return " ".join((*_gone(reach, tr("would go")), *_left(reach), out_of_reach))


def erased_words(reach: Reach) -> str:
    """What was erased, and what still holds any of it."""
    entries = count_words(reach.entries, tr("entry"), tr("entries"))
    said = tr("The words of {entries} were erased.").format(entries=entries)
    return " ".join((said, *_gone(reach, tr("went")), *_left(reach)))


def _gone(reach: Reach, goes: str) -> list[str]:
    said = []
    if reach.records:
        records = count_words(reach.records, tr("signed record"), tr("signed records"))
        said.append(tr("{records} {goes} with them.").format(records=records, goes=goes))
    if reach.reviews:
        reviews = count_words(reach.reviews, tr("review counts"), tr("reviews count"))
        said.append(tr("{reviews} as not held from then on.").format(reviews=reviews))
    return said


def _left(reach: Reach) -> list[str]:
    said = []
    if reach.also:
        entries = count_words(len(reach.also), tr("other entry says"), tr("other entries say"))
        said.append(tr("{entries} some of it too, and can be erased as well.").format(entries=entries))
    if reach.fixed:
        said.append(
            tr("What the case is called, or why something was erased before, says some of it and stays.")
        )
    if reach.signed:
        records = count_words(reach.signed, tr("signed record keeps"), tr("signed records keep"))
        said.append(tr("{records} a reference or name of it.").format(records=records))
    if reach.still_in:
        backups = count_words(len(reach.still_in), tr("backup holds"), tr("backups hold"))
        said.append(tr("{backups} them still.").format(backups=backups))
    if reach.aside:
        copies = count_words(reach.aside, tr("copy"), tr("copies"))
        said.append(tr("So may {copies} in the folder “recovery”.").format(copies=copies))
    return said
