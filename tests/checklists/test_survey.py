import msgspec

from sopcheck.checklists.definition import ChecklistId, ClockId
from sopcheck.checklists.problem import NO_LINES, Lines
from sopcheck.checklists.survey import Survey, meant
from tests.checklists.samples import pack, small


def _survey(*, lines: Lines = NO_LINES) -> Survey:
    other = msgspec.structs.replace(pack("online-cse"), checklist=ChecklistId("other"))
    return Survey(small(), lines, "small.yaml", (other,))


def test_every_item_has_its_path() -> None:
    places = [(placed.item.id, placed.path) for placed in _survey().items]
    assert places[0] == ("record-report", ("stages", 0, "items", 0))
    assert places[-1] == ("finish", ("stages", 1, "items", 3))


def test_items_of_the_other_checklists_are_known_but_not_its_own() -> None:
    assert "online-assess-risk" in _survey().known_items - _survey().own_items
    assert _survey().own_items <= _survey().known_items


def test_every_condition_is_found_wherever_it_stands() -> None:
    found = [(given.owner, given.path[-1], given.condition) for given in _survey().conditions()]
    assert ("act-soon", "applies_when", "graded-low") in found
    assert ("finish", "applies_when", "alarmed") in found
    assert len(found) == 5


def test_the_condition_of_a_review_is_found() -> None:
    survey = Survey(pack("cse-investigation"), NO_LINES, "", ())
    assert ("pre-nfa", "nfa-proposed") in {(given.owner, given.condition) for given in survey.conditions()}


def test_the_items_that_set_a_clock_are_found() -> None:
    assert [placed.item.id for placed in _survey().setters(ClockId("last-seen"))] == ["see-again"]
    assert _survey().setters(ClockId("closed")) == ()


def test_a_problem_stands_at_the_line_of_its_path() -> None:
    lines = Lines({(): 1, ("stages", 0): 7})
    problem = _survey(lines=lines).problem(("stages", 0, "title"), "begin", "w", "S.")
    assert str(problem) == "small.yaml:7: begin: S."


def test_what_is_nearly_right_is_asked_about() -> None:
    assert meant("tolled", ["told", "alarm"]) == " Is “told” meant?"
    assert meant("zzz", ["told", "alarm"]) == ""
