"""Finds the right sheet from everyday words, misspelt, half typed, without network."""
