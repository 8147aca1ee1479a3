"""A forger who knows the format: what is found without a vault, and what only the keys can tell."""

import pytest

from sopcheck.records.proof import Verdict, verify_file
from tests.records.forging import NAMES, forged, resealed
from tests.records.prints import MALLORY_KEY, OKELL_KEY, ordinary_print, pages, verify
from tools import verify_record

KNOWN = {OKELL_KEY.public_key: "DS Okell 1047"}
# These change what was signed itself, which no other seal can hide.
OF_THE_DATA = ("other data",)
# The verifier for strangers reads no packed objects, and the first of two streams: it says that it cannot.
UNREADABLE_BY_ITSELF = ("packed objects", "one name, two streams")


def judged(data: bytes) -> Verdict:
    return verify_file(data, verify=verify, known=KNOWN)


@pytest.mark.parametrize("name", NAMES)
def test_a_forgery_is_a_file_that_readers_open(name: str) -> None:
    assert forged(ordinary_print(), name) != ordinary_print()
    assert len(pages(forged(ordinary_print(), name))) >= 1


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_changed_under_the_seal_is_found(name: str) -> None:
    verdict = judged(forged(ordinary_print(), name))
    assert verdict.state == "altered"
    assert verdict.sentence.startswith("This file is not as it was printed.")


@pytest.mark.parametrize("name", NAMES)
def test_taking_the_seal_away_from_what_was_signed_is_found(name: str) -> None:
    verdict = judged(resealed(forged(ordinary_print(), name), None))
    assert verdict.state == "altered"


def test_a_seal_that_was_taken_away_is_said_to_be() -> None:
    verdict = judged(resealed(ordinary_print(), None))
    assert verdict.findings == ("the record in it is signed, but the seal over its pages was taken away",)


@pytest.mark.parametrize("name", NAMES)
def test_the_seal_of_a_stranger_is_told_as_that(name: str) -> None:
    verdict = judged(resealed(forged(ordinary_print(), name), MALLORY_KEY))
    assert verdict.sentence.endswith("Its signers are known here.") is False
    assert [one.known for one in verdict.signers if one.part == "print"] == [False]


@pytest.mark.parametrize("name", OF_THE_DATA)
def test_no_seal_makes_other_data_what_was_signed(name: str) -> None:
    for signer in (None, MALLORY_KEY, OKELL_KEY):
        assert judged(resealed(forged(ordinary_print(), name), signer)).state == "altered"


@pytest.mark.parametrize("name", NAMES)
def test_the_verifier_for_strangers_finds_them_too(name: str) -> None:
    keys = frozenset((OKELL_KEY.public_key.hex(),))
    for data in (
        forged(ordinary_print(), name),
        resealed(forged(ordinary_print(), name), None),
        resealed(forged(ordinary_print(), name), MALLORY_KEY),
    ):
        try:
            assert verify_record.checked(data, keys).wrong
        except verify_record.NotAPrintError:
            assert name in UNREADABLE_BY_ITSELF
