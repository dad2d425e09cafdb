"""Editions that can be trusted: published once, signed, fetched by what changed, swapped in whole."""
