"""The colour profile is one that other programs accept."""

from io import BytesIO

from PIL import ImageCms

from sopcheck.records.colour import grey_profile


def test_the_profile_is_a_grey_one_for_displays() -> None:
    profile = ImageCms.ImageCmsProfile(BytesIO(grey_profile())).profile
    assert (profile.xcolor_space.strip(), profile.device_class) == ("GRAY", "mntr")
    assert profile.version == 2.1


def test_the_profile_says_its_own_length() -> None:
    data = grey_profile()
    assert int.from_bytes(data[:4], "big") == len(data)
    assert data[36:40] == b"acsp"
