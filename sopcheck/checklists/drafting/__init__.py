"""Drafts: a definition while it is written, edit by edit, with undo, a journal, and what is still wrong."""
