"""The official feed: one ZIP at one address, fetched when it changed, imported like any other edition."""
