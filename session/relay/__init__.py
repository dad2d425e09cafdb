"""The relay: a folder per capability.

`identity` (who may what), `queue` (desks, tickets, seats), `calls` (signalling, connections),
`agents` (tiles, orders), `pages` (what a browser loads). `ports.py` says what it stands on,
`app.py` builds it, `serve.py` runs it, `commands.py` is its command line.
"""
