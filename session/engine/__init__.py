"""The media process: connection, tracks, codecs, channels, exchange, recovery."""
