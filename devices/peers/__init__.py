"""Simulated hardware: each peer is a process of its own at the other end of a real wire."""
