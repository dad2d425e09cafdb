"""`kiosk bench calls`: calls one after the other, and what grows with them."""
