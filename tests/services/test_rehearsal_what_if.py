"""What if: a fact, a time or an event otherwise; the rest of the file stays as it is."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopcheck.cases.events import FactValue, Place, When
from sopcheck.checklists.definition import ChecklistId, FactId, ItemId, KindId
from sopcheck.errors import RefusedError
from sopcheck.services.rehearsal_moves import moves
from sopcheck.services.rehearsal_story import Story
from sopcheck.services.rehearsal_what_if import Change, FactIs, LeftOut, Moved, Tried
from tests.services.rehearsed import (
    CHILD,
    CHILD_IS_CHILD,
    NOTE,
    SEEN,
    STARTS,
    UNOPENED,
    WEEKEND,
    moment,
    rehearsing,
    story,
)

SEE_CHILD = Place(ChecklistId("cse-investigation"), ItemId("see-child"), "child-a")
SUSPECTS = tuple(
    f"at: 2026-04-30 10:20, by: farrow, add: suspect, as: suspect-{name}, label: Suspect {name.upper()}"
    for name in "ab"
)
ARRESTED = FactId("arrest-made")
UNCHANGED = rehearsing().open(WEEKEND)


def tried(told: Story, *changes: Change) -> Tried:
    """A story with these changes."""
    return rehearsing().what_if(told, changes)


def fact(value: FactValue, since: str, *, name: str = "victim-is-child", of: str = "") -> FactIs:
    """A fact that is otherwise."""
    kind = KindId("suspect") if of else None
    return FactIs(fact=FactId(name), of=of, kind=kind, value=value, since=moment(since))


def truth(found: Tried, name: str, at: str, of: str | None = None) -> str:
    """How a fact reads at a moment."""
    return found.story.look_at(moment(at)).case.fact(FactId(name), of, moment(at))


def word(told: Story, at: str) -> str | None:
    """The state of the limit to see the child."""
    state = told.look_at(moment(at)).state(SEE_CHILD)
    return None if state is None else state.word


def test_without_changes_nothing_moves() -> None:
    found = tried(UNCHANGED)
    end = UNCHANGED.end
    assert moves(UNCHANGED.look_at(end), found.story.look_at(end)) == ()
    assert (found.gone, found.refused) == ((), ())


def test_a_fact_is_otherwise_from_its_moment_on_and_not_before() -> None:
    found = tried(story(CHILD, CHILD_IS_CHILD, NOTE), fact("no", "2026-05-01 09:00"))
    said = [truth(found, "victim-is-child", at) for at in ("2026-05-01 08:59", "2026-05-01 09:00")]
    assert said == ["yes", "no"]


def test_what_the_file_says_of_the_fact_later_counts_no_more() -> None:
    told = story(CHILD, CHILD_IS_CHILD, CHILD_IS_CHILD.replace("04-30", "05-02"))
    found = tried(told, fact("no", "2026-05-01 09:00"))
    assert truth(found, "victim-is-child", "2026-05-03 09:00") == "no"


def test_a_fact_at_the_very_time_of_the_file_replaces_it() -> None:
    told = story(CHILD, CHILD_IS_CHILD)
    assert truth(tried(told, fact("no", "2026-04-30 10:20")), "victim-is-child", "2026-05-01 09:00") == "no"


def test_a_fact_of_one_subject_leaves_the_others_alone() -> None:
    both = "at: 2026-05-01 08:00, by: farrow, fact: arrest-made, is: yes"
    found = tried(story(*SUSPECTS, both), fact("no", "2026-04-30 12:00", name=ARRESTED, of="suspect-a"))
    said = {of: truth(found, ARRESTED, "2026-05-02 09:00", of) for of in ("suspect-a", "suspect-b")}
    assert said == {"suspect-a": "no", "suspect-b": "yes"}


def test_a_fact_from_before_the_case_is_said_once_it_has_begun() -> None:
    found = tried(story(CHILD, CHILD_IS_CHILD), fact("no", "2026-04-29 09:00"))
    assert found.story.start == moment("2026-04-30 10:15")
    assert truth(found, "victim-is-child", "2026-05-01 09:00") == "no"


def test_an_event_at_another_time_moves_what_hangs_on_it() -> None:
    told = story(CHILD, CHILD_IS_CHILD, SEEN)
    found = tried(told, Moved(number=STARTS + 3, at=When(moment("2026-05-02 12:00"))))
    assert (word(told, "2026-05-03 09:00"), word(found.story, "2026-05-03 09:00")) == ("met", "late")


def test_an_event_typed_at_once_is_typed_at_its_new_time() -> None:
    found = tried(story(CHILD, SEEN, NOTE), Moved(number=STARTS + 2, at=When(moment("2026-05-05 12:00"))))
    assert found.story.played.steps[-1].at == moment("2026-05-05 12:00")


def test_an_event_typed_later_keeps_its_typing_unless_it_would_lie_ahead() -> None:
    late = SEEN.replace("at: 2026-04-30 12:00", "at: 2026-04-30 12:00, recorded: 2026-05-02 09:00")
    for at, typed in (("2026-05-01 12:00", "2026-05-02 09:00"), ("2026-05-04 12:00", "2026-05-04 12:00")):
        found = tried(story(CHILD, late), Moved(number=STARTS + 2, at=When(moment(at))))
        assert found.story.played.steps[-1].at == moment(typed)


def test_what_belongs_to_a_review_moves_with_it() -> None:
    review = "at: 2026-05-02 09:00, by: okell, review: 24-hour, outcome: on track"
    action = "at: 2026-05-02 09:00, by: okell, action: Call the school, for: farrow, due: 2026-05-09"
    found = tried(story(review, action), Moved(number=STARTS + 1, at=When(moment("2026-05-01 09:00"))))
    (raised,) = found.story.look_at(moment("2026-05-01 09:00")).evaluation.actions
    assert raised.review is not None


def test_an_event_that_is_left_out_did_not_happen() -> None:
    told = story(CHILD, CHILD_IS_CHILD, SEEN)
    found = tried(told, LeftOut(number=STARTS + 3))
    assert word(found.story, "2026-05-03 09:00") == "passed"
    assert found.gone == ()


def test_events_about_what_is_not_there_go_too_and_are_told() -> None:
    found = tried(story(CHILD, SEEN, NOTE), LeftOut(number=STARTS + 1))
    assert found.gone == (STARTS + 2,)
    assert [stop.words for stop in found.story.stops][-1] == "Note · A call to the school"


def test_what_a_rule_refuses_only_now_is_told_with_its_sentence() -> None:
    found = tried(story(CHILD, SEEN), Moved(number=STARTS + 1, at=When(moment("2026-05-05 09:00"))))
    ((number, sentence),) = found.refused
    assert number == STARTS + 2
    assert "child" in sentence


def test_what_the_file_has_refused_anyway_is_not_told_again() -> None:
    ahead = (
        "at: 2026-05-01 10:00, recorded: 2026-05-01 09:00, by: farrow, answer: record-crime, refused: ahead"
    )
    assert tried(story(CHILD, ahead), LeftOut(number=STARTS + 1)).refused == ()


def test_several_changes_add_up() -> None:
    told = story(CHILD, CHILD_IS_CHILD, SEEN)
    found = tried(told, fact("no", "2026-04-30 10:20"), LeftOut(number=STARTS + 3))
    state = found.story.look_at(moment("2026-05-03 09:00")).state(SEE_CHILD)
    assert state is not None
    assert (state.applies, state.status) == ("no", "open")


def test_a_story_of_which_nothing_is_left_is_refused() -> None:
    told = story()
    with pytest.raises(RefusedError, match="Nothing of the story would be left"):
        tried(told, *(LeftOut(number=number) for number in range(1, STARTS + 1)))


def test_a_fact_of_somebody_who_is_not_there_is_refused() -> None:
    told = story(*SUSPECTS, NOTE)
    change = fact("yes", "2026-05-01 09:00", name=ARRESTED, of="suspect-a")
    with pytest.raises(RefusedError, match="no subject “suspect-a”"):
        tried(told, LeftOut(number=STARTS + 1), change)


def test_what_was_left_open_of_somebody_who_is_gone_is_in_nobodys_way() -> None:
    number = next(stop.number for stop in UNCHANGED.stops if stop.words == "Added · Suspect A")
    assert tried(UNCHANGED, LeftOut(number=number)).gone


def test_the_story_itself_stays_as_its_file_has_it() -> None:
    before = UNCHANGED.look_at(UNCHANGED.end).evaluation
    tried(UNCHANGED, LeftOut(number=5), fact("no", "2026-05-01 09:00"))
    assert UNCHANGED.look_at(UNCHANGED.end).evaluation == before


OPENED = rehearsing().open(UNOPENED)
numbers = st.integers(1, len(OPENED.played.steps))
whiles = st.integers(-400, 4000).map(lambda minutes: OPENED.start + timedelta(minutes=minutes))
facts = st.builds(
    FactIs,
    fact=st.sampled_from(sorted(OPENED.look_at(OPENED.end).case.programme.facts)),
    of=st.just(""),
    kind=st.none(),
    value=st.sampled_from(["yes", "no", "unknown"]),
    since=whiles,
)
some_changes = st.lists(
    st.one_of(
        facts, st.builds(LeftOut, number=numbers), st.builds(Moved, number=numbers, at=whiles.map(When))
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=25, deadline=None)
@given(some_changes)
def test_any_change_can_be_played_or_is_refused(changes: list[Change]) -> None:
    try:
        found = tried(OPENED, *changes)
    except RefusedError:
        return
    left_out = {change.number for change in changes if isinstance(change, LeftOut)}
    assert not left_out & {*found.gone}
    assert found.story.look_at(OPENED.end).evaluation.places
