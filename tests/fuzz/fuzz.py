"""Looks for what crashes or hangs: rules that somebody wrote, mutated, checked, tested and run, for so many seconds.

    python tests/fuzz/fuzz.py 900 [SEED]

What raises anything but a rule, data or usage error, or takes longer than LIMIT seconds of the processor, is saved in
`tests/fuzz/found/`; once it is mended, it moves to `tests/fuzz/corpus/`, where the tests replay it.
"""

from __future__ import annotations

import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from types import FrameType

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1] / "dsl")]

from strategies.attempts import everything  # noqa: E402 - found by the path above
from strategies.mutations import mutated  # noqa: E402
from strategies.written import written_rules  # noqa: E402

LIMIT = 20


class TooSlow(Exception):  # noqa: N818 - the finding is that it was slow
    pass


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooSlow(f"more than {LIMIT} seconds")


def main() -> int:
    """Runs until the time is over; gives 1 when something was found."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns()
    random = Random(seed)
    texts = written_rules()
    signal.signal(signal.SIGPROF, _stop)
    ended, counts, found = time.monotonic() + seconds, Counter[str](), dict[str, str]()
    slowest = 0.0
    while time.monotonic() < ended:
        text = random.choice(texts)
        if random.random() < 0.9:
            text = mutated(text, random, texts)
        chance = random.randrange(2**32)
        began = time.monotonic()
        signal.setitimer(signal.ITIMER_PROF, LIMIT)
        try:
            counts[everything(text, Random(chance))] += 1
        except KeyboardInterrupt:
            break
        except BaseException as error:  # everything that is not expected is a finding
            signal.setitimer(signal.ITIMER_PROF, 0)
            where = traceback.extract_tb(error.__traceback__)[-1]
            key = f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}"
            counts["found"] += 1
            if key not in found:
                found[key] = text
                _save(key, text, chance, traceback.format_exc())
                sys.stderr.write(f"{key}: {str(error)[:100]}\n")
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        slowest = max(slowest, time.monotonic() - began)
    sys.stderr.write(f"seed {seed}; {dict(counts)}; slowest {slowest:.1f} s; {len(found)} findings\n")
    return 1 if found else 0


def _save(key: str, text: str, chance: int, trace: str) -> None:
    folder = HERE / "found"
    folder.mkdir(exist_ok=True)
    name = "".join(one if one.isalnum() else "_" for one in key)
    # The first line tells the replay which facts to draw.
    (folder / f"{name}.palier").write_text(f"# chance {chance}\n{text}", encoding="utf-8", errors="surrogatepass")
    (folder / f"{name}.txt").write_text(trace, encoding="utf-8", errors="surrogatepass")


if __name__ == "__main__":
    sys.exit(main())
