"""The demonstration: fictitious cases, told through the program's own services with a settable clock."""
