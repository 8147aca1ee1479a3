"""The demonstration: fictitious cases, told through the services that the window uses."""
