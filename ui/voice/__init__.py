"""Reading a page aloud."""
