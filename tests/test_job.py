"""Jobs in the order in which they are worked on."""

from itertools import pairwise

import pytest

from playbook.job import Job, spread


@pytest.mark.parametrize(("long", "short"), [(0, 5), (1, 0), (3, 2), (4, 100), (25, 3100)])
def test_long_jobs_lie_apart_in_the_first_half(long: int, short: int) -> None:
    jobs = [*(Job(f"view {n}") for n in range(long)), *(Job("view plan", str(n)) for n in range(short))]
    ordered = spread(jobs)
    assert sorted(ordered, key=str) == sorted(jobs, key=str)
    places = [n for n, job in enumerate(ordered) if not job.key]
    assert len(places) == long
    assert all(after - before == 1 + short // (2 * long) for before, after in pairwise(places))
    assert not places or places[-1] <= len(jobs) // 2 + long
