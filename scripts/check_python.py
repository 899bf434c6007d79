"""Say plainly when the Python at hand cannot run Duty Atlas; runs on any Python 3."""

import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit(
        f"Duty Atlas runs on Python 3.11 to 3.13; this is {sys.version.split()[0]}. "
        "Name another one, for example: make dashboard PYTHON=python3.12"
    )
