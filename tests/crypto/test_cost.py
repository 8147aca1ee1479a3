"""No key file can ask for a derivation that is too cheap to protect or too dear to finish."""

import pytest

from sopcheck.crypto import cost
from sopcheck.crypto.cost import Argon2Cost, CostOutOfBoundsError


@pytest.mark.parametrize("accepted", [(19_456, 1, 1), (1024 * 1024, 10, 8), (65_536, 3, 4)])
def test_costs_within_the_bounds_are_accepted(accepted: tuple[int, int, int]) -> None:
    assert Argon2Cost(*accepted).memory_kib == accepted[0]


@pytest.mark.parametrize(
    "refused",
    [
        (19_455, 1, 1),
        (1024 * 1024 + 1, 1, 1),
        (2**41, 3, 4),
        (65_536, 0, 4),
        (65_536, 11, 4),
        (65_536, 3, 0),
        (65_536, 3, -1),
        (65_536, 3, 9),
    ],
)
def test_costs_outside_are_refused_before_anything_is_allocated(refused: tuple[int, int, int]) -> None:
    with pytest.raises(CostOutOfBoundsError, match="key file of this vault is damaged or altered"):
        Argon2Cost(*refused)


def test_a_passphrase_alone_costs_more_than_one_with_a_device_secret() -> None:
    assert cost.PASSPHRASE_ONLY.memory_kib == 4 * cost.DEVICE.memory_kib == 256 * 1024
    assert cost.TESTING.memory_kib < cost.DEVICE.memory_kib
