"""What all work in a review shares: the review as it stands, and the conclusion that is kept half-written."""

from sopcheck.cases.events import CaseId, ReviewId
from sopcheck.services.case_desk import CaseDesk
from sopcheck.services.conclusions import conclusion_of
from sopcheck.services.review_views import review_view
from sopcheck.services.views import Conclusion, ReviewView


class ReviewDesk(CaseDesk):
    """Reads a review into a view."""

    def view(self, case: CaseId, review: ReviewId) -> ReviewView:
        """The review as it stands, with what changed since the last and since you last looked."""
        looked = self._opened.vault.markers.last_look(case)
        draft = self._kept(case, review)
        return review_view(self.refresh(case), review, draft=draft, last_look=looked)

    def _kept(self, case: CaseId, review: ReviewId) -> Conclusion | None:
        text = self._opened.vault.unfinished.get(draft_key(case, review))
        return conclusion_of(text) if text else None


def draft_key(case: CaseId, review: ReviewId) -> str:
    """Under which key the half-written conclusion of a review is kept."""
    return f"case:{case}/review:{review}"
