"""The six lists of exceptions."""

from zoneinfo import ZoneInfo

import pytest
from msgspec import structs

from sopcheck.records.document import Block, Heading, Table, Words
from sopcheck.records.exception_lists import exception_blocks
from sopcheck.records.phrases import Phrases
from sopcheck.records.record import Exceptions, Judgement, ReviewException, Text
from tests.records import samples

PHRASES = Phrases(ZoneInfo("Europe/London"))
TITLES = [
    "a. Limits passed, national first",
    "b. Gates not met",
    "c. Items not done",
    "d. Items not applicable",
    "e. Late records and corrections",
    "f. Reviews late or missed",
]


def blocks(exceptions: Exceptions) -> list[Block]:
    return exception_blocks(exceptions, PHRASES)


def table(exceptions: Exceptions, place: int) -> Table:
    (found,) = [
        block for block in blocks(exceptions)[2 * place + 1 : 2 * place + 2] if isinstance(block, Table)
    ]
    return found


def cell_texts(cell: tuple[Words, ...]) -> list[str]:
    return [
        " ".join(part for part in (words.lead, words.text.replace("\u00a0", " ")) if part) for words in cell
    ]


def row(exceptions: Exceptions, place: int, number: int = 0) -> list[list[str]]:
    return [cell_texts(cell) for cell in table(exceptions, place).rows[number]]


def test_all_six_lists_print_in_their_order() -> None:
    titles = [block.text for block in blocks(samples.exceptions()) if isinstance(block, Heading)]
    assert titles == TITLES


def test_an_empty_list_prints_none() -> None:
    assert blocks(Exceptions())[1::2] == [Words("None")] * 6


def test_national_limits_come_first_then_the_earlier_end() -> None:
    first = [cells[0][0].text.split()[0] for cells in table(samples.exceptions(), 0).rows]
    assert first == ["Record", "Allocate", "Agree"]


def test_a_limit_says_all_that_is_to_be_known_of_it() -> None:
    item, times, reason, decision = row(samples.exceptions(), 0)
    assert item[1:] == ["For Child A", "CSE investigation SOP"]
    assert times == [
        "National limit: 24 hours from when the report was received.",
        "Ended Wed 6 May 2026, 09:15",
        "Done Wed 6 May 2026, 14:40",
        "Over by 5 h 25 min",
    ]
    assert reason[1:] == ["Written DC Farrow,", "Wed 6 May 2026, 14:45"]
    assert decision[0] == "Action"
    assert decision[2:] == ["DS Okell,", "Fri 8 May 2026, 11:22"]


def test_a_justified_limit_still_prints() -> None:
    assert row(samples.exceptions(), 0, 1)[3][0] == "Justified"


def test_an_open_limit_without_reason_or_decision_says_so() -> None:
    _, times, reason, decision = row(samples.exceptions(), 0, 2)
    assert times[1:3] == ["Ended Thu 7 May 2026, 24:00", "Still open"]
    assert (reason, decision) == (["No reason given"], ["Not decided yet"])


def test_a_provisional_end_is_told() -> None:
    limit = structs.replace(samples.limits()[0], provisional=True)
    times = row(Exceptions(limits_passed=(limit,)), 0)[1]
    assert "provisional: the bank-holiday calendar ended before it" in times


def test_a_gate_says_what_it_had_to_come_before() -> None:
    _, gate, override = row(samples.exceptions(), 1)
    assert gate == ["Before the recorded interview", "That was Mon 4 May 2026, 14:00"]
    assert override[1:] == ["Written DC Farrow,", "Mon 4 May 2026, 17:10"]


def test_an_item_not_done_says_why_who_and_when() -> None:
    _, reason, by = row(samples.exceptions(), 2)
    assert reason[0].startswith("Identity not confirmed yet.")
    assert by == ["DC Farrow,", "Wed 6 May 2026, 15:02"]


def test_a_challenge_is_marked_in_words() -> None:
    assert row(samples.exceptions(), 3)[2] == ["Challenged", "Under 18: to be asked in any case."]
    plain = structs.replace(samples.exceptions().not_applicable[0], challenged=False, challenge=None)
    assert row(Exceptions(not_applicable=(plain,)), 3)[2] == ["No"]


def test_a_correction_shows_old_and_new_who_when_and_why() -> None:
    item, values, recorded, why = row(samples.exceptions(), 4)
    assert item[2] == "Correction · CSE investigation SOP"
    assert [value.split()[0] for value in values] == ["Old", "New", "Done"]
    assert recorded == ["Recorded DC Farrow,", "Sat 2 May 2026, 13:15"]
    assert why[0].startswith("Notebook says evening")


def test_a_late_review_says_by_how_much() -> None:
    review, times, state, _ = row(samples.exceptions(), 5)
    assert review == ["72-hour review"]
    assert times == ["Due Sun 3 May 2026, 09:15", "Held Tue 5 May 2026, 07:15"]
    assert state == ["Held late", "By 1 day 22 h"]


def test_missed_cycles_are_counted_from_two() -> None:
    missed = ReviewException(
        review="28-day review",
        due=samples.at("2026-06-04 23:00"),
        state="missed",
        over="30 days",
        missed_cycles=2,
    )
    assert row(Exceptions(reviews_late_or_missed=(missed,)), 5)[2][-1] == "2 due dates went by"
    once = structs.replace(missed, missed_cycles=1)
    _, times, state, _ = row(Exceptions(reviews_late_or_missed=(once,)), 5)
    assert times[1] == "Not held"
    assert state == ["Missed", "By 30 days"]


def test_words_that_are_not_there_say_why() -> None:
    limit = structs.replace(samples.limits()[0], reason=Text("", absence="erased under DPA 2018 s.47"))
    assert row(Exceptions(limits_passed=(limit,)), 0)[2][0] == "[erased under DPA 2018 s.47]"


JUDGED = Judgement(
    verdict="action", by="DS Okell", at=samples.at("2026-05-08 10:20"), reason=Text("Ask again tomorrow.")
)
TOLD = ["Reviewer Action", "Ask again tomorrow.", "DS Okell,", "Fri 8 May 2026, 11:20"]


@pytest.mark.parametrize(
    ("lists", "place", "column"),
    [
        ("gates_not_met", 1, 2),
        ("not_done", 2, 1),
        ("not_applicable", 3, 1),
        ("late_records_and_corrections", 4, 3),
    ],
)
def test_what_a_reviewer_decided_on_a_row_prints_beside_its_reason(
    lists: str, place: int, column: int
) -> None:
    (one,) = getattr(samples.exceptions(), lists)
    decided = Exceptions(**{lists: (structs.replace(one, judged=JUDGED),)})
    assert row(decided, place)[column][-4:] == TOLD


def test_what_a_reviewer_decided_on_a_late_review_prints_too() -> None:
    (late,) = samples.exceptions().reviews_late_or_missed
    decided = Exceptions(reviews_late_or_missed=(structs.replace(late, judged=JUDGED),))
    assert row(decided, 5)[3][-4:] == TOLD
