"""What a browser loads: the built pages, security headers, health and counters."""
