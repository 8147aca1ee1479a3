"""The press: freezes what is printed, prints what was frozen, and reads printed files back.

It answers the interface that the services state. What draws the pages is imported when something is
printed, not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from sopcheck.cases.reviews.reviewed import (
    Amended,
    Blank,
    FileSigner,
    FileVerdict,
    FrozenRecord,
    PrintOrder,
    Reviewed,
    SheetKind,
    Shown,
)
from sopcheck.errors import DamagedError
from sopcheck.records import freezing
from sopcheck.records.addenda_content import addenda_of
from sopcheck.records.annex_content import annex_of
from sopcheck.records.blank_content import blank_of, case_blank_of
from sopcheck.records.content import record_of
from sopcheck.records.disclosure_content import disclosure_of
from sopcheck.records.freezing import Printed, SaltedText
from sopcheck.records.record import SupervisionRecord
from sopcheck.records.status_content import status_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sopcheck.records.seal import SealSigner

_ANOTHERS_ANNEX = (
    "The sensitive annex that was signed with this record is not kept with it. "
    "Verify the vault, and restore a backup."
)


class Press:
    """Makes and reads all documents; `salt` gives 16 random bytes at each call."""

    def __init__(self, salt: Callable[[], bytes], verify: Callable[[bytes, bytes, bytes], bool]) -> None:
        self._salt = salt
        self._verify = verify

    def freeze(self, reviewed: Reviewed) -> FrozenRecord:
        """What the record of a review and its sensitive annex say, ready to be signed."""
        content = annex_of(reviewed)
        annex = None if content is None else self._frozen(content)
        # With the digest of the annex in it, the signature over the record is one over both.
        record = self._frozen(record_of(reviewed, content, annex.digest if annex else ""))
        return msgspec.structs.replace(record, annex=annex)

    def freeze_sheet(self, kind: SheetKind, shown: Shown) -> FrozenRecord:
        """What a document says of a case as it stands; nobody signs it."""
        match kind:
            case "status":
                return self._frozen(status_of(shown))
            case "checklist":
                return self._frozen(case_blank_of(shown))
            case "disclosure":
                return self._frozen(disclosure_of(shown))
            case "sensitive-disclosure":
                return self._frozen(disclosure_of(shown, sensitive=True))

    def freeze_addenda(self, shown: Shown, amended: Amended) -> FrozenRecord:
        """What was added to a signed review; the record that was signed stays as it is."""
        return self._frozen(addenda_of(shown, amended))

    def freeze_checklist(self, blank: Blank) -> FrozenRecord:
        """What a version of a checklist asks, to be filled in by hand."""
        return self._frozen(blank_of(blank))

    def _frozen(self, document: Printed) -> FrozenRecord:
        signed, texts = freezing.frozen(document, self._salt)
        digest = freezing.digest(signed)
        return FrozenRecord(
            signed=signed,
            digest=digest,
            code=freezing.verification_code(digest),
            texts={key: (row.salt, row.text) for key, row in texts.items()},
            message=freezing.signing_message(signed),
        )

    def check(self, frozen: FrozenRecord) -> None:
        """Refuse a record of which a text is not what was signed, or whose annex is another's or gone.

        Raises:
            DamagedError: it is no record, one of its texts was altered, or the annex it names is not there.
        """
        record = freezing.thawed(frozen.signed, _texts(frozen))
        kept = ""
        if frozen.annex is not None:
            freezing.thawed(frozen.annex.signed, _texts(frozen.annex))
            kept = freezing.digest(frozen.annex.signed)
        # An annex that was cut away would else read as if there had never been one.
        if kept != _annex_named_in(record):
            raise DamagedError(_ANOTHERS_ANNEX)

    def render(
        self,
        frozen: FrozenRecord,
        order: PrintOrder,
        *,
        name: str,
        seal: SealSigner | None,
        annex: bool = False,
    ) -> bytes:
        """A document as a PDF; `name` is who signed it, `annex` adds the state of every item of a record."""
        from sopcheck.records.printing import PrintDetails, RecordSignature, render

        # A preview has none: whoever prints it must not come by a file that looks signed.
        signatures = [RecordSignature(name, frozen.public_key, frozen.signature)] if frozen.signature else []
        return render(
            frozen.signed,
            _texts(frozen),
            details=PrintDetails(
                number=order.number,
                purpose=order.purpose,
                recipient=order.recipient,
                printed_at=order.printed_at,
                printed_by=order.printed_by,
                watermark=order.watermark,
                witness=order.ledger,
            ),
            signatures=signatures,
            erased=frozen.erased,
            sealer=seal,
            with_annex=annex,
        )

    def verify(self, data: bytes, *, known: Mapping[bytes, str]) -> FileVerdict:
        """What can be said of a printed file; `known` names the people of a vault by their keys."""
        from sopcheck.records.proof import verify_file

        verdict = verify_file(data, verify=self._verify, known=known)
        return FileVerdict(
            state=verdict.state,
            sentence=verdict.sentence,
            findings=verdict.findings,
            digest=verdict.digest,
            code=verdict.code,
            case_reference=verdict.case_reference,
            print_number=verdict.print_number,
            signers=tuple(FileSigner(one.part, one.public_key) for one in verdict.signers),
            document=verdict.document,
        )


def _annex_named_in(record: Printed) -> str:
    if not isinstance(record, SupervisionRecord) or record.sensitive is None:
        return ""
    return record.sensitive.digest


def _texts(frozen: FrozenRecord) -> dict[str, SaltedText]:
    return {key: SaltedText(salt, text) for key, (salt, text) in frozen.texts.items()}
