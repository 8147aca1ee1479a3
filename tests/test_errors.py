"""Errors are sentences: the three branches, and that nothing but the sentence is shown."""

import copy
import pickle

import pytest

from sopcheck.errors import DamagedError, RefusedError, SopcheckError, UnavailableError

BRANCHES = [RefusedError, UnavailableError, DamagedError]


@pytest.mark.parametrize("branch", BRANCHES)
def test_an_error_tells_its_sentence(branch: type[SopcheckError]) -> None:
    error = branch("The disk is full; make room and try again.")
    assert str(error) == error.sentence == "The disk is full; make room and try again."


@pytest.mark.parametrize("branch", BRANCHES)
def test_every_branch_is_caught_as_one_of_ours(branch: type[SopcheckError]) -> None:
    with pytest.raises(SopcheckError, match="try again"):
        raise branch("Please try again.")


@pytest.mark.parametrize("branch", BRANCHES)
def test_no_branch_is_caught_as_another(branch: type[SopcheckError]) -> None:
    others = tuple(other for other in BRANCHES if other is not branch)
    assert not issubclass(branch, others)


@pytest.mark.parametrize("branch", BRANCHES)
def test_an_error_survives_the_way_to_another_process(branch: type[SopcheckError]) -> None:
    error = branch("The vault is open elsewhere; close it there.")
    assert pickle.loads(pickle.dumps(error)).sentence == copy.copy(error).sentence == error.sentence
