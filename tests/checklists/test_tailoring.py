import pytest

from sopcheck.checklists.compare import compare
from sopcheck.checklists.definition import Checklist, ItemId, Weakening
from sopcheck.checklists.identity import digest_of
from sopcheck.checklists.problem import DefinitionError
from sopcheck.checklists.problems import problems
from sopcheck.checklists.profile import read_profile
from sopcheck.checklists.reader import read
from sopcheck.checklists.tailoring import BaselineRefusedError, tailored
from sopcheck.checklists.yaml_kept import sure_text
from tests.checklists.samples import SMALL, pack, small
from tests.checklists.tailored_samples import PROFILE, profile_text


def _made(text: str = PROFILE) -> Checklist:
    return tailored(read_profile(text, name="b.yaml"), [small()])


def test_a_tailored_version_has_a_name_of_its_own() -> None:
    assert (_made().name, _made().title) == ("small 1.0+barnsley.1", "Small checklist, Barnsley")


def test_it_says_what_the_profile_says_and_else_what_the_baseline_says() -> None:
    found = {(row.id, row.change) for row in compare(small(), _made()).rows if row.under == "items"}
    assert found == {
        ("act-at-once", "limit"),
        ("tell-desk", "added"),
        ("act-soon", "limit"),
        ("keep-promise", "withdrawn"),
        ("finish", "reworded"),
    }


def test_an_added_item_stands_where_the_profile_puts_it() -> None:
    assert [item.id for item in _made().stages[0].items][2:4] == ["act-at-once", "tell-desk"]


def test_it_says_where_it_comes_from_and_in_what_it_asks_less() -> None:
    source = _made().tailored_from
    assert source is not None
    assert (source.version, source.digest, source.profile) == ("1.0", digest_of(small()), "barnsley 1")
    assert source.profile_digest == read_profile(PROFILE, name="b.yaml").digest
    assert source.weakenings[0] == Weakening(
        item=ItemId("act-soon"), what="its limit may end later", reason="The team does not work at weekends."
    )
    assert [one.item for one in source.weakenings] == ["act-soon", "keep-promise"]


def test_the_same_two_always_give_the_same_version() -> None:
    assert digest_of(_made()) == digest_of(_made())
    assert digest_of(_made(profile_text("revision: 1", "revision: 2"))) != digest_of(_made())


def test_it_is_a_good_definition_and_keeps_the_comments_of_its_baseline() -> None:
    assert problems(_made()) == ()
    text = sure_text(read(SMALL, name="small.yaml"), _made())
    assert text.startswith("# A small checklist")
    assert read(text, name="made.yaml").checklist == _made()


def test_a_baseline_that_is_not_here_is_refused() -> None:
    with pytest.raises(
        BaselineRefusedError, match=r"The baseline small 1\.0 is not here\. Bring it in first\."
    ):
        tailored(read_profile(PROFILE, name="b.yaml"), [pack("online-cse")])


@pytest.mark.parametrize("digest", ["00000000", "0", "''"])
def test_a_baseline_with_another_content_is_refused(digest: str) -> None:
    text = PROFILE.replace(digest_of(small())[:8], digest)
    with pytest.raises(BaselineRefusedError, match="another content here than this profile was written for"):
        _made(text)


@pytest.mark.parametrize(
    ("old", "new", "owner", "said"),
    [
        (
            "    reason: The team does not work at weekends.\n",
            "",
            "act-soon",
            "This asks less than the baseline: its limit may end later. Write a `reason`.",
        ),
        ("    reason: Another team keeps promises.\n", "", "keep-promise", "it is not asked any more."),
        ("  - item: finish\n", "  - item: gone\n", "gone", "“gone” is not in the baseline."),
        ("  - item: finish\n", "  - item: act-soon\n", "act-soon", "“act-soon” is changed twice here."),
        ("  - stage: begin\n", "  - stage: gone\n", "tell-desk", "The baseline has no stage “gone”."),
        (
            "    after: act-at-once\n",
            "    after: finish\n",
            "tell-desk",
            "has no item “finish” to stand behind.",
        ),
        ("      id: tell-desk\n", "      id: finish\n", "finish", "The baseline has an item “finish”."),
        ("  desk-open: {says", "  urgent: {says", "urgent", "The baseline defines “urgent”."),
        ("name: barnsley", "name: Barnsley", "", "A profile has a name in small letters"),
        ("revision: 1", "revision: 0", "", "a revision from 1 up"),
        ("applies_when: desk-open", "applies_when: desk-shut", "tell-desk", "There is no fact “desk-shut”"),
    ],
)
def test_a_profile_that_does_not_fit_is_refused(old: str, new: str, owner: str, said: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        _made(profile_text(old, new))
    assert any(one.id == owner and said in one.sentence for one in refused.value.problems)


def test_what_is_removed_goes_and_needs_its_reason() -> None:
    text = profile_text(
        "    guidance: Ask the desk sergeant.\n", "    remove: [gate, rank]\n    reason: Here only.\n"
    )
    finish = _made(text).item(ItemId("finish"))
    assert (finish.gate, finish.rank) == (None, ())


def test_an_item_without_a_place_stands_at_the_end() -> None:
    made = _made(profile_text("    after: act-at-once\n", ""))
    assert made.stages[0].items[-1].id == "tell-desk"
