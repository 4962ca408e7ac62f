"""Where the checks of the families take down what they came to."""

from __future__ import annotations

import pytest
from family_table import FamilyChecks


@pytest.fixture
def table(request: pytest.FixtureRequest) -> FamilyChecks:
    return FamilyChecks(request.node.user_properties)
