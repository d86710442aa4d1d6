"""Shared by all test modules."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("project", deadline=None, max_examples=100)
settings.load_profile("project")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def sample_text():
    """The report that ships with the project."""
    return (ROOT / "raw" / "xinjiang_2024.txt").read_bytes().decode("utf8")
