"""Runs every measurement; each compares ours with a bare way in the same run, as a ratio."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import append, handle, prove, rebuild

for measurement in (append, handle, rebuild, prove):
    print(f"\n{measurement.__doc__.splitlines()[0]}")
    measurement.main([])
