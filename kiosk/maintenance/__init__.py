"""Diagnostics of the machine, for a technician at the panel or on the command line."""
