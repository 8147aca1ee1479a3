import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopcheck.checklists.packs import shipped
from sopcheck.checklists.problems import check, problems
from tests.checklists.samples import SMALL, changed, pack, small

LINES = SMALL.splitlines()
REFERRING = "from|before|item|fact|repeats_for|needs|part_of|after|sets_grade|triggers_after|if_never_held"
REFERENCES = list(re.finditer(rf"(?:{REFERRING}): ([a-z-]+)", SMALL))


def test_a_good_definition_has_no_problem() -> None:
    assert check(SMALL, name="small.yaml") == ()
    assert problems(small()) == ()


def test_what_cannot_be_read_is_told_like_any_problem() -> None:
    found = check(changed("amount: 4, unit", "amount: 4h, unit"), name="small.yaml")
    assert [problem.word for problem in found] == ["wrong-value"]


def test_a_problem_reads_file_line_id_and_sentence() -> None:
    found = check(changed("from: promised", "from: promise"), name="small.yaml")
    line = 1 + next(at for at, line in enumerate(LINES) if "from: promised" in line)
    assert [str(problem) for problem in found] == [
        f"small.yaml:{line}: keep-promise: There is no clock “promise” here. Is “promised” meant?"
    ]


def test_problems_come_in_the_order_of_their_lines() -> None:
    text = changed("applies_when: graded-low", "applies_when: low")
    text = changed("sets_fact: alarmed", "sets_fact: bells", text)
    lines = [problem.line for problem in check(text, name="small.yaml")]
    assert lines == sorted(lines)
    assert len(lines) == 2


@pytest.mark.parametrize("name", [source.id for source in shipped()])
@pytest.mark.parametrize("under", ["clocks", "facts", "subjects"])
def test_a_pack_that_lost_something_it_shares_is_told(name: str, under: str) -> None:
    whole = getattr(pack(name), under)
    for lost in whole:
        rest = {key: value for key, value in whole.items() if key != lost}
        found = problems(msgspec.structs.replace(pack(name), **{under: rest}))
        assert any(
            problem.word.startswith("unknown-") and f"“{lost}”" in problem.sentence for problem in found
        )


@pytest.mark.parametrize("name", [source.id for source in shipped()])
def test_a_pack_beside_others_misses_each_item_they_lose(name: str) -> None:
    others = [pack(source.id) for source in shipped() if source.id != name]
    linked = {other.item for item in pack(name).items() for other in item.same_act if other.checklist != name}
    bare = [msgspec.structs.replace(other, stages=other.stages[:1]) for other in others]
    left = {item.id for other in bare for item in other.items()}
    missed = {problem.sentence for problem in problems(pack(name), beside=bare)}
    assert {
        item for item in linked if any(f"no item “{item}”" in sentence for sentence in missed)
    } == linked - left


@given(st.data())
@settings(max_examples=60)
def test_a_file_that_lost_lines_is_told_or_is_another_definition(data: st.DataObject) -> None:
    lost = data.draw(st.sets(st.integers(0, len(LINES) - 1), min_size=1, max_size=3))
    text = "\n".join(line for at, line in enumerate(LINES) if at not in lost)
    for problem in check(text, name="small.yaml"):
        assert 0 <= problem.line <= len(LINES) + 1
        assert problem.sentence.endswith((".", "?"))


@given(st.sampled_from([found.start(1) for found in REFERENCES]))
def test_a_reference_written_otherwise_is_never_passed_over(at: int) -> None:
    assert check(f"{SMALL[:at]}x{SMALL[at:]}", name="small.yaml")


@pytest.mark.parametrize(
    "part",
    [
        "prompt: See the person.",
        "answered_by: supervisor",
        "asks: [status, text]",
        "title: Work",
        "label: device",
    ],
)
def test_what_every_entry_needs_is_missed(part: str) -> None:
    text = "\n".join(line for line in LINES if line.strip() != part)
    assert [problem.word for problem in check(text, name="small.yaml")] == ["missing-key"]
