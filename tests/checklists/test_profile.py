import pytest

from sopcheck.checklists.problem import DefinitionError
from sopcheck.checklists.profile import read_profile
from tests.checklists.tailored_samples import PROFILE, profile_text


def test_a_profile_is_read_with_its_lines() -> None:
    found = read_profile(PROFILE, name="b.yaml")
    assert (found.profile.name, found.profile.revision) == ("barnsley", 1)
    assert [change.item for change in found.profile.changes][:2] == ["act-at-once", "act-soon"]
    line = PROFILE[: PROFILE.index("  - item: act-soon")].count("\n") + 1
    assert (
        str(found.problem(("changes", 1), "act-soon", "word", "Sentence."))
        == f"b.yaml:{line}: act-soon: Sentence."
    )


def test_its_digest_is_of_what_it_says() -> None:
    plain = read_profile(PROFILE, name="b.yaml").digest
    assert read_profile(f"{PROFILE}# The end.\n", name="c.yaml").digest == plain
    assert read_profile(profile_text("revision: 1", "revision: 2"), name="b.yaml").digest != plain


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("profile: 1", "profile: 2", "This profile has format 2; this program reads 1. Install a newer one."),
        ("revision: 1", "revision: one", "`revision` wants a whole number, and “one” is not one."),
        ("    withdrawn: true", "    withdrawn: perhaps", "`withdrawn` wants true or false"),
        ("    guidance: Ask", "    prompt: Ask", "“prompt” is no key of an item change."),
        ("name: barnsley\n", "", "A profile needs the key `name`, and this one has none."),
        ("name: barnsley\n", "name: barnsley\nname: barnsley\n", "“name” stands here a second time"),
    ],
)
def test_what_is_no_profile_is_refused_with_its_line(old: str, new: str, said: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        read_profile(profile_text(old, new), name="b.yaml")
    assert said in refused.value.problems[0].sentence
    assert refused.value.line > 0
