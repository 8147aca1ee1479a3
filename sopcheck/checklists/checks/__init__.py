"""The checks of a definition, by subject; each gives the problems it finds (`problems.py` runs them all)."""
