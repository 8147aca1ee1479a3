"""What comes from elsewhere and goes there: definitions as spreadsheets, and forms of other programs."""
