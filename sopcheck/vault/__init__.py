"""The encrypted folder on this machine that holds everything: keys, entries, derived index, half-typed text.

`security.md` 3 and 4 are the specification. Import from the modules: `keyslots` (who may unlock), `opening`
(create and unlock), `keyring`, `machine`; nothing here loads the database before it is needed.
"""
