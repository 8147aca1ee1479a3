import pytest
from msgspec import structs

from sopcheck.checklists.definition import Checklist, Clause, ItemId
from sopcheck.checklists.identity import digest_of
from sopcheck.checklists.problem import DefinitionError
from sopcheck.checklists.reader import read
from sopcheck.checklists.yaml_written import written
from tests.checklists.samples import SMALL, Broken, assert_among, broken, changed, small


def _problems(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(DefinitionError) as refused:
        read(text, name="small.yaml")
    return [(problem.line, problem.id, problem.word) for problem in refused.value.problems]


def _sentence(old: str, new: str) -> str:
    with pytest.raises(DefinitionError) as refused:
        read(changed(old, new), name="small.yaml")
    return refused.value.problems[0].sentence


def _line(part: str, text: str = SMALL) -> int:
    assert text.count(part) == 1
    return text[: text.index(part)].count("\n") + 1


def test_a_definition_is_read_as_it_stands() -> None:
    item = small().stages[1].items[0]
    assert (item.id, item.prompt, item.asks) == ("see-person", "See the person.", ("status", "text"))
    assert item.applies_when == Clause(all=("urgent", Clause(not_="alarmed")))
    assert (item.repeats_for, item.reason_when_not_done, item.print_class) == (
        "person",
        "optional",
        "ordinary",
    )
    assert item.limit
    assert (item.limit.amount, item.limit.unit, item.limit.beginning_with) == (1, "calendar-days", True)


def test_what_was_read_has_its_text_and_its_digest() -> None:
    found = read(SMALL, name="small.yaml")
    assert (found.text, found.name) == (SMALL, "small.yaml")
    assert found.digest == digest_of(found.checklist)


@pytest.mark.parametrize(
    ("path", "part"),
    [
        (("title",), "title: Small checklist"),
        (("clocks", "alarm"), "  alarm:\n"),
        (("clocks", "alarm", "sets_fact"), "sets_fact: alarmed"),
        (("stages", 1), "- id: work"),
        (("stages", 1, "items", 0), "- id: see-person"),
        (("stages", 1, "items", 0, "limit"), "limit: {amount: 1, unit: calendar-days"),
        (("stages", 1, "items", 0, "limit", "from"), "limit: {amount: 1, unit: calendar-days"),
        (("stages", 1, "items", 0, "guidance"), "- id: see-person"),
        (("stages", 1, "items", 99), "title: Work\n    items:"),
        (("reviews", "schedule", 3, "trigger"), "trigger: {clock: alarm}"),
    ],
)
def test_each_path_knows_its_line_or_the_nearest_above(path: tuple[str | int, ...], part: str) -> None:
    offset = part.count("\n") if part.startswith("title: Work") else 0
    assert read(SMALL, name="x").lines.at(*path) == _line(part) + offset


def test_a_version_is_text_with_quotes_or_without() -> None:
    bare = read(changed('version: "1.0"', "version: 1.0"), name="x").checklist
    assert bare.version == "1.0"
    assert digest_of(bare) == digest_of(small())


@pytest.mark.parametrize("word", ["no", "yes", "on", "010", "12:30:45", "null", "1e3"])
def test_words_that_yaml_knows_otherwise_are_read_as_text(word: str) -> None:
    found = read(changed("choices: [urgent, ordinary]", f"choices: [{word}, ordinary]"), name="x")
    assert found.checklist.stages[0].items[0].choices == (word, "ordinary")


@pytest.mark.parametrize("amount", ["010", "4.0", "4h", "0x4", "1_000", '"4"', "four", "+4", "4e0", "１"])
def test_a_whole_number_is_written_in_digits_and_nothing_else(amount: str) -> None:
    sentence = _sentence("amount: 4, unit: hours", f"amount: {amount}, unit: hours")
    assert sentence == f"`amount` wants a whole number, and “{amount.strip(chr(34))}” is not one."


@pytest.mark.parametrize("truth", ["yes", "on", "True", "1", '"true"', "no"])
def test_a_truth_is_true_or_false_and_nothing_else(truth: str) -> None:
    sentence = _sentence("rolling: true\n  promised", f"rolling: {truth}\n  promised")
    assert sentence.startswith("`rolling` wants true or false, and “")


def test_texts_lose_the_spaces_around_them() -> None:
    folded = changed("prompt: See the person.", "prompt: >\n          See the\n          person.\n")
    assert digest_of(read(folded, name="x").checklist) == digest_of(small())


def test_a_key_that_says_nothing_is_not_in_the_digest() -> None:
    spelt_out = changed("prompt: See the person.", "prompt: See the person.\n        print_class: ordinary")
    assert digest_of(read(spelt_out, name="x").checklist) == digest_of(small())


def test_comments_and_order_are_not_in_the_digest() -> None:
    moved = changed("format: 1\nchecklist: small\n", "checklist: small # its id\nformat: 1\n")
    assert digest_of(read(moved, name="x").checklist) == digest_of(small())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sets_clock: told", "sets_clock: [told]"),
        ("asks: [status]\n        limit: {amount: 28", "asks: status\n        limit: {amount: 28"),
        ("set_by: [see-again]", "set_by: see-again"),
        ("if_not_independent: flag", "if_not_independent: flag as partly independent"),
        ("if_never_held: first}", "if_never_held: the due date of first}"),
    ],
)
def test_other_ways_to_write_a_thing_come_to_the_same(old: str, new: str) -> None:
    assert digest_of(read(changed(old, new), name="x").checklist) == digest_of(small())


@pytest.mark.parametrize("case", broken("misfits"))
def test_what_does_not_fit_is_told_at_its_line_with_its_id(case: Broken) -> None:
    assert_among(case)


def test_all_that_does_not_fit_is_told_at_once_in_line_order() -> None:
    text = changed("amount: 4, unit", "amount: 4h, unit")
    text = changed("prompt: Finish the work.", "promt: Finish the work.", text)
    text = changed("gate: true\n    hard_gate", "gate: yes\n    hard_gate", text)
    assert _problems(text) == [
        (_line("gate: yes", text), "closed", "wrong-value"),
        (_line("amount: 4h", text), "act-at-once", "wrong-value"),
        (_line("- id: finish", text), "finish", "missing-key"),
        (_line("promt", text), "finish", "unknown-key"),
    ]


def test_the_sentence_of_the_refusal_names_the_line() -> None:
    text = changed("amount: 4, unit", "amount: 24h, unit")
    with pytest.raises(DefinitionError, match=rf"^Line {_line('24h', text)}: `amount` wants a whole number"):
        read(text, name="small.yaml")


@pytest.mark.parametrize("text", ["[]", "hello", "- a\n- b\n"])
def test_what_is_not_even_a_mapping_is_refused(text: str) -> None:
    assert _problems(text) == [(1, "", "not-a-mapping")]


def test_a_newer_format_is_refused_whatever_else_it_says() -> None:
    text = changed("format: 1", "format: 2").replace("title:", "heading:")
    assert _problems(text) == [(2, "", "newer-format")]
    with pytest.raises(DefinitionError, match=r"format 2; this program reads 1\. Install a newer one"):
        read(text, name="small.yaml")


def test_very_many_misfits_are_told_up_to_a_point() -> None:
    assert len(_problems("".join(f"key-{n}: x\n" for n in range(1000)))) == 200


def test_a_definition_of_all_keys_is_typed() -> None:
    assert isinstance(small(), Checklist)


def test_e13_a_checklist_of_twenty_thousand_lines_is_read_whole() -> None:
    base = small()
    first, second = base.stages[:2]
    items = tuple(
        structs.replace(item, id=ItemId(f"{item.id}-{number}"))
        for number in range(460)
        for item in second.items
    )
    whole = structs.replace(base, stages=(first, structs.replace(second, items=items)))
    text = written(whole)
    assert text.count("\n") > 20_000
    assert read(text, name="large.yaml").checklist == whole
