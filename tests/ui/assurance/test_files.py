"""The promises about the files: said with their last proof, and proved again with a button."""

import pytest
from pytestqt.qtbot import QtBot

from sopcheck.errors import DamagedError
from sopcheck.ui.assurance.files import SavedCard, ThiefCard
from sopcheck.ui.session import Session
from tests.ui.fakes import FakeDesk
from tests.ui.showing import shown

PROVED = {
    SavedCard: "Every page, the structure and the settings on which saving rests are as they should be.",
    ThiefCard: "7 files were searched for references and operations; none says one.",
}
BEFORE = {
    SavedCard: "were checked at this unlock.",
    ThiefCard: "have not been searched for words of cases yet.",
}
AFTER = {SavedCard: "last checked Thu 7 May, 09:00.", ThiefCard: "of cases Thu 7 May, 09:00: none."}


@pytest.fixture(params=[SavedCard, ThiefCard])
def card(request: pytest.FixtureRequest, qtbot: QtBot, session: Session) -> SavedCard | ThiefCard:
    kind: type[SavedCard | ThiefCard] = request.param
    return shown(qtbot, kind(session))


def test_a_promise_is_proved_and_says_when(card: SavedCard | ThiefCard, desk: FakeDesk, qtbot: QtBot) -> None:
    proofs = desk.fake.assurance.proofs
    card.show_status(proofs.status())
    assert card.says.text().endswith(BEFORE[type(card)])
    with qtbot.waitSignal(card.told) as caught:
        card.prove_button.click()
    assert (caught.args, card.prove_button.hasFocus()) == ([PROVED[type(card)]], True)
    card.show_status(proofs.status())
    assert card.says.text().endswith(AFTER[type(card)])


def test_what_is_not_so_is_told(card: SavedCard | ThiefCard, desk: FakeDesk, qtbot: QtBot) -> None:
    desk.fake.assurance.proofs.refusal = DamagedError("The vault is damaged. Restore a backup.")
    with qtbot.waitSignal(card.refused) as caught:
        card.prove_button.click()
    assert str(caught.args[0]) == "The vault is damaged. Restore a backup."
    assert card.prove_button.isEnabled()


@pytest.mark.parametrize(
    ("with_device", "says"),
    [
        (3, "together with a secret of this machine"),
        (1, "2 passphrases open the vault alone, on any machine"),
    ],
)
def test_it_says_on_what_it_rests(
    qtbot: QtBot, session: Session, desk: FakeDesk, with_device: int, says: str
) -> None:
    desk.fake.assurance.proofs.with_device = with_device
    card = shown(qtbot, ThiefCard(session))
    card.show_status(desk.fake.assurance.proofs.status())
    assert says in card.says.text()
