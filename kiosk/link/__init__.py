"""Local sockets between the kiosk's processes, and the ring that carries video frames."""
