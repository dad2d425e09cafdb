"""The signature pad: ink from a serial line."""
