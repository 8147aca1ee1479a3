"""What may be asked before something is recorded: a time, a choice, a reason; and what was said."""

from dataclasses import dataclass

from sopcheck.cases.events import When
from sopcheck.ledger.entry import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAsked:
    """A time that is asked for; `ahead` where it lies in the future, `start` what stands there at first."""

    words: str
    ahead: bool = False
    day_allowed: bool = True
    start: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonAsked:
    """A reason that is asked for; `draft` is the key under which it is kept while it is half typed."""

    words: str
    draft: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One small form: a title, what is asked, and the word of the button that records it.

    `people` are those who may have done it, the likeliest first.
    """

    title: str
    primary: str
    says: str = ""
    time: TimeAsked | None = None
    people: tuple[tuple[PersonId, str], ...] = ()
    choice: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    reasons: tuple[ReasonAsked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said in answer; texts that were not asked for are empty."""

    when: When | None = None
    person: PersonId | None = None
    choice: str = ""
    reasons: tuple[str, ...] = ()

    def reason(self, number: int = 0) -> str:
        """One of the reasons that were asked for."""
        return self.reasons[number] if number < len(self.reasons) else ""
