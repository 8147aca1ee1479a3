"""The press: freezes a reviewed case, prints frozen records, and reads printed files back.

It answers the interface that the services state. What draws the pages is imported when something is
printed, not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopcheck.cases.reviewed import FileVerdict, FrozenRecord, PrintOrder, Reviewed
from sopcheck.records import freezing
from sopcheck.records.content import record_of
from sopcheck.records.freezing import SaltedText

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sopcheck.records.seal import SealSigner


class Press:
    """Makes and reads supervision records; `salt` gives 16 random bytes at each call."""

    def __init__(self, salt: Callable[[], bytes], verify: Callable[[bytes, bytes, bytes], bool]) -> None:
        self._salt = salt
        self._verify = verify

    def freeze(self, reviewed: Reviewed) -> FrozenRecord:
        """What the record of a review says, ready to be signed."""
        signed, texts = freezing.frozen(record_of(reviewed), self._salt)
        digest = freezing.digest(signed)
        return FrozenRecord(
            signed=signed,
            digest=digest,
            code=freezing.verification_code(digest),
            texts={key: (row.salt, row.text) for key, row in texts.items()},
            message=freezing.signing_message(signed),
        )

    def check(self, frozen: FrozenRecord) -> None:
        """Refuse a record of which a text is not the one that was signed.

        Raises:
            DamagedError: it is no record, or one of its texts was altered.
        """
        freezing.thawed(frozen.signed, _texts(frozen))

    def render(
        self,
        frozen: FrozenRecord,
        order: PrintOrder,
        *,
        name: str,
        seal: SealSigner | None,
        annex: bool = False,
    ) -> bytes:
        """The record as a PDF; `name` is the reviewer's, `annex` adds the state of every item."""
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
            ),
            signatures=signatures,
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
            signers_known=bool(verdict.signers) and all(signer.known for signer in verdict.signers),
        )


def _texts(frozen: FrozenRecord) -> dict[str, SaltedText]:
    return {key: SaltedText(salt, text) for key, (salt, text) in frozen.texts.items()}
