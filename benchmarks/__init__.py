"""What the program takes beside the raw library under it, measured in the same run; `make bench` prints it."""
