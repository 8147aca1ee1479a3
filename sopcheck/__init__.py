"""Guides police investigators and supervisors through versioned SOP checklists, offline."""

__version__ = "0.1.0"
