"""The code reader: text of QR and bar codes from a serial line. Data, never a command."""
