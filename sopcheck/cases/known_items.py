"""Items of the shipped packs that the program knows by their ids, which are never reused or re-pointed.

A force's own checklist may lack any of them; then nothing is derived from it, and nothing breaks. Why they
are not marked in the definition: `docs/decisions`, "Few items are known by their id".
"""

from collections.abc import Mapping
from typing import Literal

from sopcheck.checklists.definition import ItemId

SEE_CHILD = ItemId("see-child")
"""Done once for each child; open or not done, the child has not been seen."""

SaidField = Literal["risk", "childs_voice", "cause_of_delay", "good_work", "discussion", "outcome"]

SAID_IN_CONCLUSION: Mapping[ItemId, SaidField] = {
    ItemId("review-risk-now"): "risk",
    ItemId("review-childs-voice"): "childs_voice",
    ItemId("review-delay-cause"): "cause_of_delay",
    ItemId("review-good-practice"): "good_work",
    ItemId("review-discussed"): "discussion",
    ItemId("review-outcome"): "outcome",
}
"""Questions of a review that the conclusion answers too, and where: typed once, in either place."""
