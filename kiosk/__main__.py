"""`python -m kiosk`, and the entry of the frozen bundle."""

import sys

from kiosk.cli import main

if __name__ == "__main__":
    sys.exit(main())
