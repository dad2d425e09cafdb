"""Offices: the public directory, opening hours, mobile stops, and whom to turn to."""
