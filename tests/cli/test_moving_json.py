"""What a move would do, as JSON: subjects by what people call them, instants in UTC."""

from sopcheck.cases.events import CaseId
from sopcheck.checklists.definition import Version
from sopcheck.cli.moving_json import impact_json, preview_json
from sopcheck.services.moving import Impact
from tests.ui.fakes import CSE, FakeLibrary
from tests.ui.moving_fakes import FakeMoving


def impact() -> Impact:
    to = FakeLibrary().definition(CSE, Version("1.0"))
    return FakeMoving().impact_on(CaseId("c1"), to)


def test_a_subject_goes_by_its_label_and_an_instant_is_in_utc() -> None:
    shown = preview_json(impact().cases[0].preview, lambda of: {"s1": "Child A"}.get(of or "", ""))
    items = shown["items"]
    assert isinstance(items, list)
    assert [(row["what"], row["of"]) for row in items] == [
        ("reworded", None),
        ("new", "Child A"),
        ("withdrawn", None),
    ]
    assert [str(row["is_due"])[-1] for row in items if row["is_due"]] == ["Z"]


def test_the_impact_names_items_with_the_subject_by_its_label() -> None:
    cases = impact_json(impact())["cases"]
    assert isinstance(cases, list)
    (gained,) = cases[0]["gains"]
    assert gained.endswith(" @ Child A")
    assert all("s1" not in str(row) for row in cases)
