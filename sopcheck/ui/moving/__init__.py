"""Moving cases to another version: preview, authorising, undoing."""
