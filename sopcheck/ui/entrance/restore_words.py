"""What a backup holds, and what would be or is missing, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from sopcheck.ui.words import Words, count_words

if TYPE_CHECKING:
    from sopcheck.services.vault_ports import Contents, Restored


def held_words(contents: Contents, words: Words) -> str:
    """What a backup holds."""
    says = _tr(
        "The backup was made {when}, {ago}. Every page of it was checked just now: {entries} of {cases}."
    )
    return says.format(
        when=words.moment(contents.made),
        ago=words.relative(contents.made),
        entries=_entries(contents.entries),
        cases=_cases(contents.cases),
    )


def kept_words(*, there: bool) -> str:
    """What a restore does besides; `there` says whether a vault is in its place."""
    goes_on = _tr("The restored vault goes on in new chains, and the restore is noted in its access book.")
    if not there:
        return goes_on
    return _tr("What is in its place now is kept in the folder “recovery” beside the vault.") + " " + goes_on


def lacking_words(contents: Contents, *, there: bool) -> str:
    """What a restore would lose; `there` says whether a vault is in its place."""
    if not there:
        return _tr("There is no vault here yet; nothing would be missing.")
    if contents.lacking is None:
        return _tr(
            "How much was recorded since cannot be told: the vault that is here cannot be read with what "
            "opens this backup."
        )
    if not contents.lacking.entries:
        return _tr("Nothing was recorded in the vault since; nothing would be missing.")
    says = _tr("What would be missing: {entries} recorded since, about {cases}.")
    about = _cases(contents.lacking.cases) if contents.lacking.cases else _tr("no case")
    return says.format(entries=_entries(contents.lacking.entries), cases=about)


def restored_words(restored: Restored, words: Words) -> str:
    """What came back, and what did not."""
    says = _tr("The vault is as it was {when}, with {entries}.")
    said = says.format(when=words.moment(restored.made), entries=_entries(restored.entries))
    if restored.missing is None:
        said += " " + _tr("What may have been recorded since is not in it; how much that is cannot be told.")
    elif restored.missing:
        said += " " + _tr("{entries} recorded since are not in it.").format(
            entries=_entries(restored.missing)
        )
    return said


def _entries(count: int) -> str:
    return count_words(count, _tr("entry"), _tr("entries"))


def _cases(count: int) -> str:
    return count_words(count, _tr("case"), _tr("cases"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("restore", text)
