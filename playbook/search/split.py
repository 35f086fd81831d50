"""Into which shard an address falls: the same here and in the browser.

In: addresses. Out: numbers. A site that grows by a page keeps its number of shards, and with it nearly all
of their bytes, until it has doubled.
"""

OFFSET, PRIME = 0x811C9DC5, 0x01000193


def hash_url(url: str) -> int:
    """Give the 32-bit FNV-1a of an address; a script can compute it without waiting."""
    value = OFFSET
    for byte in url.encode("utf-8"):
        value = (value ^ byte) * PRIME & 0xFFFFFFFF
    return value


def count_shards(total: int, most: int) -> int:
    """Give the smallest power of two by which no shard holds more than `most` on average."""
    count = 1
    while total > most * count:
        count *= 2
    return count
