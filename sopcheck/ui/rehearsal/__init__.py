"""Rehearsals: stepping through one, what is asked and why, what if."""
