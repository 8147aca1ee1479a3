"""What may stand in a header; anything else could not be verified later."""

import pytest
from msgspec.structs import replace

from sopcheck.ledger import form
from sopcheck.ledger.entry import EntryHash, Header, Sop, Times
from sopcheck.ledger.form import UnfitEntryError
from tests.ledger.writing import Device, draft

GREATEST = 2**53 - 1
HASH, LOG, UTC = "a" * 64, "b" * 32, "2026-11-22T10:00:00.000Z"


def header(**changes: object) -> Header:
    return replace(Device("one").write().header, **changes)


def test_an_ordinary_header_fits() -> None:
    assert form.fits(header())


def test_a_header_with_the_shown_checklist_fits() -> None:
    assert form.fits(header(sop=Sop("cse-investigation", "a" * 64, "1.0")))


@pytest.mark.parametrize(
    "changes",
    [
        {"body_h": "A" * 64},
        {"body_h": "a" * 63},
        {"book": "case:"},
        {"book": "case:a b"},
        {"book": "other"},
        {"by": ""},
        {"by": "Ann Farrow"},
        {"kind": "Item Answered"},
        {"log": "a" * 31},
        {"prev": "a" * 65},
        {"role": ""},
        {"seen": ("a" * 64, "b")},
        {"sop": Sop("id", "short", "1.0")},
        {"sop": Sop("id", "a" * 64, "")},
        {"t": Times(False, 0, "2026-11-22T10:00:00Z")},
        {"t": Times(False, 0, "2026-11-22T10:00:00.000Z\n")},
        {"t": Times(False, 0, "2026-02-30T10:00:00.000Z")},
        {"t": Times(False, 0, "2026-06-30T23:59:60.000Z")},
        {"t": Times(False, -1, "2026-11-22T10:00:00.000Z")},
        {"t": Times(False, GREATEST + 1, "2026-11-22T10:00:00.000Z")},
        {"seq": 0},
        {"seq": GREATEST + 1},
        {"body_n": -1},
        {"bv": -1},
        {"v": 2},
        {"v": 0},
    ],
)
def test_a_field_out_of_form_is_refused(changes: dict[str, object]) -> None:
    assert not form.fits(header(**changes))
    with pytest.raises(UnfitEntryError, match="report this fault"):
        form.check(header(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"t": Times(False, 0, f"{UTC}\n{HASH}"), "seen": ()},
        {"seen": (EntryHash(f"{HASH}\n{HASH}"),)},
        {"seen": (EntryHash(HASH), EntryHash(f"{HASH}\n{HASH}"))},
        {"body_h": f"{HASH}\nregister", "book": "ann", "by": "ItemAnswered", "kind": LOG, "log": HASH}
        | {"prev": "investigator", "role": UTC, "t": Times(False, 0, HASH)},
        {"role": f"investigator\n{UTC}", "t": Times(False, 0, HASH), "seen": ()},
        {"sop": Sop(f"id\n{HASH}", "1.0", "1.0")},
        {"sop": Sop("id", f"{HASH}\n1.0", "")},
        {"sop": Sop("id", HASH, "1.0\n")},
    ],
)
def test_a_newline_in_a_field_does_not_pass_for_the_end_of_one(changes: dict[str, object]) -> None:
    assert not form.fits(header(**changes))


def test_a_header_grows_only_so_large() -> None:
    names = tuple(EntryHash(f"{number:064x}") for number in range(1000))

    form.check(header(seen=names[:900]))
    with pytest.raises(UnfitEntryError):
        form.check(header(seen=names))


@pytest.mark.parametrize("beyond", [0, 1])
def test_a_body_of_a_megabyte_is_the_longest(beyond: int) -> None:
    largest = replace(draft(), body=b"1" * (form.MOST_BODY_BYTES + beyond))

    if not beyond:
        form.check_draft(largest)
        return
    with pytest.raises(UnfitEntryError, match="Shorten it"):
        form.check_draft(largest)
