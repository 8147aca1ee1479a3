"""The way in: unlocking, creating a vault, recovering one."""
