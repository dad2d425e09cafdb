"""The agent's page: kiosk tiles, help calls, orders."""
