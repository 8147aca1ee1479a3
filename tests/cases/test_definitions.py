"""What is known of checklists, and what several say together."""

from zoneinfo import ZoneInfo

import msgspec

from sopcheck.cases.definitions import Definitions
from sopcheck.checklists.definition import ChecklistId, Clock, ClockId, Digest, ItemId, SameAct, Version
from tests.cases.book import SOP, checklist, item, place

OTHER = ChecklistId("other")


def test_a_version_is_found_by_its_digest_and_by_its_name() -> None:
    one = checklist(item("act"))
    known = Definitions.of((one,))
    digest = known.digest_of(SOP, Version("1.0"))
    assert digest is not None
    assert known.with_digest(digest) is known.find(SOP, Version("1.0")) is one
    assert known.find(SOP, Version("2.0")) is None
    assert known.with_digest(Digest("none")) is None
    assert known.digests() == {digest}


def test_the_newest_version_is_by_number_and_not_by_letter() -> None:
    versions = [checklist(item("act"), version=name) for name in ("1.10", "1.9", "1.2")]
    newest = Definitions.of(versions).newest(SOP)
    assert newest is not None
    assert newest.version == "1.10"
    assert Definitions.of(versions).newest(OTHER) is None


def test_what_versions_compile_to_is_made_once() -> None:
    known = Definitions.of((checklist(item("act")),))
    digest = known.digest_of(SOP, Version("1.0")) or Digest("")
    assert known.programme((digest,)) is known.programme((digest,))
    assert known.plans(digest) is known.plans(digest)
    assert known.plans(Digest("none")) == ()


def test_more_programmes_than_are_kept_make_room_for_each_other() -> None:
    known = Definitions.of((checklist(item("act")),))
    first = known.programme(())
    for number in range(known.MOST_KEPT):
        known.programme((Digest(str(number)),))
    assert known.programme(()) is not first


def test_a_later_version_wins_where_two_define_a_clock() -> None:
    old = checklist(item("act"), clocks={"extra": Clock(says="Old.")})
    new = checklist(item("act"), version="2.0", clocks={"extra": Clock(says="New.")})
    known = Definitions.of((old, new))
    digests = tuple(known.digest_of(SOP, Version(name)) or Digest("") for name in ("1.0", "2.0"))
    assert known.programme(digests).clocks[ClockId("extra")].says == "New."


def test_items_linked_always_share_one_place_and_others_do_not() -> None:
    here = item("tell", same_act=(SameAct(item=ItemId("inform"), checklist=OTHER, always=True),))
    loose = item("note", same_act=(SameAct(item=ItemId("inform"), checklist=OTHER),))
    there = checklist(item("inform"), name=OTHER)
    known = Definitions.of((checklist(here, loose), there))
    digests = (
        known.digest_of(SOP, Version("1.0")) or Digest(""),
        known.digest_of(OTHER, Version("1.0")) or Digest(""),
    )
    programme = known.programme(digests)
    assert programme.lead(place("inform", "a", OTHER)) == place("tell", "a")
    assert programme.lead(place("note")) == place("note")
    assert programme.sharing((OTHER, ItemId("inform"))) == ((SOP, ItemId("tell")), (OTHER, ItemId("inform")))


def test_a_link_to_a_pack_that_the_case_does_not_follow_joins_nothing() -> None:
    here = item("tell", same_act=(SameAct(item=ItemId("inform"), checklist=OTHER, always=True),))
    known = Definitions.of((checklist(here),))
    digest = known.digest_of(SOP, Version("1.0")) or Digest("")
    assert known.programme((digest,)).sharing((SOP, ItemId("tell"))) == ((SOP, ItemId("tell")),)


def test_a_time_zone_that_does_not_exist_falls_back_to_london() -> None:
    odd = msgspec.structs.replace(checklist(item("act")), time_zone="Nowhere/At-all")
    known = Definitions.of((odd,))
    digest = known.digest_of(SOP, Version("1.0")) or Digest("")
    assert known.programme((digest,)).zone == ZoneInfo("Europe/London")
