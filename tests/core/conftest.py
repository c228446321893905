import os

import pytest
from hypothesis import HealthCheck, settings

# Two cores run the whole suite, other processes beside it: so no deadlines, and few but
# repeatable examples. HYPOTHESIS_PROFILE=deep looks further, and elsewhere each time.
_slow = [HealthCheck.too_slow]
settings.register_profile(
    "usual", max_examples=60, deadline=None, derandomize=True, suppress_health_check=_slow
)
settings.register_profile("deep", max_examples=1000, deadline=None, suppress_health_check=_slow)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


@pytest.fixture
def no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk: for tests that write a thousand lines."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
