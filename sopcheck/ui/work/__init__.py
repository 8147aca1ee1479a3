"""Work: the worklist, opening a case, what is due."""
