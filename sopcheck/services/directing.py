"""Directing the work from a review: judging exceptions, directions on items, actions."""

from collections.abc import Mapping
from datetime import date

from sopcheck.cases import decisions
from sopcheck.cases.acting import Acting
from sopcheck.cases.events import (
    ActionId,
    CaseEvent,
    CaseId,
    Judged,
    ListedAs,
    Place,
    ReviewId,
    Verdict,
)
from sopcheck.ledger.entry import EntryHash, PersonId
from sopcheck.services.review_desk import ReviewDesk
from sopcheck.services.views import ReviewView


class Directing(ReviewDesk):
    """What a supervisor decides and orders."""

    def judge(
        self, case: CaseId, review: ReviewId, places: tuple[Place, ...], verdict: Verdict, reason: str
    ) -> ReviewView:
        """Decide on passed limits, one or many at once."""
        self._act(
            case,
            "judge a limit",
            lambda acting: decisions.judge(
                acting, places, verdict, acting.when(), reason=reason, review=review
            ),
        )
        return self.view(case, review)

    def judge_rows(
        self,
        case: CaseId,
        review: ReviewId,
        *,
        limits: tuple[Place, ...] = (),
        rows: Mapping[ListedAs, tuple[Judged, ...]],
        verdict: Verdict,
        reason: str,
    ) -> ReviewView:
        """Decide on rows of several exception lists in one act, passed limits among them."""

        def decide(acting: Acting) -> tuple[CaseEvent, ...]:
            """Decide on the limits as limits, and on each other list as itself."""
            at = acting.when()
            of_limits = (
                (decisions.judge(acting, limits, verdict, at, reason=reason, review=review),)
                if limits or not rows
                else ()
            )
            return (
                *of_limits,
                *(
                    decisions.judge_exceptions(
                        acting, listed, chosen, verdict, at, reason=reason, review=review
                    )
                    for listed, chosen in rows.items()
                ),
            )

        self._act(case, "judge an exception", decide)
        return self.view(case, review)

    def raise_action(
        self, case: CaseId, review: ReviewId, text: str, owner: PersonId, due: date
    ) -> ReviewView:
        """Raise an action with its owner and date."""
        action, person = ActionId(self._new_id()), self._person(owner)
        self._act(
            case,
            "raise an action",
            lambda acting: decisions.raise_action(
                acting, action, text, owner=person, due=due, at=acting.when(), review=review
            ),
        )
        return self.view(case, review)

    def finish_action(self, case: CaseId, action: ActionId, result: str, *, dropped: bool = False) -> None:
        """Say that an action is complete, or was dropped with its reason."""
        self._act(
            case,
            "finish an action",
            lambda acting: decisions.finish_action(
                acting, action, acting.when(), result=result, dropped=dropped
            ),
        )

    def direct(
        self, case: CaseId, review: ReviewId, place: Place, text: str, due: date | None = None
    ) -> ReviewView:
        """Give a direction on one item."""
        self._act(
            case, "direct", lambda acting: decisions.direct(acting, place, text, due=due, review=review)
        )
        return self.view(case, review)

    def settle_direction(
        self, case: CaseId, review: ReviewId, direction: EntryHash, result: str, *, dropped: bool = False
    ) -> ReviewView:
        """Say in a review that a direction is met, or is dropped with the reason."""
        self._act(
            case,
            "direct",
            lambda acting: decisions.settle_direction(
                acting, direction, result=result, dropped=dropped, review=review
            ),
        )
        return self.view(case, review)
