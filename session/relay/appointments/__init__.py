"""Slots that experts open and citizens book: who comes when, by a code and without a name."""
