"""The scanner, through SANE."""
