"""`python -m servanda`: the command line, where the `servanda` script is not on the path."""

import sys

from servanda.faces.cli import main

sys.exit(main())
