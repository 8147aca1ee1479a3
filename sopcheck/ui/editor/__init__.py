"""The checklist editor: the draft as a tree, a form for each part, what is seen beside it."""
