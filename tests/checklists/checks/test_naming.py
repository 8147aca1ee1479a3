import msgspec
import pytest

from sopcheck.checklists.definition import Checklist, ItemId, Stage, StageId
from sopcheck.checklists.problems import problems
from tests.checklists.samples import Broken, assert_only, broken, small, words


@pytest.mark.parametrize("case", broken("naming"))
def test_what_is_missing_malformed_or_doubled_is_found_at_its_line(case: Broken) -> None:
    assert_only(case)


def test_an_item_may_replace_one_that_is_gone() -> None:
    item = msgspec.structs.replace(small().stages[1].items[-1], replaces=(ItemId("finish-all"),))
    stage = msgspec.structs.replace(small().stages[1], items=(*small().stages[1].items[:-1], item))
    assert problems(_with_stages(small().stages[0], stage)) == ()


def test_a_stage_without_items_is_found() -> None:
    empty = msgspec.structs.replace(small().stages[1], id=StageId("empty"), items=())
    assert words(problems(_with_stages(*small().stages, empty))) == [("no-items", "empty")]


def test_a_checklist_without_stages_is_found() -> None:
    assert ("no-items", "") in words(problems(_with_stages()))


@pytest.mark.parametrize(
    ("under", "name"), [("subjects", "case"), ("subjects", "review"), ("clocks", "trigger")]
)
def test_words_with_a_meaning_of_their_own_are_no_ids(under: str, name: str) -> None:
    shared = dict(getattr(small(), under))
    shared[name] = next(iter(shared.values()))
    found = problems(msgspec.structs.replace(small(), **{under: shared}))
    assert ("id-taken", name) in words(found)


def test_problems_without_a_file_have_no_line() -> None:
    nameless = msgspec.structs.replace(small(), title=" ")
    assert [str(problem) for problem in problems(nameless)] == ["`title` is empty. People read it; write it."]


def _with_stages(*stages: Stage) -> Checklist:
    return msgspec.structs.replace(small(), stages=stages)
