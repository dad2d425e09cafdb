"""The one way to run a child with limits: no network, no exec, no path but its own folder."""
