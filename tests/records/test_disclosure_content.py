"""From a case to its disclosure copy: everything in order, with what became of it."""

import dataclasses

import msgspec

from sopcheck.cases.event_parts import Place
from sopcheck.cases.events import Recorded
from sopcheck.cases.reviews.reviewed import Shown
from sopcheck.cases.standing import SetAside, Withdrawn
from sopcheck.checklists.definition import ChecklistId, ItemId
from sopcheck.records.disclosure_content import disclosure_of
from sopcheck.records.record import Text
from sopcheck.records.sheets import DisclosureCopy, Entry, Said
from tests.records.reviewed_cases import CHILD, FIRST, THIRD, reviewed

TYPED = "at: 2026-04-30 12:00, recorded: 2026-04-30 13:00, by: farrow, answer: record-crime, reference: NV-1"
CORRECTED = (
    "at: 2026-05-02 12:00, by: farrow, correct: record-crime, reference: NV-2, reason: Two digits swapped"
)
PLAN = "at: 2026-04-30 12:00, by: farrow, answer: agree-safety-plan, of: child-a, text: At her aunt's"
TACTICS = "at: 2026-04-30 13:00, by: farrow, answer: intel-submit, of: ir, reference: IR-7, text: Graded"
REPORT = "at: 2026-04-30 11:00, by: farrow, add: intelligence-report, as: ir, label: First report"


def copy_of(*events: str, packs: str = "", sensitive: bool = False) -> DisclosureCopy:
    return disclosure_of(reviewed(*events, packs=packs), sensitive=sensitive)


def about(copy: DisclosureCopy, words: str) -> list[Entry]:
    """The entries in which these words stand."""
    return [one for one in copy.entries if words in " ".join(_words(line) for line in one.says)]


def _words(line: Said) -> str:
    return line.text.free_text if line.text else line.words


def labelled(entry: Entry) -> dict[str, str]:
    return {line.label: _words(line) for line in entry.says}


def test_every_entry_of_the_case_is_there_once_in_its_order() -> None:
    case = reviewed(*CHILD, TYPED, FIRST)
    copy = disclosure_of(case)
    assert [one.number for one in copy.entries] == list(range(1, len(case.case.entries) + 1))
    assert [one.entry for one in copy.entries] == [one.entry[:12] for one in case.case.entries]


def test_an_answer_says_what_was_asked_what_was_given_and_both_times() -> None:
    (entry,) = about(copy_of(*CHILD, TYPED, FIRST), "NV-1")
    said = labelled(entry)
    assert said["Item"].startswith("Record every crime disclosed")
    assert (said["Status"], said["Reference"]) == ("done", "NV-1")
    assert (entry.what, entry.by) == ("Item answered", "DC Farrow, investigator")
    assert entry.done is not None
    assert (entry.recorded - entry.done).total_seconds() == 3600


def test_a_corrected_answer_stays_and_names_the_entry_that_corrected_it() -> None:
    copy = copy_of(TYPED, FIRST, CORRECTED, THIRD)
    (old,), (new,) = about(copy, "NV-1"), about(copy, "NV-2")
    assert old.standing == (Said(label="Corrected", words=f"by entry {new.number}"),)
    assert labelled(new)["Corrects"] == f"Entry {old.number}"
    assert labelled(new)["Reason"] == "Two digits swapped"


def test_an_entry_that_was_taken_back_says_by_whom_when_and_why() -> None:
    case = reviewed(*CHILD, TYPED, FIRST)
    entry = case.case.entries[-1]
    taken = Withdrawn(entry=entry.entry, by=entry.by, recorded=entry.recorded, reason="Wrong case")
    changed = dataclasses.replace(case.case, withdrawn={entry.entry: taken})
    last = disclosure_of(msgspec.structs.replace(case, case=changed)).entries[-1]
    assert [line.label for line in last.standing] == ["Withdrawn", "Because"]
    assert last.standing[0].words.startswith("by DS Okell, Fri 1 May 2026")
    assert last.standing[1].text == Text("Wrong case")


def test_an_entry_that_did_not_fit_says_why() -> None:
    case = reviewed(*CHILD, FIRST)
    entry = case.case.entries[0].entry
    changed = dataclasses.replace(case.case, set_aside=(SetAside(entry, "It names nobody."),))
    first = disclosure_of(msgspec.structs.replace(case, case=changed)).entries[0]
    assert first.standing == (Said(label="Set aside", words="It names nobody."),)


def test_an_entry_without_its_words_is_listed_with_its_author() -> None:
    case = reviewed(*CHILD, FIRST)
    old = case.case.entries[1]
    erased: Recorded = msgspec.structs.replace(old, event=None, why_missing="The words were erased.")
    entries = (case.case.entries[0], erased, *case.case.entries[2:])
    changed = dataclasses.replace(case.case, entries=entries)
    found = disclosure_of(msgspec.structs.replace(case, case=changed)).entries[1]
    assert (found.what, found.done) == ("Entry that cannot be read", None)
    assert found.says == (Said(label="Why", words="The words were erased."),)
    assert found.by.startswith("DS Okell")


def test_an_answer_that_another_took_the_place_of_is_overtaken() -> None:
    case: Shown = reviewed(TYPED, FIRST)
    place = Place(ChecklistId("cse-investigation"), ItemId("record-crime"))
    history = case.case.answers[place]
    empty = dataclasses.replace(
        case.case, answers={**case.case.answers, place: msgspec.structs.replace(history, standing=())}
    )
    (entry,) = about(disclosure_of(msgspec.structs.replace(case, case=empty)), "NV-1")
    assert entry.standing == (Said(label="Overtaken", words="a later answer stands in its place"),)


def test_words_about_a_sensitive_item_have_its_class() -> None:
    (entry,) = about(copy_of(*CHILD, PLAN, FIRST), "aunt")
    texts = [line.text for line in entry.says if line.text]
    assert texts == [Text("At her aunt's", "victim-safety")]
    assert labelled(entry)["Item"].startswith("Agree an interim safety plan")


def test_of_an_intelligence_entry_nothing_is_in_the_clear_but_author_and_times() -> None:
    copy = copy_of(*CHILD, REPORT, TACTICS, FIRST, packs="cse-intelligence 1.0")
    (entry,) = about(copy, "IR-7")
    assert entry.what == "Entry about an intelligence-sensitive item"
    assert all(line.text and line.text.print_class == "intelligence-sensitive" for line in entry.says)
    assert labelled(entry)["What"] == "Item answered"


def test_the_name_of_an_intelligence_report_is_sensitive_too() -> None:
    copy = copy_of(*CHILD, REPORT, FIRST, packs="cse-intelligence 1.0")
    (added,) = [one for one in copy.entries if labelled(one).get("Label") == "First report"]
    assert added.what == "Entry about an intelligence-sensitive item"
    assert all(line.text and line.text.print_class == "intelligence-sensitive" for line in added.says)
    (child,) = [one for one in copy.entries if labelled(one).get("Label") == "Child A"]
    assert child.what == "Subject added"


def test_when_it_arrived_is_told_only_of_what_came_from_elsewhere() -> None:
    case = reviewed(*CHILD, TYPED, FIRST)
    here = msgspec.structs.replace(case.case.entries[0], received=case.case.entries[0].recorded)
    there = msgspec.structs.replace(case.case.entries[1], received=case.case.entries[-1].recorded)
    changed = dataclasses.replace(case.case, entries=(here, there, *case.case.entries[2:]))
    first, second, *_ = disclosure_of(msgspec.structs.replace(case, case=changed)).entries
    assert (first.received, second.received) == (None, there.received)


def test_a_copy_says_whether_every_word_is_to_print() -> None:
    assert not copy_of(*CHILD, FIRST).sensitive
    assert copy_of(*CHILD, FIRST, sensitive=True).sensitive
