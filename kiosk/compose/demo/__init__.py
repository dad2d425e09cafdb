"""`kiosk demo`: the whole product with simulated hardware, and the guided tour of it."""
