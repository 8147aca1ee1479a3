"""What a user can do, one method per wish; what it needs from the machine stands in `ports.py`."""
