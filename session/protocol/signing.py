"""How large a box has to be to sign in: kiosk and signing child ask the same rule."""

LEAST_MM = (30.0, 12.0)
"""A smaller box leaves no room for a hand above the words that state what a signature is worth."""


def small(wide: float, high: float) -> bool:
    """Whether a box of these sides, in millimetres, is too small to sign in (a tenth is rounding)."""
    return wide < LEAST_MM[0] - 0.1 or high < LEAST_MM[1] - 0.1
