"""Every fact of a case, and of each subject of its kind, as it stands."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from sopcheck.cases.facts import FactKey
from sopcheck.cases.programme import Programme
from sopcheck.cases.standing import FactHistory, Subject
from sopcheck.cases.states import FactState
from sopcheck.checklists.conditions import value_at
from sopcheck.checklists.definition import FactId


def fact_states(
    programme: Programme,
    subjects: Collection[Subject],
    facts: Mapping[FactKey, FactHistory],
    at: datetime,
) -> Iterator[FactState]:
    """Give the facts in the order of the definitions, the derived ones left out."""
    for fact, defined in programme.facts.items():
        if defined.derived:
            continue
        if defined.of is None or (fact, None) in facts:
            yield _state(facts, fact, None, at)
        for subject in subjects:
            if defined.of is not None and subject.has(defined.of):
                yield _state(facts, fact, subject.subject, at)


def _state(facts: Mapping[FactKey, FactHistory], fact: FactId, of: str | None, at: datetime) -> FactState:
    """Give a fact as it reads; of a subject of whom nothing is recorded as it stands on the case."""
    said = facts.get((fact, of)) or facts.get((fact, None))
    if said is None:
        return FactState(fact=fact, of=of, value="unknown", since=None)
    since = max((began for began, _ in said.steps if began <= at), default=None)
    last = next((one for one in reversed(said.settings) if one.at <= at), None)
    return FactState(
        fact=fact,
        of=of,
        value=value_at(said.steps, at),
        since=since,
        set_by="" if last is None else last.source,
        conflict=said.conflict,
    )
