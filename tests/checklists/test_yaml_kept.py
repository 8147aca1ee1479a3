import difflib

import msgspec
import pytest
from hypothesis import given, settings

from sopcheck.checklists.definition import Checklist, FactId, Item, ItemId, KindId
from sopcheck.checklists.packs import PackSource, shipped
from sopcheck.checklists.problem import DefinitionError
from sopcheck.checklists.reader import Read, read
from sopcheck.checklists.yaml_kept import kept_text, sure_text
from sopcheck.checklists.yaml_written import written
from tests.checklists.generated import definitions, large, with_item
from tests.checklists.samples import SMALL, changed

BASE = read(SMALL.replace("      - id: act-soon", "      # Soon.\n      - id: act-soon # now"), name="a.yaml")


def _lines(now: Checklist, base: Read = BASE) -> list[str]:
    """Give the lines that went and came."""
    text = kept_text(base, now)
    assert read(text, name="b.yaml").checklist == now
    both = difflib.ndiff(base.text.splitlines(), text.splitlines())
    return [line for line in both if line[0] in "+-"]


@pytest.mark.parametrize("source", shipped(), ids=lambda source: source.id)
def test_what_did_not_change_is_kept_to_the_letter(source: PackSource) -> None:
    base = read(source.yaml, name=source.file)
    assert kept_text(base, base.checklist) == source.yaml.decode()


@given(definitions(), definitions())
@settings(max_examples=25, deadline=None)
def test_the_text_says_what_the_definition_says(was: Checklist, now: Checklist) -> None:
    base = read(written(was), name="a.yaml")
    assert read(kept_text(base, now), name="b.yaml").checklist == now


def test_only_the_key_that_changed_is_written_anew() -> None:
    assert _lines(with_item(BASE.checklist, "act-soon", prompt="Act now.")) == [
        "-         prompt: Act soon.",
        "+         prompt: Act now.",
    ]


def test_a_key_that_goes_takes_its_line_and_a_new_one_has_its_place() -> None:
    found = _lines(with_item(BASE.checklist, "act-soon", limit=None, guidance="Quickly."))
    assert [line.split()[1] for line in found] == ["guidance:", "limit:"]


def test_a_comment_moves_with_its_item() -> None:
    first, second = BASE.checklist.stages
    moved = (*second.items, first.items[-1])
    now = msgspec.structs.replace(
        BASE.checklist,
        stages=(
            msgspec.structs.replace(first, items=first.items[:-1]),
            msgspec.structs.replace(second, items=moved),
        ),
    )
    text = kept_text(BASE, now)
    assert read(text, name="b.yaml").checklist == now
    assert text.index("# Soon.\n      - id: act-soon # now") > text.index("id: finish")


def test_a_new_item_stands_behind_a_blank_line() -> None:
    stage = BASE.checklist.stages[0]
    new = Item(id=ItemId("new"), prompt="Do.", answered_by="investigator", asks=("status",), source="GK")
    stages = (msgspec.structs.replace(stage, items=(*stage.items, new)), BASE.checklist.stages[1])
    now = msgspec.structs.replace(BASE.checklist, stages=stages)
    assert "\n\n      - id: new\n        prompt: Do.\n" in kept_text(BASE, now)


def test_a_key_that_goes_without_saying_stays_where_it_is_written() -> None:
    base = read(changed("target_date: true", "target_date: true\n    gate: false # yet"), name="a.yaml")
    now = with_item(base.checklist, "finish", prompt="End it.")
    assert "gate: false # yet" in kept_text(base, now)


def test_named_entries_come_and_go() -> None:
    facts = {name: fact for name, fact in BASE.checklist.facts.items() if name != "urgent"}
    facts[FactId("new")] = BASE.checklist.facts[FactId("urgent")]
    now = msgspec.structs.replace(BASE.checklist, facts=facts)
    assert {line.split()[1] for line in _lines(now)} >= {"urgent:", "new:"}


def test_what_shares_a_line_is_written_anew_as_a_whole() -> None:
    dense = "  device: {label: device, plural: devices, part_of: person}\n"
    tall = "  device:\n    label: device\n    plural: devices\n    part_of: person\n"
    base = read(changed(tall, dense), name="a.yaml")
    subjects = base.checklist.subjects
    device = msgspec.structs.replace(subjects[KindId("device")], plural="phones")
    now = msgspec.structs.replace(base.checklist, subjects=subjects | {KindId("device"): device})
    assert tall.replace("devices", "phones") in kept_text(base, now)


def test_a_file_all_on_one_line_is_written_anew() -> None:
    dense = msgspec.json.encode(BASE.checklist).decode()
    base = read(dense, name="a.yaml")
    now = with_item(base.checklist, "finish", prompt="End it.")
    assert kept_text(base, now) == written(now)


def test_a_text_that_would_say_something_else_is_written_anew() -> None:
    # The second line of the title looks like a comment, and would go with the key below it.
    base = read(
        changed("title: Small checklist\n", 'title: "Small\n# checklist"\npurpose: To try.\n'), name="a.yaml"
    )
    now = msgspec.structs.replace(base.checklist, purpose="")
    with pytest.raises(DefinitionError):
        read(kept_text(base, now), name="b.yaml")
    assert sure_text(base, now) == written(now)


def test_a_text_that_says_the_same_is_kept() -> None:
    assert sure_text(BASE, BASE.checklist) == BASE.text


def test_entries_of_one_id_lose_nothing() -> None:
    doubled = with_item(BASE.checklist, "act-soon", id=ItemId("finish"))
    now = with_item(doubled, "finish", prompt="End it.")
    assert read(sure_text(BASE, now), name="b.yaml").checklist == now


def test_one_of_a_thousand_items_is_brought_up_to_date() -> None:
    base = read(written(large()), name="large.yaml")
    now = with_item(base.checklist, "item-7", prompt="Do another thing.")
    assert "Do another thing." in kept_text(base, now)
