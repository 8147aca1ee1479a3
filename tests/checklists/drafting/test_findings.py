import pytest

from sopcheck.checklists.definition import FactId
from sopcheck.checklists.drafting.editing import edited
from sopcheck.checklists.drafting.edits import Changed, Edit, Removed
from sopcheck.checklists.drafting.findings import Finding, Spot, findings
from tests.checklists.samples import small


def _found(edit: Edit, *, stops: bool = True) -> list[Finding]:
    return [one for one in findings(edited(small(), edit)) if one.stops is stops]


@pytest.mark.parametrize(
    ("edit", "spot"),
    [
        (
            Changed(under="items", id="act-soon", key="applies_when", value="gone"),
            Spot("items", "act-soon", "applies_when"),
        ),
        (Changed(under="items", id="act-soon", key="prompt", value=" "), Spot("items", "act-soon", "prompt")),
        (Changed(under="stages", id="work", key="title", value=""), Spot("stages", "work", "title")),
        (Changed(under="clocks", id="told", key="says", value=""), Spot("clocks", "told", "says")),
        (Changed(under="definition", key="version", value="?"), Spot("definition", "small", "version")),
        (Removed(under="schedule", id="first"), Spot("schedule", "again", "after")),
        (
            Changed(under="reviews", key="triggers_after", value="gone"),
            Spot("reviews", "reviews", "triggers_after"),
        ),
        (
            Changed(under="grades", id="danger", key="set_by", value="gone"),
            Spot("grades", "danger", "set_by"),
        ),
    ],
)
def test_a_problem_has_the_place_to_jump_to(edit: Edit, spot: Spot) -> None:
    assert spot in [one.spot for one in _found(edit)]


def test_advice_has_its_place_and_stops_nothing() -> None:
    edit = Changed(under="items", id="finish", key="prompt", value="The work is finished.")
    (found,) = _found(edit, stops=False)
    assert (found.spot, found.word) == (Spot("items", "finish", "prompt"), "verb-first")


def test_words_to_avoid_are_those_of_the_force() -> None:
    words = {"work": "task"}
    found = [one.sentence for one in findings(small(), words=words)]
    assert "“work” may read as blame. Better: task." in found


def test_a_good_draft_has_no_finding() -> None:
    assert findings(small()) == ()


def test_what_runs_beside_is_known() -> None:
    other = edited(small(), Changed(under="definition", key="checklist", value="other"))
    fact = edited(other, Changed(under="facts", id="urgent", key="of", value="person"))
    assert any(one.spot.id == FactId("urgent") for one in findings(small(), beside=[fact]))


def test_words_of_the_author_that_read_like_a_line_are_shown_as_they_are() -> None:
    fact = "gone, first on line 99"
    found = _found(Changed(under="items", id="act-soon", key="applies_when", value=fact))
    assert any(f"There is no fact “{fact}” here" in one.sentence for one in found)
