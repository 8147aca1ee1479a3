"""Writing the next version of a checklist: one draft for each checklist and person, until it is proposed."""

from collections.abc import Callable, Mapping

from sopcheck.cases.authority import require
from sopcheck.cases.register.register import DefinitionRow
from sopcheck.cases.texts import line
from sopcheck.checklists.definition import FORMAT, Checklist, ChecklistId, Version
from sopcheck.checklists.drafting.draft import Draft, journal, replayed
from sopcheck.checklists.drafting.edits import Changed
from sopcheck.checklists.drafting.findings import Finding, findings
from sopcheck.checklists.local_time import LONDON
from sopcheck.checklists.problem import kebab
from sopcheck.checklists.reader import Read, read
from sopcheck.checklists.yaml_written import written
from sopcheck.errors import DamagedError, RefusedError
from sopcheck.services.opened import Opened
from sopcheck.services.ports import Unfinished
from sopcheck.services.publishing import Publishing

FIRST = Version("1.0")
"""The number of the first version of a checklist."""
_DRAFT = "checklist-draft:"


class Drafting:
    """Drafts of the unlocked person, encrypted like all else; nobody else sees one before it is proposed."""

    def __init__(self, opened: Opened, publishing: Publishing, words: Mapping[str, str]) -> None:
        """Advise against these words, each with a better one."""
        self._opened = opened
        self._publishing = publishing
        self._words = words

    def there(self, checklist: ChecklistId) -> bool:
        """Whether a draft of this checklist is being written."""
        return bool(self._kept.get(_key(checklist)))

    def begin(self, checklist: ChecklistId, version: Version) -> Draft:
        """Begin the next version from one that is here, under the next number.

        Raises:
            RefusedError: the person writes no SOPs, the version is not here, or a draft is there already.
        """
        self._require_first(checklist)
        row = self._opened.register.row(checklist, version)
        base = Draft.of(read(row.yaml, name=f"{checklist}-{version}.yaml"))
        draft = base.done(Changed(under="definition", key="version", value=self._next(checklist, version)))
        self.keep(draft)
        return draft

    def begin_from(self, found: Read) -> Draft:
        """Begin a draft from a file that somebody brings, whatever is still wrong with it.

        Raises:
            RefusedError: the person writes no SOPs, or a draft of that checklist is there already.
        """
        self._require_first(found.checklist.checklist)
        draft = Draft.of(found)
        self.keep(draft)
        return draft

    def begin_new(self, title: str) -> Draft:
        """Begin a checklist that nobody has yet, empty but for its title.

        Raises:
            RefusedError: the person writes no SOPs, no title is given, or its id is taken.
        """
        titled = line(title, what="title of the checklist", required=True)
        name = ChecklistId(kebab(titled, otherwise="checklist"))
        if any(held == name for held, _ in self._opened.register.register.definitions):
            raise RefusedError(
                "A checklist of this title is here. Write its next version, or choose another title."
            )
        text = written(_empty(name, titled))
        return self.begin_from(read(text, name=f"{name}-{FIRST}.yaml"))

    def drafts(self) -> tuple[Checklist, ...]:
        """What is being written, each as it is now; one that cannot be read any more is left out."""
        kept = self._kept.all()
        found = (self._readable(text) for key, text in sorted(kept.items()) if key.startswith(_DRAFT))
        return tuple(draft.now for draft in found if draft is not None)

    def take_up(self, checklist: ChecklistId) -> Draft:
        """Go on with the draft where it was left.

        Raises:
            RefusedError: there is none, or the person writes no SOPs.
            DamagedError: what was kept cannot be read.
        """
        self._require()
        kept = self._kept.get(_key(checklist))
        if not kept:
            raise RefusedError("There is no draft of this checklist. Begin one from a version.")
        return replayed(kept.encode())

    def keep(self, draft: Draft) -> None:
        """Keep the draft as it is; it survives lock and crash."""
        self._kept.keep(key=_key(draft.now.checklist), text=journal(draft).decode())

    def discard(self, checklist: ChecklistId) -> None:
        """Forget the draft."""
        self._kept.drop(_key(checklist))

    def findings(self, checklist: Checklist) -> tuple[Finding, ...]:
        """What is wrong with a draft beside the checklists in force, and what might be better."""
        names = dict.fromkeys(name for name, _ in self._opened.register.register.definitions)
        rows = (self._publishing.in_force(name) for name in names if name != checklist.checklist)
        definitions = self._opened.register.definitions
        beside = (definitions.with_digest(row.digest) for row in rows if row is not None)
        return findings(
            checklist,
            beside=[one for one in beside if one is not None],
            words=self._words,
        )

    def propose(self, draft: Draft, *, reason: str) -> DefinitionRow:
        """Put the draft forward for approval by another SOP owner; then it is a draft no more.

        Raises:
            RefusedError: it has problems, goes backwards, or its number is taken by another content.
        """
        name = f"{draft.now.checklist}-{draft.now.version}.yaml"
        row = self._publishing.propose(draft.final_text().encode(), name, reason=reason)
        self.discard(draft.now.checklist)
        return row

    def _readable(self, kept: str) -> Draft | None:
        try:
            return replayed(kept.encode())
        except DamagedError:
            return None

    def _require_first(self, checklist: ChecklistId) -> None:
        self._require()
        if self.there(checklist):
            raise RefusedError("A draft of this checklist is being written. Go on with it, or discard it.")

    def _require(self) -> None:
        require(self._opened.register.me, "propose a version")

    def _next(self, checklist: ChecklistId, version: Version) -> Version:
        taken = {held for name, held in self._opened.register.register.definitions if name == checklist}
        return next_version(version, lambda wanted: wanted in taken)

    @property
    def _kept(self) -> Unfinished:
        return self._opened.vault.unfinished


def next_version(version: Version, taken: Callable[[Version], bool]) -> Version:
    """The number after a version that nobody has taken: 1.0 is followed by 1.1."""
    major, _, minor = version.partition("+")[0].partition(".")
    after = int(minor) + 1 if minor.isdigit() else 1
    return next(
        wanted
        for wanted in (Version(f"{major}.{number}") for number in range(after, after + 10_000))
        if not taken(wanted)
    )


def _empty(name: ChecklistId, title: str) -> Checklist:
    return Checklist(
        format=FORMAT,
        checklist=name,
        version=FIRST,
        title=title,
        baseline="local",
        time_zone=LONDON.key,
        stages=(),
    )


def _key(checklist: ChecklistId) -> str:
    return f"{_DRAFT}{checklist}"
