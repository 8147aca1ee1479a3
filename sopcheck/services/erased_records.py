"""What signed records are left with once words were erased: texts beside the signed bytes can go alone.

References and names of operations stand in what was signed. A record with those goes whole where that is
wanted, and is counted where it is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from sopcheck.cases.derived import Snapshot
from sopcheck.cases.events import ReviewId
from sopcheck.cases.reviews.reviewed import FrozenRecord
from sopcheck.errors import DamagedError
from sopcheck.services.snapshots import frozen_of, snapshot_of
from sopcheck.services.typed_words import is_signed_with, says


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasing:
    """Words that go, what a record says in their place, and whether records signed with them go whole."""

    words: Sequence[str]
    under: str
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What signed records are left with, the reviews whose record goes, and how many hold words still."""

    without: tuple[Snapshot, ...] = ()
    gone: tuple[ReviewId, ...] = ()
    signed: int = 0

    def with_one(self, snapshot: Snapshot, erasing: Erasing, *, own: bool) -> "Records":
        """These and one more; a record whose `own` entry is erased belongs to nothing and goes."""
        try:
            frozen = frozen_of(snapshot)
            parts = (frozen, frozen.annex) if frozen.annex else (frozen,)
            signed = any(is_signed_with(part.signed, erasing.words) for part in parts)
        except DamagedError:  # verification tells of it
            return self
        if own or (signed and erasing.whole):
            return replace(self, gone=(*self.gone, ReviewId(snapshot.review)))
        left = _left_of(snapshot, frozen, erasing)
        without = self.without if left == snapshot else (*self.without, left)
        return replace(self, without=without, signed=self.signed + signed)


def _left_of(snapshot: Snapshot, frozen: FrozenRecord, erasing: Erasing) -> Snapshot:
    annex = None if frozen.annex is None else _without_words(frozen.annex, erasing)
    left = msgspec.structs.replace(_without_words(frozen, erasing), annex=annex)
    return msgspec.structs.replace(snapshot_of(snapshot.review, left), digest=snapshot.digest)


def _without_words(frozen: FrozenRecord, erasing: Erasing) -> FrozenRecord:
    kept = {key: held for key, held in frozen.texts.items() if not says(held[1], erasing.words)}
    gone = dict.fromkeys(frozen.texts.keys() - kept.keys(), erasing.under)
    return msgspec.structs.replace(frozen, texts=kept, erased=frozen.erased | gone)
