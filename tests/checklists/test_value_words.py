import msgspec
import pytest

from sopcheck.checklists.definition import Checklist, Clause, ClockId, Limit
from sopcheck.checklists.packs import shipped
from sopcheck.checklists.shaping import Shaped
from sopcheck.checklists.value_words import BY_ID, in_words, key_words, limit_said, value_words
from tests.checklists.samples import pack, small


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        (
            "limit",
            {"amount": 1, "unit": "working-days", "from": "told", "basis": "national"},
            "1 working day from told, national",
        ),
        (
            "limit",
            {"amount": 3, "unit": "months", "from": "told", "basis": "baseline", "beginning_with": True},
            "3 months, that day included from told, local",
        ),
        (
            "limit",
            {"unit": "target-date", "from": "promised", "basis": "national"},
            "a date that is set from promised, national",
        ),
        ("gate", {"before": "closed", "basis": "baseline"}, "before closed, local"),
        (
            "tailored_from",
            {
                "version": "1.0",
                "digest": "af4905f0" * 8,
                "profile": "barnsley 1",
                "profile_digest": "4258b688" * 8,
                "weakenings": [{"item": "flag-it", "what": "its limit may end later", "reason": "Weekends."}],
            },
            "version 1.0 (af4905f0), profile barnsley 1 (4258b688);"
            " less is asked by flag-it: its limit may end later",
        ),
        ("gate", True, "yes"),
        (
            "due",
            {"amount": 24, "unit": "hours", "from": "trigger", "basis": "baseline"},
            "24 hours from the event, local",
        ),
        (
            "due",
            {"every": 3, "unit": "months", "from": "told", "basis": "baseline"},
            "every 3 months from told, local",
        ),
        (
            "due",
            {
                "amount": 28,
                "unit": "calendar-days",
                "from_review": ["a", "b"],
                "basis": "baseline",
                "if_never_held": "a",
            },
            "28 calendar days from the last of a, b, local, if never held from when a was due",
        ),
        (
            "due",
            {"amount": 1, "unit": "hours", "from": "told", "basis": "national", "restarts_at": "reopening"},
            "1 hour from told, national, again from the reopening",
        ),
        (
            "due",
            {"unit": "target-date", "from": "told", "basis": "national"},
            "a date that is set from told, national",
        ),
        ("applies_when", {"any": ["a", {"not": "b"}]}, "a or not b"),
        ("asks", ["status", "text"], "status, text"),
        ("rolling", False, "no"),
        ("amount", 7, "7"),
        (
            "rank",
            [{"rank": "sergeant"}, {"rank": "inspector", "applies_when": "a"}],
            "rank sergeant; rank inspector applies when a",
        ),
    ],
)
def test_a_value_is_said_in_words(key: str, value: Shaped, words: str) -> None:
    assert value_words(key, value) == words


def test_people_read_the_words_of_clocks_and_facts() -> None:
    naming = in_words(small())
    assert naming.clock(ClockId("told")) == "the moment when we were told"
    assert naming.condition("urgent") == "the report is urgent"
    assert naming.condition(Clause(not_="urgent")) == "it is not so that the report is urgent"


def test_what_a_version_does_not_know_is_called_by_its_id() -> None:
    naming = in_words(small())
    assert naming.clock(ClockId("child-seen")) == "the moment when “child seen” was set"
    assert naming.condition("child-seen") == "“child seen” holds"


def test_a_key_reads_as_words() -> None:
    assert key_words("reason_when_not_done") == "reason when not done"


def _limits(checklist: Checklist) -> list[Limit]:
    return [item.limit for item in checklist.items() if item.limit]


@pytest.mark.parametrize("name", [source.id for source in shipped()])
def test_limits_that_differ_are_said_differently(name: str) -> None:
    limits = set(_limits(pack(name)))
    assert len({limit_said(limit, BY_ID) for limit in limits}) == len(limits)


@pytest.mark.parametrize("name", [source.id for source in shipped()])
def test_every_value_of_every_item_can_be_said(name: str) -> None:
    for item in pack(name).items():
        fields: dict[str, Shaped] = msgspec.to_builtins(item)
        assert all(value_words(key, value, in_words(pack(name))) for key, value in fields.items())
