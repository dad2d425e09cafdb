"""The backed-up power supply, by NUT's line protocol."""
