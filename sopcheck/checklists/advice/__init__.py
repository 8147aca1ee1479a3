"""Advice on how a definition is written; it stops nothing (`advise.py` gives it)."""
