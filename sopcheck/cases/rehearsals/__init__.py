"""Rehearsals: worked cases as files, read, played and checked."""
