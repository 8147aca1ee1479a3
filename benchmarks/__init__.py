"""What the program takes beside the raw library under it, in the same run; `make bench` prints it."""
