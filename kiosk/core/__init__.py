"""Errors, clock, event catalogue, settings, places and ids. Imports nothing of ours."""
