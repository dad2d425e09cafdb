"""Who waits, where, for how long: desks, hours, tickets, seats, call-backs."""
