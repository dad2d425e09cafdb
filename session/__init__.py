"""Everything that happens between a kiosk, the relay and an expert."""
