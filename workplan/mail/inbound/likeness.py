"""How alike two letters are: copies of a campaign are told from letters of people's own.

MinHash (Broder 1997) over runs of four words: a signature has the least of each of 64 hashes, and
two signatures agree in as large a share as the letters share runs. Nothing can be read from one.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache

from workplan.folding import fold

RUN = 4
HASHES = 64
DIGITS = 8
"""How many hexadecimal digits a hash has in a signature."""
ALIKE = 0.7
"""From which share on two letters are one: a greeting and a sentence may differ.

Of 64 hashes a share is known to 0.06, so that letters that share nine runs of ten are always one.
"""
FEWEST_WORDS = 20
"""A shorter letter is its own: “I support this” says the same for everybody who writes it."""
MOST_WORDS = 20_000
PRIME = (1 << 31) - 1


@cache
def _numbers(name: str) -> list[int]:
    """Return a number for each hash, below the prime: the same ones on every machine and version.

    Signatures are kept, and are compared with those of years ago.
    """
    digests = (hashlib.blake2b(f"{name} {at}".encode(), digest_size=8) for at in range(HASHES))
    return [int.from_bytes(digest.digest()) % (PRIME - 1) + 1 for digest in digests]


def signature(text: str) -> str:
    """Return the signature of a letter as hexadecimal digits; empty for one that is too short."""
    words = re.findall(r"\w+", fold(text))[:MOST_WORDS]
    if len(words) < FEWEST_WORDS:
        return ""
    import numpy as np  # Here: no page reckons a signature, and it takes long to load.

    factors, terms = np.array(_numbers("factor")), np.array(_numbers("term"))
    runs = {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    digests = (hashlib.blake2b(run.encode(), digest_size=4).digest() for run in runs)
    numbers = np.frombuffer(b"".join(digests), dtype="<u4").astype(np.int64) % PRIME
    least = np.full(HASHES, PRIME, dtype=np.int64)
    for part in np.array_split(numbers, max(1, len(numbers) // 1_000)):
        hashed = (part[:, None] * factors + terms) % PRIME
        least = np.minimum(least, hashed.min(axis=0))
    return least.astype("<u4").tobytes().hex()


def most_alike(one: str, others: list[str]) -> tuple[int, float] | None:
    """Return the place of the signature that is most like one, and in which share; None for none.

    Empty signatures are like nothing.
    """
    known = [at for at, other in enumerate(others) if other]
    if not one or not known:
        return None
    import numpy as np

    table = np.frombuffer(bytes.fromhex("".join(others[at] for at in known)), dtype="<u4")
    same = table.reshape(len(known), HASHES) == np.frombuffer(bytes.fromhex(one), dtype="<u4")
    shares = same.mean(axis=1)
    best = int(shares.argmax())
    return known[best], float(shares[best])
