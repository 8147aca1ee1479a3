"""What a checklist is: definitions, conditions, limits, the calendar, and what can be wrong with them."""
