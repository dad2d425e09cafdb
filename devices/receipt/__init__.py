"""The ticket printer: ESC/POS over TCP, a serial line or USB."""
