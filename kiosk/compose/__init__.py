"""Composition roots, one per process: the only places that construct."""
