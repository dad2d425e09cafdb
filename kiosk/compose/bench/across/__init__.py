"""`kiosk bench call`: the whole product across a bad link, and beside it a stock peer across the same."""
