"""Why an item is asked, or may come to be asked, in a sentence made of the words of its facts."""

from collections.abc import Iterator, Mapping, Sequence

from sopcheck.checklists.conditions import Lookup, evaluate, undecided
from sopcheck.checklists.definition import Condition, Fact, FactId


def why_asked(condition: Condition | None, lookup: Lookup, facts: Mapping[FactId, Fact]) -> str:
    """Say which facts bring an item, keep it away, or are not known yet.

    "Always asked." "Asked because rape is among the offences alleged." "Not asked, because it is not so that
    a search warrant is needed." "May apply: it is not known yet whether the suspect is under 18."
    """
    if condition is None:
        return "Always asked."
    value = evaluate(condition, lookup)
    if value == "unknown":
        open_ones = [f"whether {fact_words(fact, facts)}" for fact in undecided(condition, lookup)]
        return f"May apply: it is not known yet {_listed(open_ones, 'or')}."
    reasons = dict.fromkeys(_reasons(condition, lookup))
    words = _listed([_reason_words(fact, facts, is_so=is_so) for fact, is_so in reasons], "and")
    return f"{'Asked' if value == 'yes' else 'Not asked,'} because {words}."


def fact_words(fact_id: FactId, facts: Mapping[FactId, Fact]) -> str:
    """Give what a fact says as part of a sentence: `the victim is under 18 now`."""
    fact = facts.get(fact_id)
    if fact is None:
        return f"“{fact_id.replace('-', ' ')}” holds"
    words = (fact.when or fact.says).rstrip(".")
    # "CSE is …" keeps its capitals; "A child …" and "The child …" lose one.
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def said_condition(condition: Condition, facts: Mapping[FactId, Fact], *, inside: bool = False) -> str:
    """Give a condition in the words of its facts, in brackets where it stands `inside` another."""
    if isinstance(condition, str):
        return fact_words(FactId(condition), facts)
    if condition.not_ is not None:
        return f"it is not so that {said_condition(condition.not_, facts, inside=True)}"
    joint = " and " if condition.all else " or "
    parts = [said_condition(part, facts, inside=True) for part in (*condition.all, *condition.any)]
    joined = joint.join(parts)
    return f"({joined})" if inside and len(parts) > 1 else joined


def _reasons(condition: Condition, lookup: Lookup) -> Iterator[tuple[FactId, bool]]:
    """Give the facts that decide a condition, each with whether it is so."""
    value = evaluate(condition, lookup)
    if isinstance(condition, str):
        yield FactId(condition), value == "yes"
        return
    # What is negated has the other value, and decides all the same.
    if condition.not_ is not None:
        yield from _reasons(condition.not_, lookup)
    for part in (*condition.all, *condition.any):
        if evaluate(part, lookup) == value:
            yield from _reasons(part, lookup)


def _reason_words(fact: FactId, facts: Mapping[FactId, Fact], *, is_so: bool) -> str:
    words = fact_words(fact, facts)
    return words if is_so else f"it is not so that {words}"


def _listed(words: Sequence[str], joint: str) -> str:
    return f" {joint} ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
