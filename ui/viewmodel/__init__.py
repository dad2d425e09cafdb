"""What QML reads, and the visit behind it."""
