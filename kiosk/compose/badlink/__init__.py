"""A bad link of our own: two network namespaces, and between them a forwarder that spoils what crosses.

`shape` says what a direction does to a packet (pure), `tun` makes the two ends (Linux), `forwarder` is
the process between them, `link` is how a benchmark or a test starts it and gives it orders.
"""
