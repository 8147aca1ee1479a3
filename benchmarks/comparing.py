"""Reading, comparing and editing a thousand items, and an edit of one with its text and problems."""

from collections.abc import Iterator

import msgspec

from benchmarks.measure import Figure, cpu_seconds, median
from sopcheck.checklists.compare import compare
from sopcheck.checklists.definition import (
    Checklist,
    ClockId,
    Fact,
    FactId,
    Item,
    ItemId,
    Limit,
    Stage,
    StageId,
)
from sopcheck.checklists.drafting.draft import Draft
from sopcheck.checklists.drafting.edits import Changed
from sopcheck.checklists.drafting.findings import findings
from sopcheck.checklists.packs import shipped
from sopcheck.checklists.reader import read
from sopcheck.checklists.yaml_written import written

ITEMS, IN_STAGE = 1000, 50
MOST_LINES, GOAL_READ_S = 20_000, 1.0
GOAL_COMPARE_MS, GOAL_EDIT_MS, GOAL_TEXT_MS, GOAL_FINDINGS_MS = 200.0, 10.0, 200.0, 200.0


def figures() -> Iterator[Figure]:
    """The figures, each with its goal."""
    was = large()
    is_ = msgspec.structs.replace(was, stages=tuple(_changed(stage) for stage in reversed(was.stages)))
    rows = len(compare(was, is_).rows)
    took = median(lambda: compare(was, is_), times=15)
    yield Figure("compare 1,000 items", took * 1000, GOAL_COMPARE_MS, "ms", f"{rows} rows")
    text = written(was)
    lines = text.count("\n")
    read_in = cpu_seconds(lambda: read(text, name="large.yaml")) * MOST_LINES / lines
    yield Figure(f"read {MOST_LINES:,} lines", read_in, GOAL_READ_S, "s of CPU", f"from {lines:,} lines")
    draft = Draft.of(read(text, name="large.yaml"))
    edit = Changed(under="items", id=f"item-{ITEMS - 1}", key="prompt", value="Do another thing.")
    yield Figure(
        "edit one of 1,000 items", median(lambda: draft.done(edit), times=50) * 1000, GOAL_EDIT_MS, "ms"
    )
    after = draft.done(edit)
    yield Figure("its YAML text", median(after.text, times=15) * 1000, GOAL_TEXT_MS, "ms")
    looked = median(lambda: findings(after.now), times=15) * 1000
    yield Figure("its problems and advice", looked, GOAL_FINDINGS_MS, "ms")


def _changed(stage: Stage) -> Stage:
    """A stage turned round, with each prompt reworded."""
    items = [msgspec.structs.replace(item, prompt=f"{item.prompt} Today.") for item in stage.items]
    return msgspec.structs.replace(stage, items=tuple(reversed(items)))


def large() -> Checklist:
    """A definition of a thousand items with conditions and limits."""
    base = read(shipped()[0].yaml, name="base.yaml").checklist
    items = [_item(at) for at in range(ITEMS)]
    stages = tuple(
        Stage(id=StageId(f"stage-{at}"), title=f"Stage {at}", items=tuple(items[at : at + IN_STAGE]))
        for at in range(0, ITEMS, IN_STAGE)
    )
    facts = base.facts | {FactId(f"fact-{at}"): Fact(says=f"Fact {at} is so.") for at in range(20)}
    return msgspec.structs.replace(base, stages=stages, facts=facts, grades=(), reviews=None)


def _item(at: int) -> Item:
    return Item(
        id=ItemId(f"item-{at}"),
        prompt=f"Do thing number {at} and write down when it was done.",
        answered_by="investigator",
        asks=("status",),
        source="GK",
        guidance=f"Thing {at} is done with care, and by those who know how.",
        limit=Limit(unit="hours", from_=ClockId("report-received"), basis="baseline", amount=1 + at % 72),
        applies_when=f"fact-{at % 20}",
    )
