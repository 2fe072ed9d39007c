"""Fixtures that every test may use."""

from __future__ import annotations

import pytest

from onrecord.pipeline import Pipeline


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """One pipeline for the whole run: loading the models takes most of a second."""
    return Pipeline()
