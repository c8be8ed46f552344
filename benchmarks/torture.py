"""The torture run: articles through all agents on real Kafka, under faults that a seed gives, and an auditor at the end.

    python -m benchmarks.torture --seed 1 --minutes 10 --articles 20000 --faults 60

The last line says what was found; the status is 0 only if all is well.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__" and not __package__:  # run by its path: what it imports is found from the root
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks.ordeal.command import main

if __name__ == "__main__":
    sys.exit(main())
