"""The case page: its three panes, and the sheets that record what was done."""
