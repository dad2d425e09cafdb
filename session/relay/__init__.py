"""The relay: a folder per capability."""
