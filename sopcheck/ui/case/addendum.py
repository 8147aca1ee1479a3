"""An addendum to a signed review: what its record should also have said, and why it is said now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopcheck.ui.case.sheets import ActSheet
from sopcheck.ui.kit.drafts import keep_in
from sopcheck.ui.kit.fields import Field, ManyLines
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from sopcheck.services.views import HeldReview
    from sopcheck.ui.case.acts import Act, CaseActs


class AddendumSheet(ActSheet):
    """Asks for both; the record that was signed stays as it is."""

    def __init__(self, parent: QWidget, acts: CaseActs, held: HeldReview) -> None:
        """Add to this review."""
        super().__init__(
            parent,
            acts,
            title=tr("Add to a signed review"),
            primary=tr("Add it"),
            says=tr("{title}. What was signed stays as it is; this stands beside it with your name.").format(
                title=held.title
            ),
        )
        self._review = held.review
        self.text = ManyLines(tr("What the record should also say"), lines=4)
        self.reason = ManyLines(tr("Why it is added now"), lines=2)
        self._fields = tuple(Field(edit.accessibleName(), edit) for edit in (self.text, self.reason))
        for field, edit, name in zip(self._fields, (self.text, self.reason), ("text", "reason"), strict=True):
            self.body.addWidget(field)
            edit.submitted.connect(self.submitted)
            keep_in(self, edit, f"review:{held.review}/addendum-{name}", acts.session)

    def act(self) -> Act | None:
        """Add it, once it says something and why."""
        case, review, text, reason = self._acts.case, self._review, self.text.text(), self.reason.text()
        for field in self._fields:
            field.accept()
        text_field, reason_field = self._fields
        # The one that comes first is told last, and has the keys.
        if not reason:
            reason_field.refuse(tr("Say why it is added now; the reason prints."))
        if not text:
            text_field.refuse(tr("Write what the record should also say; it prints with the record."))
        if not text or not reason:
            return None
        return lambda casework, _: casework.add_to_review(case, review, text, reason=reason)
