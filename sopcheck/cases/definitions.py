"""The definitions that are known here, found by digest or by name, and what a case follows of them.

What is compiled from immutable definitions is made once and kept, so that evaluation is fast.
"""

from collections.abc import Iterable, Mapping

from sopcheck.cases.programme import ItemPlan, Programme, plans_of
from sopcheck.checklists.definition import Checklist, ChecklistId, Digest, Version
from sopcheck.checklists.identity import digest_of
from sopcheck.checklists.versions import version_rank


class Definitions:
    """The checklist versions known on this machine; a value, but for what it has compiled already.

    Those `apart` are drafts and the like: known, but never taken for the newest.
    """

    MOST_KEPT = 64

    def __init__(
        self, by_digest: Mapping[Digest, Checklist], *, apart: frozenset[Digest] = frozenset()
    ) -> None:
        self._by_digest = dict(by_digest)
        self._apart = apart
        self._digests = {
            (found.checklist, found.version): digest for digest, found in self._by_digest.items()
        }
        self._programmes: dict[tuple[Digest, ...], Programme] = {}
        self._plans: dict[Digest, tuple[ItemPlan, ...]] = {}

    @classmethod
    def of(cls, checklists: Iterable[Checklist]) -> "Definitions":
        """Know these checklists; their digests are computed."""
        return cls({digest_of(checklist): checklist for checklist in checklists})

    def is_apart(self, digest: Digest) -> bool:
        """Whether no real case may begin to follow a version: a draft, one withdrawn or yet to come."""
        return digest in self._apart

    def joined(self, checklist: Checklist) -> "Definitions":
        """Know one version more, which is not on this machine yet; those known here stay as they are."""
        digest = digest_of(checklist)
        return Definitions({digest: checklist} | self._by_digest, apart=self._apart | {digest})

    def all(self) -> tuple[Checklist, ...]:
        """Every version that is known."""
        return tuple(self._by_digest.values())

    def digests(self) -> frozenset[Digest]:
        """The digests of all that is known."""
        return frozenset(self._by_digest)

    def with_digest(self, digest: Digest) -> Checklist | None:
        """The version with this digest, where it is on this machine."""
        return self._by_digest.get(digest)

    def find(self, checklist: ChecklistId, version: Version) -> Checklist | None:
        """The version of this name, where it is on this machine."""
        digest = self._digests.get((checklist, version))
        return None if digest is None else self._by_digest[digest]

    def digest_of(self, checklist: ChecklistId, version: Version) -> Digest | None:
        """The digest of the version of this name."""
        return self._digests.get((checklist, version))

    def newest(self, checklist: ChecklistId) -> Checklist | None:
        """The highest version of a checklist that is known."""
        known = ((digest, found) for digest, found in self._by_digest.items() if found.checklist == checklist)
        versions = [found for digest, found in known if digest not in self._apart]
        return max(versions, key=lambda found: version_rank(found.version), default=None)

    def programme(self, digests: tuple[Digest, ...]) -> Programme:
        """What a case that follows these versions, the oldest first, has to go by."""
        if digests not in self._programmes:
            # As many as a session meets; a vault of old cases must not fill the memory.
            while len(self._programmes) >= self.MOST_KEPT:
                self._programmes.pop(next(iter(self._programmes)))
            self._programmes[digests] = self._compiled(digests)
        return self._programmes[digests]

    def plans(self, digest: Digest) -> tuple[ItemPlan, ...]:
        """The items of a version, made ready to be evaluated; none where it is not known."""
        if digest not in self._plans:
            checklist = self._by_digest.get(digest)
            self._plans[digest] = () if checklist is None else plans_of(checklist)
        return self._plans[digest]

    def _compiled(self, digests: tuple[Digest, ...]) -> Programme:
        # One that the case moved back to is there twice, and the second time wins over what lay between.
        known = [self._by_digest[digest] for digest in digests if digest in self._by_digest]
        plans = {
            digest: found.reviews
            for digest in digests
            if (found := self._by_digest.get(digest)) is not None and found.reviews is not None
        }
        runs = {plan.checklist for plan in plans.values()} - {one.checklist for one in known}
        # A case need not follow the checklist of its reviews: their runs take the newest that is known.
        newest = [run for name in sorted(runs) if (run := self.newest(name)) is not None]
        return Programme.of([*newest, *known], plans)
