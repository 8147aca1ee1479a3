"""The record and every other print: preview, purpose and recipient, to paper or to a file."""
