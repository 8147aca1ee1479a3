"""A full disk is told in a sentence, whatever was asked; nothing half done stays, and work goes on."""

import json
import os
import subprocess
import sys

import pytest

from tests.end_to_end.conftest import ROOT
from tests.world import template

pytestmark = pytest.mark.skipif(os.name != "posix", reason="only POSIX limits the size of files")
SAVED = ("answer", "note", "draft", "add", "create")
NOTED_FIRST = ("view", "print")
Found = dict[str, dict[str, str] | list[str] | str | int | bool]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """What was answered, and what was there afterwards."""
    vault = tmp_path_factory.mktemp("full") / "vault"
    ran = subprocess.run(
        [sys.executable, "-m", "tests.end_to_end.full_disk", template(tmp_path_factory), vault],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stderr == ""
    told: Found = json.loads(ran.stdout)
    return told


@pytest.mark.parametrize("act", [*SAVED, *NOTED_FIRST])
def test_every_act_is_answered_by_what_is_the_matter_and_what_to_do(found: Found, act: str) -> None:
    said = found["said"]
    assert isinstance(said, dict)
    assert "so this was not saved. " in said[act]
    assert said[act].endswith("try again.")


@pytest.mark.parametrize("act", NOTED_FIRST)
def test_what_cannot_be_noted_is_neither_shown_nor_printed(found: Found, act: str) -> None:
    said = found["said"]
    assert isinstance(said, dict)
    assert said[act].startswith("This must be noted in the access book first")


def test_a_vault_that_could_not_be_made_leaves_nothing(found: Found) -> None:
    assert found["left"] is False


def test_a_person_who_could_not_be_added_is_not_there(found: Found) -> None:
    assert found["people"] == ["okell", "farrow", "teal"]


def test_once_there_is_room_the_same_act_is_done_in_the_same_vault(found: Found) -> None:
    assert (found["done"], found["new"], found["sound"]) == ("done", 1, True)
