"""Why an act is refused: whole sentences for the user, and the kind of rule for the access book."""

from typing import ClassVar, Literal

from sopcheck.cases.events import Place
from sopcheck.errors import RefusedError

RuleKind = Literal["role", "rank", "independence", "gate", "other"]


class ActRefusedError(RefusedError):
    """A rule says no to an act on a case; the case is unchanged. `rule` is the kind of rule."""

    rule: ClassVar[RuleKind] = "other"


class RoleRefusedError(ActRefusedError):
    """The act is not for the roles of this person."""

    rule = "role"


class RankRefusedError(ActRefusedError):
    """The act asks for a higher rank."""

    rule = "rank"


class IndependenceRefusedError(ActRefusedError):
    """The act is for somebody who had no part in what it judges."""

    rule = "independence"


class GateRefusedError(ActRefusedError):
    """A hard gate: items that must come before are open. `places` are those items."""

    rule = "gate"

    def __init__(self, sentence: str, *, places: tuple[Place, ...]) -> None:
        """Keep the sentence and the open places."""
        super().__init__(sentence)
        self.places = places

    def __str__(self) -> str:
        """Tell the sentence, and the id of every item for whoever looks one up from a command line."""
        ids = dict.fromkeys(str(place.item) for place in self.places)
        return f"{self.sentence} ({', '.join(ids)})"


class CorrectionNeededError(ActRefusedError):
    """The place has an answer that stands; it can be corrected, with a reason."""


class ConfirmationNeededError(ActRefusedError):
    """The act is possible once somebody has said that it is meant so."""
