"""The signalling of a call between an expert's page and a kiosk, and who vanished from it."""
