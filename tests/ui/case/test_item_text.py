"""Everything that the page says about one item."""

import msgspec
import pytest

from sopcheck.cases.events import DirectionGiven, Given, When
from sopcheck.cases.moving_history import Worded
from sopcheck.cases.states import PlaceState
from sopcheck.checklists.definition import Version
from sopcheck.checklists.local_time import LONDON
from sopcheck.services.views import CaseView
from sopcheck.ui.case import item_text as item_text_module
from sopcheck.ui.case.item_text import ItemText, answer_words, item_text
from sopcheck.ui.case.outline import parts_of
from sopcheck.ui.case.row_words import Speaker
from sopcheck.ui.words import Words
from tests.ui.case_book import CASE, heather, place, two_packs, wall
from tests.ui.fakes import NOW, OKELL

WORDS = Words(LONDON, NOW)


def speaker(view: CaseView) -> Speaker:
    programme = view.case.programme
    return Speaker(
        words=WORDS,
        label=view.subject_label,
        clocks=programme.clocks,
        facts=programme.facts,
        kinds=programme.kinds,
    )


def state_of(view: CaseView, item: str) -> PlaceState:
    return next(one for one in view.evaluation.places if one.place.item == item)


def text(view: CaseView, item: str) -> ItemText:
    state = state_of(view, item)
    return item_text(view, state, parts_of(view.case)[state.place.checklist, state.stage], speaker(view))


def test_where_an_item_stands_names_stage_and_subject() -> None:
    view = heather().refresh(CASE)
    assert text(view, "record-crime").where == "1  Receive and record"
    assert text(view, "see-child").where == "2  Immediate safeguarding · Child A, 15"


def test_the_prompt_keeps_its_full_stop_and_guidance_loses_its_ids() -> None:
    said = text(heather().refresh(CASE), "record-first-report")
    assert said.prompt.endswith("police first received it.")
    assert "“report received”" in said.guidance
    assert "`" not in said.guidance


def test_an_answer_is_told_with_all_that_it_says() -> None:
    said = text(heather().refresh(CASE), "decide-police-protection")
    assert said.standing == (
        "Not applicable Sat 2 May, 09:20, DC Farrow",
        "Reason: Mother keeps the child safe; social care agrees.",
    )


def test_a_choice_and_a_note_are_told_too() -> None:
    book = heather()
    given = Given(status="done", choice="complex", text="Three scenes.")
    view = book.answer(CASE, place("assess-complexity"), given, When(NOW))
    assert text(view, "assess-complexity").standing[1:] == ("Choice: complex", "Note: Three scenes.")


def test_an_answer_to_the_words_of_an_earlier_version_is_told_with_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = Worded(version=Version("0.9"), prompt="Assess it.")
    monkeypatch.setattr(item_text_module, "answered_as", lambda *_: asked)
    view = heather().answer(CASE, place("assess-complexity"), Given(status="done"), When(NOW))
    said = text(view, "assess-complexity").standing
    assert said[-1] == "Version 0.9 asked it in other words: “Assess it.”"


def test_what_is_open_has_no_answer_to_tell() -> None:
    assert text(heather().refresh(CASE), "place-markers").standing == ()


def test_what_was_done_late_is_told_once() -> None:
    said = text(heather().refresh(CASE), "apply-exploitation-flag")
    assert said.limit == "met late, by 22 h 40 min · local"


def test_what_may_apply_leaves_the_question_to_its_card() -> None:
    said = text(heather().refresh(CASE), "attend-child-protection-conference")
    assert (said.limit, said.why_asked) == ("", "")
    assert said.why_then


def test_without_a_limit_there_is_no_why_then() -> None:
    said = text(heather().refresh(CASE), "place-markers")
    assert said.why_then == ""
    assert said.why_asked == "Always asked."


def test_an_explanation_says_who_wrote_it_and_when() -> None:
    said = text(heather().refresh(CASE), "write-investigation-plan")
    assert said.remarks == (
        "Explained Tue 5 May, 09:10 by DC Farrow: Waiting for the school's records until Tuesday.",
    )


def test_a_second_explanation_hides_none_that_was_given_in_time() -> None:
    book = heather()
    book.now = wall("2026-05-06 11:00")
    book.explain(CASE, place("write-investigation-plan"), "The records are still not here.")
    assert text(book.refresh(CASE), "write-investigation-plan").remarks == (
        "Explained Wed 6 May, 11:00 by DC Farrow: The records are still not here.",
        "Before that, Tue 5 May, 09:10, DC Farrow gave this reason: "
        "Waiting for the school's records until Tuesday.",
    )


def test_an_override_says_who_let_the_gate_pass() -> None:
    book = heather(OKELL)
    gate = next(
        one for one in book.refresh(CASE).evaluation.places if one.limit and one.limit.clock == "case-closed"
    )
    view = book.override(CASE, gate.place, "Agreed.")
    assert text(view, gate.place.item).remarks == (
        "The gate was let pass without it Thu 7 May, 09:00 by DS Okell: Agreed.",
    )


@pytest.mark.parametrize(
    ("item", "says"),
    [
        ("record-crime", "Answered by an investigator"),
        ("endorse-investigation-plan", "Answered by a supervisor"),
        ("meet-health-needs", "victim-safety: its words print only in the annex"),
    ],
)
def test_who_answers_and_what_prints_is_said(item: str, says: str) -> None:
    assert says in text(heather().refresh(CASE), item).source


def test_a_rank_that_is_asked_for_is_named() -> None:
    view = heather().refresh(CASE)
    ranked = next(one for one in view.evaluation.places if one.item.rank)
    assert f"{ranked.item.rank[0].rank.replace('-', ' ')} or above" in text(view, ranked.place.item).source


def test_an_answer_recorded_within_the_hour_needs_no_second_time() -> None:
    answer = state_of(heather().refresh(CASE), "record-crime").answer
    assert answer is not None
    assert answer_words(answer, "DC Farrow", WORDS) == "Done Thu 30 Apr, 15:40, DC Farrow"


def test_an_answer_recorded_later_says_when() -> None:
    answer = state_of(heather().refresh(CASE), "record-crime").answer
    assert answer is not None
    later = msgspec.structs.replace(answer, recorded=wall("2026-05-01 08:00"))
    assert answer_words(later, "DC Farrow", WORDS).endswith("DC Farrow, recorded Fri 1 May, 08:00")


def test_a_day_known_without_its_time_says_when_it_was_recorded() -> None:
    answer = state_of(heather().refresh(CASE), "record-crime").answer
    assert answer is not None
    day = msgspec.structs.replace(answer, precision="day")
    assert answer_words(day, "DC Farrow", WORDS) == "Done Thu 30 Apr, DC Farrow, recorded Thu 30 Apr, 15:52"


def test_an_item_that_another_pack_asks_as_well_says_that_one_answer_serves_both() -> None:
    book = two_packs()
    said = text(book.refresh(CASE), "tell-victim-of-suspect-event").remarks
    assert len(said) == 1
    assert said[0].startswith("The same is asked by ")
    assert said[0].endswith("One answer serves both.")
    assert text(book.refresh(CASE), "record-crime").remarks == ()


def test_a_direction_about_the_hidden_place_of_a_duty_stands_at_the_one_that_is_shown() -> None:
    book = two_packs()
    twin = state_of(book.refresh(CASE), "contact-tell-events").place
    book.me = OKELL
    book.append((DirectionGiven(at=When(book.now), place=twin, text="Ring her today"),))
    said = text(book.refresh(CASE), "tell-victim-of-suspect-event").remarks
    assert any("Ring her today" in line for line in said)
