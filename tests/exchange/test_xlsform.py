from collections.abc import Sequence

import pytest
from openpyxl import Workbook

from sopcheck.checklists.definition import Clause, ItemId
from sopcheck.checklists.problems import problems
from sopcheck.exchange.foreign import Converted
from sopcheck.exchange.workbook import SpreadsheetRefusedError
from sopcheck.exchange.xlsform import is_xlsform, read_xlsform
from tests.exchange.books import saved

TITLES = ("type", "name", "label::English (en)", "hint", "required", "relevant", "constraint")
SURVEY: tuple[Sequence[str], ...] = (
    ("begin_group", "first_part", "First part"),
    ("select_one yesno", "is_urgent", "Is it urgent?", "Ask the caller.", "yes"),
    ("text", "why", "Say why.", "", "", "${is_urgent} = 'y'"),
    ("end_group",),
    ("begin group", "rest", "The rest"),
    ("note", "n1", "Take your time."),
    ("date", "seen", "When was the child seen?"),
    ("end group",),
    ("acknowledge", "done", "Tell the supervisor."),
)
CHOICES = (("list_name", "name", "label"), ("yesno", "y", "Yes"), ("yesno", "n", "No"))


def _form(*more: Sequence[str], survey: Sequence[Sequence[str]] = SURVEY) -> Converted:
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = {
        "survey": (TITLES, *survey, *more),
        "choices": CHOICES,
        "settings": (("form_title", "form_id", "version"), ("First visit", "first_visit", "7")),
    }
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    assert is_xlsform(book)
    return read_xlsform(saved(book), name="form.xlsx")


def test_a_form_is_a_draft_without_problems() -> None:
    checklist = _form().checklist
    assert (checklist.name, checklist.title, checklist.baseline) == (
        "first-visit 0.1",
        "First visit",
        "imported",
    )
    assert problems(checklist) == ()
    assert checklist.item(ItemId("why")).source == "XLSForm first_visit 7"


def test_groups_are_stages_and_what_stands_outside_has_one_of_its_own() -> None:
    found = [(stage.id, stage.title, len(stage.items)) for stage in _form().checklist.stages]
    assert found == [("first-part", "First part", 2), ("rest", "The rest", 1), ("general", "General", 1)]


def test_a_question_is_an_item_with_what_it_asks() -> None:
    item = _form().checklist.item(ItemId("is-urgent"))
    assert (item.prompt, item.guidance) == (
        "Is it urgent?",
        "Ask the caller.",
    )
    assert (item.asks, item.choices, item.reason_when_not_done) == (
        ("status", "choice"),
        ("Yes", "No"),
        "required",
    )


def test_what_it_waits_for_is_a_fact_that_the_other_item_sets() -> None:
    checklist = _form().checklist
    assert checklist.item(ItemId("why")).applies_when == "is-urgent-yes"
    (rule,) = checklist.item(ItemId("is-urgent")).sets_fact
    assert (rule.fact, rule.yes_if, rule.no_if) == ("is-urgent-yes", ("Yes",), ("No",))


def test_a_note_is_guidance_of_the_question_below_it() -> None:
    assert _form().checklist.item(ItemId("seen")).guidance == "Take your time."
    (told,) = _form(("note", "n2", "The end.")).misfits
    assert str(told) == "sheet survey, row 11 (“The end.”): A note with no question below it is left out."


@pytest.mark.parametrize(
    ("relevant", "condition"),
    [
        ("${is_urgent} = 'y' or ${is_urgent} = 'n'", Clause(any=("is-urgent-yes", "is-urgent-no"))),
        ("selected(${is_urgent}, 'n')", "is-urgent-no"),
        ("${is_urgent} != 'y'", None),
        ("${age} > 3", None),
        ("${is_urgent} = 'y' and ${is_urgent} = 'n' or true()", None),
        ("${gone} = 'y'", None),
    ],
)
def test_a_condition_is_taken_over_or_told(relevant: str, condition: object) -> None:
    found = _form(("text", "more", "Say more.", "", "", relevant))
    assert found.checklist.item(ItemId("more")).applies_when == condition
    told = [one for one in found.misfits if one.where == "sheet survey, row 11"]
    assert bool(told) is (condition is None)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("geopoint", "where", "Where?"), "A checklist has nothing of the type “geopoint”. It is left out."),
        (("select_multiple yesno", "both", "Which?"), "Of several choices only one can be given here."),
        (("integer", "age", "How old?"), "A number is asked for as a text."),
        (("text", "a", "A?", "", "", "", ". > 3"), "Its `constraint` is left out."),
        (("begin_repeat", "children", "Children"), "A part that repeats is asked once here."),
        (("select_one yesno or_other", "b", "B?"), "That something else may be answered is left out."),
        (("text", "c", "C?", "", "${is_urgent} = 'y'"), "When it is required is left out."),
        (("end", "finished", "Finished"), "A checklist has nothing of the type “end”. It is left out."),
    ],
)
def test_what_does_not_fit_is_told_with_its_row(row: Sequence[str], said: str) -> None:
    (told,) = (one for one in _form(row).misfits if one.where == "sheet survey, row 11")
    assert str(told).startswith(f"sheet survey, row 11 (“{row[2]}”): {said}")


def _columns(titles: Sequence[str], *rows: Sequence[str]) -> list[str]:
    """What is told of a survey with these columns besides the usual."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("survey")
    for row in (("type", "name", *titles), *(("text", "a", *row) for row in rows)):
        sheet.append(list(row))
    return [str(one) for one in read_xlsform(saved(book), name="f.xlsx").misfits]


def test_every_column_that_says_something_and_has_no_place_is_told() -> None:
    titles = ("label", "parameters", "media::image", "appearance", "constraint_message")
    assert _columns(titles, ("Say why.", "start=1", "a.png", "minimal", "No.")) == [
        "sheet survey, row 2 (“Say why.”): Its `parameters` is left out.",
        "sheet survey, row 2 (“Say why.”): Its `media` is left out.",
    ]


def test_of_several_languages_it_is_told_that_one_is_taken() -> None:
    told = "sheet survey: The form speaks several languages. English is taken, else the first."
    titles = ("label::Cymraeg (cy)", "label::English (en)")
    assert _columns(titles, ("Pam?", "Why?")) == [told]
    assert _columns(titles, ("Pam?", "")) == []


def test_a_finished_form_inside_a_group_does_not_end_it() -> None:
    made = _form(("begin group", "last", "Last"), ("end", "x"), ("text", "more", "Say more."), ("end group",))
    assert [stage.id for stage in made.checklist.stages][-1] == "last"


def test_two_questions_of_one_name_are_two_items() -> None:
    assert problems(_form(("text", "why", "Say it again.")).checklist) == ()


def test_a_spreadsheet_without_a_survey_is_refused() -> None:
    with pytest.raises(SpreadsheetRefusedError, match=r"no sheet “survey” with questions\. Name an XLSForm"):
        _form(survey=())


def test_what_a_group_says_beyond_its_name_is_said_to_be_left_out() -> None:
    told = [
        misfit.sentence
        for misfit in _form(
            ("begin group", "outer", "Outer", "", "", "${is_urgent} = 'y'"),
            ("begin group", "inner", "Inner"),
            ("text", "more", "Say more."),
            ("end group",),
            ("end group",),
        ).misfits
    ]
    assert "The condition of a whole group is left out. Give it to its items." in told
    assert "A group in a group became part of the outer one." in told
