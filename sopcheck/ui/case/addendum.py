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
        for edit, name in ((self.text, "text"), (self.reason, "reason")):
            self.body.addWidget(Field(edit.accessibleName(), edit))
            edit.submitted.connect(self.submitted)
            keep_in(self, edit, f"review:{held.review}/addendum-{name}", acts.session)

    def act(self) -> Act | None:
        """Add it; an empty text or reason is refused with a sentence, as anywhere."""
        case, review, text, reason = self._acts.case, self._review, self.text.text(), self.reason.text()
        return lambda casework, _: casework.add_to_review(case, review, text, reason=reason)
