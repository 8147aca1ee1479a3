"""What happens to a case: events, their fold, what may be decided, and what it all amounts to."""
