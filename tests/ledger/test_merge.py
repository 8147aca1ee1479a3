"""Whatever reached a machine, in whatever order: the same list, and the same knowledge of who knew what."""

import random
import time
from collections.abc import Sequence, Set
from datetime import timedelta
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.ledger.entry import EntryHash, Stored
from sopcheck.ledger.merge import causes, order, unseen_by
from tests.ledger.writing import START, Device, line

Step = tuple[str, int, int]

steps = st.lists(
    st.tuples(st.sampled_from(["write", "write", "give", "restore"]), st.integers(0, 2), st.integers(0, 2)),
    max_size=30,
)


def history(made: Sequence[Step]) -> list[Stored]:
    """Play a history of three machines with skewed clocks, partial deliveries and restored backups."""
    devices = [Device(f"d{number}", ahead=timedelta(hours=number * 5 - 5)) for number in range(3)]
    everything: dict[EntryHash, Stored] = {}
    for minute, (what, one, other) in enumerate(made):
        own = [entry for entry in devices[one].known.values() if entry.header.log == devices[one].head.log]
        if what == "write":
            entry = devices[one].write(at=START + timedelta(minutes=minute), number=minute)
            everything[entry.hash] = entry
        elif what == "give":
            devices[other].receive(devices[one].known.values())
        elif own:
            devices[one].restore(random.Random(minute).choice(own))
    return list(everything.values())


def known_to(entry: Stored, among: dict[EntryHash, Stored]) -> set[EntryHash]:
    """Say the slow and plain way what the writer of an entry knew."""
    known: set[EntryHash] = set()
    waiting = [entry]
    while waiting:
        for cause in causes(waiting.pop()):
            if cause in among and cause not in known:
                known.add(cause)
                waiting.append(among[cause])
    return known


@given(steps, st.randoms())
def test_the_order_does_not_depend_on_delivery(made: list[Step], chance: random.Random) -> None:
    entries = history(made)
    shuffled = entries * 2
    chance.shuffle(shuffled)

    assert order(shuffled) == order(entries)


@given(steps)
def test_nothing_is_lost_or_doubled_by_ordering(made: list[Step]) -> None:
    entries = history(made)

    assert {entry.hash for entry in order(entries)} == {entry.hash for entry in entries}
    assert len(order(entries)) == len(entries)


@given(steps)
def test_a_cause_stands_before_what_knew_of_it(made: list[Step]) -> None:
    ordered = order(history(made))
    place = {entry.hash: number for number, entry in enumerate(ordered)}

    assert all(
        place[cause] < place[entry.hash] for entry in ordered for cause in causes(entry) if cause in place
    )


@given(steps)
def test_unseen_is_what_stood_before_and_was_not_known(made: list[Step]) -> None:
    ordered = order(history(made))
    among = {entry.hash: entry for entry in ordered}
    unseen = unseen_by(ordered)

    for number, entry in enumerate(ordered):
        before = {earlier.hash for earlier in ordered[:number]}
        assert set(unseen[entry.hash]) == before - known_to(entry, among)


@given(steps)
def test_the_views_of_unseen_are_sets_in_every_way(made: list[Step]) -> None:
    ordered = order(history(made))
    unseen = unseen_by(ordered)

    for view in unseen.values():
        listed = set(view)
        assert len(view) == len(listed)
        assert all((entry.hash in view) == (entry.hash in listed) for entry in ordered)


def test_what_is_no_entry_is_not_unseen() -> None:
    apart: list[object] = [Device("one").write(), Device("two").write(at=START + timedelta(minutes=1))]
    entries = [entry for entry in apart if isinstance(entry, Stored)]
    view: Set[object] = unseen_by(order(entries))[entries[1].hash]

    assert entries[0].hash in view
    assert 1 not in view
    assert "unknown" not in view


def test_entries_that_did_not_know_of_each_other_are_listed_by_time() -> None:
    early, late = Device("z").write(at=START), Device("a").write(at=START + timedelta(minutes=1))

    assert order([late, early]) == [early, late]


def test_the_earlier_of_recorded_and_received_counts() -> None:
    ahead = Device("ahead", ahead=timedelta(days=400)).write()
    arrived = Stored(ahead.hash, ahead.header, ahead.entry, ahead.recorded, received=START)
    later = Device("later").write(at=START + timedelta(minutes=1))

    assert order([later, arrived]) == [arrived, later]


def test_a_cause_that_is_not_here_is_no_cause() -> None:
    entries = line(3)

    assert order([entries[2], entries[0]]) == [entries[0], entries[2]]


def test_two_answers_apart_have_not_seen_each_other() -> None:
    one, other = Device("one"), Device("two")
    first = one.write()
    other.receive([first])
    apart = [one.write(at=START + timedelta(minutes=1)), other.write(at=START + timedelta(minutes=2))]
    unseen = unseen_by(order([first, *apart]))

    assert unseen[apart[1].hash] == {apart[0].hash}
    assert not unseen[apart[0].hash]


def test_what_settles_a_conflict_has_seen_all_of_it() -> None:
    one, other = Device("one"), Device("two")
    apart = [one.write(), other.write()]
    one.receive(apart)
    settled = one.write(at=START + timedelta(hours=1))

    assert unseen_by(order([*apart, settled]))[settled.hash] == set()


@pytest.mark.parametrize("names", list(permutations("abc")))
def test_whoever_heard_from_two_knows_the_more_of_both(names: tuple[str, str, str]) -> None:
    """One had heard half of what a third wrote, the third tells all of it."""
    writer, half, reader = (Device(name) for name in names)
    own = reader.write(at=START - timedelta(minutes=1))
    early = writer.write()
    half.receive([early])
    heard = half.write(at=START + timedelta(minutes=1))
    late = writer.write(at=START + timedelta(minutes=2))
    reader.receive([early, heard, late])
    last = reader.write(at=START + timedelta(minutes=3))

    assert not unseen_by(order([own, early, heard, late, last]))[last.hash]


def test_differences_of_views_are_plain_sets() -> None:
    entries = [Device(name).write(at=START + timedelta(minutes=n)) for n, name in enumerate("abc")]
    view: Set[EntryHash] = unseen_by(order(entries))[entries[2].hash]

    assert view - {entries[0].hash} == frozenset({entries[1].hash})


def test_ten_thousand_entries_cost_ten_thousand_steps() -> None:
    """Two machines that never hear of each other: listing who lacks what would be quadratic."""
    short, long = (_seconds(line(count // 2, device="one") + line(count // 2)) for count in (1_000, 10_000))

    assert long < 40 * short


def _seconds(entries: list[Stored]) -> float:
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        unseen = unseen_by(order(entries))
        best = min(best, time.process_time() - begun)
    assert max(map(len, unseen.values())) >= len(entries) // 2 - 1
    return best


def test_every_pair_on_one_device_is_seen() -> None:
    entries = line(12)
    unseen = unseen_by(order(entries))

    assert not any(one.hash in unseen[other.hash] for one, other in combinations(entries, 2))
