"""What the town hall writes itself: an overlay on the official sheets, with its own edition."""
