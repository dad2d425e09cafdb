"""Visio-Guichet: the application. What happens, in which order."""

__version__ = "0.1.0"
