"""The command line: one module a group of commands; each asks the services and prints words or JSON."""
