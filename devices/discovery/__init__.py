"""What is attached to this machine, and what it would be called in the settings."""
