"""Moving without a vault: one case in which an item is reworded, one is new and one is left out."""

from datetime import timedelta

from sopcheck.cases.events import CaseId, Place
from sopcheck.cases.moving import PlaceMove, Preview
from sopcheck.checklists.definition import Checklist, Version
from sopcheck.progress import Progress
from sopcheck.services.moving import CaseImpact, Impact, no_progress
from tests.ui.fakes import CSE, NOW


class FakeMoving:
    """Tells of one case what a move would do to it; moves nothing."""

    def impact(self, to: Checklist, progress: Progress = no_progress) -> Impact:
        progress(1, 1)
        return self.impact_on(CaseId("c1"), to)

    def impact_on(self, case: CaseId, to: Checklist) -> Impact:
        first, second, third, *_ = to.items()
        due = NOW + timedelta(hours=5)
        places = (
            PlaceMove(
                place=Place(CSE, first.id),
                item=first,
                fate="reworded",
                answered=True,
                ask_again=True,
                asked_before=True,
                asked_now=True,
            ),
            PlaceMove(
                place=Place(CSE, second.id, "s1"),
                item=second,
                fate="new",
                answered=False,
                asked_now=True,
                ends_now=due,
                word_now="running",
            ),
            PlaceMove(
                place=Place(CSE, third.id), item=third, fate="withdrawn", answered=True, asked_before=True
            ),
        )
        preview = Preview(
            checklist=CSE, was=Version("0.9"), version=to.version, at=NOW, places=places, reviews=()
        )
        found = CaseImpact(case=case, reference="NV/CSE/26/0101", preview=preview, labels={"s1": "Child A"})
        return Impact(checklist=CSE, version=to.version, looked_at=1, cases=(found,))
