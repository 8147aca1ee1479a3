import json

import pytest

from sopcheck.checklists.definition import Clause, ItemId
from sopcheck.checklists.problems import problems
from sopcheck.exchange.fhir import MOST_QUESTIONS, FormRefusedError, read_questionnaire
from sopcheck.exchange.foreign import Converted

YES_NO = [{"valueCoding": {"code": "y", "display": "Yes"}}, {"valueCoding": {"code": "n", "display": "No"}}]
ITEMS: list[dict[str, object]] = [
    {
        "linkId": "1",
        "type": "group",
        "text": "First part",
        "item": [
            {
                "linkId": "1.1",
                "type": "choice",
                "text": "Is it urgent?",
                "required": True,
                "answerOption": YES_NO,
            },
            {"linkId": "1.2", "type": "display", "text": "Ask the caller."},
        ],
    },
    {"linkId": "2", "type": "boolean", "text": "Tell the supervisor."},
]


def _form(*more: dict[str, object]) -> Converted:
    whole = {"resourceType": "Questionnaire", "name": "FirstVisit", "title": "First visit", "version": "7"}
    return read_questionnaire(
        json.dumps({**whole, "item": [*ITEMS, *more], "odd": 1}).encode(), name="f.json"
    )


def test_a_questionnaire_is_a_draft_without_problems() -> None:
    checklist = _form().checklist
    assert (checklist.name, checklist.title) == ("firstvisit 0.1", "First visit")
    assert [(stage.id, stage.title) for stage in checklist.stages] == [
        ("1", "First part"),
        ("general", "General"),
    ]
    assert problems(checklist) == ()


def test_a_question_is_an_item_with_what_it_asks() -> None:
    item = _form().checklist.item(ItemId("1-1"))
    assert (item.prompt, item.guidance, item.choices) == ("Is it urgent?", "Ask the caller.", ("Yes", "No"))
    assert (item.asks, item.reason_when_not_done) == (("status", "choice"), "required")


@pytest.mark.parametrize(
    ("behaviour", "whens", "condition"),
    [
        ("all", [{"question": "1.1", "operator": "=", "answerCoding": {"code": "y"}}], "1-1-yes"),
        (
            "any",
            [{"question": "1.1", "operator": "=", "answerCoding": {"code": code}} for code in "yn"],
            Clause(any=("1-1-yes", "1-1-no")),
        ),
        ("all", [{"question": "1.1", "operator": "exists", "answerBoolean": True}], None),
        ("all", [{"question": "9", "operator": "=", "answerString": "x"}], None),
    ],
)
def test_a_condition_is_taken_over_or_told(behaviour: str, whens: list[object], condition: object) -> None:
    found = _form(
        {"linkId": "3", "type": "text", "text": "Say why.", "enableBehavior": behaviour, "enableWhen": whens}
    )
    assert found.checklist.item(ItemId("3")).applies_when == condition
    assert bool(found.misfits) is (condition is None)


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({"type": "attachment"}, "A checklist has nothing of the type “attachment”. It is left out."),
        ({"type": "integer"}, "A number is asked for as a text."),
        ({"type": "string", "repeats": True}, "Of several answers only one can be given here."),
        (
            {"type": "choice", "answerValueSet": "x", "answerOption": YES_NO},
            "Its choices stand in another file.",
        ),
        ({"type": "group", "repeats": True}, "A part that repeats is asked once here."),
        ({"type": "text", "maxLength": 20}, "Its `maxLength` is left out."),
        ({"type": "text", "readOnly": True}, "Its `readOnly` is left out."),
        ({"type": "text", "initial": [{"valueString": "x"}]}, "Its `initial` is left out."),
        ({"type": "text", "extension": [{"url": "x"}]}, "Its `extension` is left out."),
        (
            {"type": "choice", "answerOption": [*YES_NO, {"valueDate": "2026-05-01"}]},
            "Choices that are neither codes nor texts nor numbers are left out.",
        ),
    ],
)
def test_what_does_not_fit_is_told_with_its_link_id(item: dict[str, object], said: str) -> None:
    (told,) = _form({"linkId": "3", "text": "Some text.", **item}).misfits
    assert str(told).startswith(f"linkId 3 (“Some text.”): {said}")


def _nested(depth: int) -> bytes:
    item: dict[str, object] = {"linkId": "x", "type": "text", "text": "x"}
    for at in range(depth):
        item = {"linkId": str(at), "type": "group", "item": [item]}
    return json.dumps({"resourceType": "Questionnaire", "item": [item]}).encode()


def _many(questions: int) -> bytes:
    items = [{"linkId": str(at), "type": "text", "text": "x"} for at in range(questions)]
    return json.dumps({"resourceType": "Questionnaire", "item": items}).encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not a FHIR Questionnaire as JSON"),
        (b"{}", "not a FHIR Questionnaire as JSON"),
        (b'{"resourceType": "Patient"}', "not a FHIR Questionnaire with questions"),
        (b'{"resourceType": "Questionnaire"}', "not a FHIR Questionnaire with questions"),
        (b"[" * 100_000, "not a FHIR Questionnaire as JSON"),
        (_nested(30), "nested too deeply"),
        (b" " * 6_000_000, "larger than 5 MB"),
        (_many(MOST_QUESTIONS + 1), r"has 5,001 questions; 5,000 are the most\. Divide it\."),
    ],
)
def test_what_is_no_questionnaire_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(FormRefusedError, match=said):
        read_questionnaire(data, name="f.json")


def _told(*more: dict[str, object], first: tuple[dict[str, object], ...] = ()) -> list[str]:
    whole = {"resourceType": "Questionnaire", "name": "FirstVisit", "item": [*first, *ITEMS, *more]}
    return [misfit.sentence for misfit in read_questionnaire(json.dumps(whole).encode(), name="f").misfits]


def test_the_condition_of_a_group_is_said_to_be_left_out() -> None:
    when = [{"question": "2", "operator": "=", "answerBoolean": True}]
    group: dict[str, object] = {
        "linkId": "3",
        "type": "group",
        "text": "Then",
        "enableWhen": when,
        "item": [],
    }
    assert "The condition of a whole group is left out. Give it to its items." in _told(group)


def test_a_note_that_no_question_follows_on_is_said_to_be_left_out() -> None:
    note: dict[str, object] = {"linkId": "0", "type": "display", "text": "Read this first."}
    assert _told(first=(note,)) == [*_told(), "A note before the first question is left out."]
