"""What the vault promises and its proofs, people, backups, recovery, the access book."""
