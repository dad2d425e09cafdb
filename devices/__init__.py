"""Devices of a kiosk: ports, status, drivers. Each is named by a URI."""
