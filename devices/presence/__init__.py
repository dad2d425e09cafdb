"""The presence sensor: whether somebody stands before the kiosk. It wakes the screen, and ends nothing."""
