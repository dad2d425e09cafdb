"""A visit: its states, the pure transitions between them, and the policies that judge it."""
