import hashlib
import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.checklists.definition import Checklist
from sopcheck.checklists.identity import canonical_form, digest_of, from_canonical
from sopcheck.checklists.packs import shipped
from sopcheck.checklists.problem import DefinitionError
from tests.checklists.samples import pack, small

PINNED = Path(__file__).parents[1] / "data" / "definitions" / "small-1.0.canonical.json"
TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))


def _parts() -> dict[str, object]:
    parts: dict[str, object] = json.loads(canonical_form(small()))
    return parts


def _bytes(parts: object) -> bytes:
    return json.dumps(parts, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()


@pytest.mark.parametrize("name", [source.id for source in shipped()])
def test_a_definition_comes_back_from_its_canonical_form(name: str) -> None:
    assert from_canonical(canonical_form(pack(name))) == pack(name)


def test_the_digest_is_the_sha_256_of_the_canonical_form() -> None:
    assert digest_of(small()) == hashlib.sha256(canonical_form(small())).hexdigest()


def test_the_canonical_form_of_format_1_stays_what_it_is() -> None:
    assert canonical_form(small()) == PINNED.read_bytes()


def test_the_canonical_form_has_only_what_is_said() -> None:
    parts = _parts()
    assert "purpose" not in parts
    assert "runs_for" not in parts
    assert parts["clocks"] == json.loads(json.dumps(parts["clocks"]))


@given(TEXTS)
def test_any_text_comes_back(text: str) -> None:
    told = msgspec.structs.replace(small(), title=text, purpose=text)
    assert from_canonical(canonical_form(told)) == told


def test_a_changed_letter_changes_the_digest() -> None:
    other = msgspec.structs.replace(small(), title="small checklist")
    assert digest_of(other) != digest_of(small())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[1]",
        b"\xff\xfe",
        b"[" * 100_000,
        _bytes(_parts() | {"format": "1"}),
        _bytes(_parts() | {"more": 1}),
        _bytes(_parts() | {"stages": None}),
        _bytes(_parts() | {"purpose": ""}),
        json.dumps(_parts()).encode(),
        _bytes(_parts()) + b"\n",
        _bytes(_parts()).replace(b'"format":1', b'"format":1,"format":1'),
    ],
)
def test_what_is_not_a_canonical_definition_is_refused(data: bytes) -> None:
    with pytest.raises(DefinitionError, match="This is not a definition as sopcheck keeps it"):
        from_canonical(data)


def test_a_newer_format_says_so() -> None:
    with pytest.raises(DefinitionError, match="This definition has format 7"):
        from_canonical(_bytes({"format": 7, "sections": []}))


def test_a_definition_is_one_value() -> None:
    assert isinstance(small(), Checklist)
    assert small() == small()
