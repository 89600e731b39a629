"""How hard the generated tests try: `quick` by default, `long` where the environment says PALIER_PROFILE=long."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings

# The strategies are shared with the fuzzer, and lie beside this folder.
sys.path.insert(0, str(Path(__file__).parents[1]))

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example]

settings.register_profile("quick", max_examples=60, deadline=None, database=None, suppress_health_check=_SLOW)
settings.register_profile("brief", settings.get_profile("quick"), max_examples=12)  # while a change is being made
settings.register_profile("long", max_examples=2_000, deadline=None, database=None, suppress_health_check=_SLOW)
settings.register_profile("blunt", settings.get_profile("long"), phases=[Phase.generate])  # shows what fails as found
settings.load_profile(os.environ.get("PALIER_PROFILE", "quick"))
