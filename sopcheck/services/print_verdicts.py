"""What a vault can say of a printed file: that it is what was signed or printed here, or was overtaken."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec

from sopcheck.cases import codec
from sopcheck.cases.access_events import DocumentPrinted, PrintFailed, RecordPrinted
from sopcheck.cases.events import CaseId
from sopcheck.cases.register.register import Person
from sopcheck.cases.reviews.reviewed import FileSigner, FileVerdict
from sopcheck.cases.reviews.signed import Signed, signed_reviews
from sopcheck.errors import DamagedError, UnavailableError
from sopcheck.ledger.entry import ACCESS
from sopcheck.services.case_books import CaseBooks
from sopcheck.services.opened import Opened
from sopcheck.services.people import name_of
from sopcheck.services.ports import RecordPress
from sopcheck.services.signed_records import SignedRecords
from sopcheck.services.views import RecordVerdict, VerdictWord

_WORDS: dict[str, VerdictWord] = {
    "altered": "altered",
    "newer": "newer",
    "not a record": "not a record",
}
_SIGNED = frozenset(("record", "annex"))
_DONE = {"record": "The record in it was signed", "print": "The print was sealed"}
_ADDENDA = ("{} addendum was written", "{} addenda were written")
_WITHDRAWN: tuple[VerdictWord, str] = (
    "superseded",
    "The file is what was signed, but the review was withdrawn since; the history of the case says why.",
)
_UNKNOWN = "The file is intact, but this vault knows no review that was signed with this record."
_NOT_PRINTED_HERE = "The file is intact, but it was not printed from this vault."
_LEFT = "The file is print {}, as it left this vault."
_OTHER_FILE = (
    "This file is not print {} as it left this vault: it was changed and sealed again. "
    "Do not rely on it; print it again from the vault."
)
_OTHER_SEAL = (
    "The data in this file is what is known here, but its pages were sealed by nobody who is known here and "
    "may say something else. Do not rely on them; print it again from the vault."
)
_LAPSED_SEAL = (
    "The data in this file is what is known here, but its pages were sealed by {}, who has no role here any "
    "more, and the access book here knows no such print. Print it again from the vault."
)
_OTHER_NUMBER = "The access book here knows no print {}; it may have been made on another machine."
_Print = RecordPrinted | DocumentPrinted


class PrintVerdicts:
    """Judges printed files against one open vault."""

    def __init__(self, opened: Opened, books: CaseBooks, press: RecordPress, records: SignedRecords) -> None:
        self._opened = opened
        self._books = books
        self._press = press
        self._records = records

    def of(self, pdf: bytes) -> RecordVerdict:
        """What may be said of a file; never fails for any bytes."""
        found = self._press.verify(pdf, known=self._known())
        prints, file = tuple(self._prints()), hashlib.sha256(pdf).hexdigest()
        word = _WORDS.get(found.state)
        if word is not None:
            return self._sheet(found, prints, file) or _said(word, found)
        # Whoever has a key here can change the pages and seal them again, but not what was noted of the file.
        named = [one for one in prints if one.number == found.print_number]
        if any(one.file not in {"", file} for one in named):
            return replace(_said("altered", found), sentence=_OTHER_FILE.format(found.print_number))
        told = self._signed_here(found) if found.document in _SIGNED else self._printed_here(found, prints)
        return told if told.word == "not known here" else self._pages(told, found, noted=bool(named))

    def _pages(self, told: RecordVerdict, found: FileVerdict, *, noted: bool) -> RecordVerdict:
        """What is left of a verdict on the data of a file, when it is asked who made the pages around it."""
        sealers = [self._owner(one.key) for one in found.signers if one.part == "print"]
        sealer = sealers[0] if sealers else None
        if sealer is None:
            return replace(told, word="not known here", sentence=_OTHER_SEAL)
        if noted:
            return told
        # A role that is gone may have been gone when this was sealed; only the access book could say.
        if not sealer.roles:
            return replace(told, word="not known here", sentence=_LAPSED_SEAL.format(sealer.name))
        return replace(told, details=(*told.details, _OTHER_NUMBER.format(found.print_number)))

    def _sheet(self, found: FileVerdict, prints: Sequence[_Print], file: str) -> RecordVerdict | None:
        """What is printed without data of its own, an audit sheet, is known by its bytes alone."""
        sheet = next((one for one in prints if one.file == file), None)
        if sheet is None:
            return None
        named = msgspec.structs.replace(found, print_number=sheet.number)
        return self._told(("same", _LEFT.format(sheet.number)), named)

    def _known(self) -> dict[bytes, str]:
        register = self._opened.register
        return {
            bytes.fromhex(key): name_of(register.people, person)
            for person, held in register.register.keys().items()
            for key in held
        }

    def _signed_here(self, found: FileVerdict) -> RecordVerdict:
        """Look for the review that signed it."""
        for case in map(self._books.read, self._cases_of(found)):
            for number, review in enumerate(signed_reviews(case), start=1):
                # By the digest in the ledger: the reference in the file is only a hint where to look.
                if found.digest in (review.event.snapshot, self._annex_of(review)):
                    added = sum(one.review == review.review for one in case.addenda)
                    said = _WITHDRAWN if review.withdrawn else _standing(number, len(case.held_reviews))
                    return self._told(said, found, added=added)
        return self._told(("not known here", _UNKNOWN), found)

    def _cases_of(self, found: FileVerdict) -> Iterator[CaseId]:
        """The case that has the reference of the file, then those it was printed of, for that may change."""
        row = self._opened.vault.index.by_reference(found.case_reference)
        if row is not None:
            yield CaseId(row.case)
        printed = {one.case for one in self._prints() if one.digest == found.digest}
        yield from sorted(case for case in printed if case is not None)

    def _annex_of(self, review: Signed) -> str:
        """The digest of the annex that was signed with a review; empty where there is none to be had."""
        try:
            annex = self._records.of(review.event).annex
        except (DamagedError, UnavailableError):
            return ""
        return annex.digest if annex else ""

    def _printed_here(self, found: FileVerdict, prints: Sequence[_Print]) -> RecordVerdict:
        """Look for the print in the access book: nobody signs what shows a case as it stands."""
        # By digest and number both: the same sheet may have been printed twice, for two people.
        if not any((one.digest, one.number) == (found.digest, found.print_number) for one in prints):
            return self._told(("not known here", _NOT_PRINTED_HERE), found)
        return self._told(("same", _LEFT.format(found.print_number)), found)

    def _told(self, said: tuple[VerdictWord, str], found: FileVerdict, *, added: int = 0) -> RecordVerdict:
        word, sentence = said
        failed = (
            ("The access book says that this print was not completed.",)
            if word != "not known here" and found.print_number in self._failed()
            else ()
        )
        since = (f"{_ADDENDA[added > 1].format(added)} to it since; print the addenda too.",) if added else ()
        details = (*found.findings, *since, *self._about(found.signers), *failed)
        return RecordVerdict(word=word, sentence=sentence, details=details)

    def _about(self, signers: tuple[FileSigner, ...]) -> Iterator[str]:
        """What a reader must know of who signed: a key that is not known here, a person without a role."""
        for one in signers:
            known = self._owner(one.key)
            if known is None:
                yield f"{_DONE[one.part]} with a key that is not known here ({one.key[:8]} …)."
            elif not known.roles:
                yield f"{_DONE[one.part]} by {known.name}, who has no role here any more; ask since when."

    def _owner(self, key: str) -> Person | None:
        """Whose key this is or was; nobody's where it is not known here."""
        register = self._opened.register
        owners = {one: person for person, held in register.register.keys().items() for one in held}
        return register.people.get(owners[key]) if key in owners else None

    def _prints(self) -> Iterator[_Print]:
        for event in self._access():
            if isinstance(event, _Print):
                yield event

    def _failed(self) -> frozenset[str]:
        return frozenset(event.number for event in self._access() if isinstance(event, PrintFailed))

    def _access(self) -> Iterator[codec.BookEvent]:
        kinds = {RecordPrinted.__name__, DocumentPrinted.__name__, PrintFailed.__name__}
        for entry in self._opened.vault.ledger.entries(ACCESS):
            if entry.kind in kinds:
                event = codec.decode(entry.kind, entry.version, entry.body)
                if not isinstance(event, codec.Unreadable):
                    yield event


def _said(word: VerdictWord, found: FileVerdict) -> RecordVerdict:
    return RecordVerdict(word=word, sentence=found.sentence, details=found.findings)


def _standing(number: int, held: int) -> tuple[VerdictWord, str]:
    if number < held:
        return (
            "superseded",
            f"The file is what was signed at review {number} of the case; it is superseded by review {held}.",
        )
    return "same", "The file is what was signed, and the last review of the case."
