"""The long-lived process: supervision, relay link, keys, PINs, jobs, health."""
