"""Property tests run on whatever machine there is: its speed is not what they are about."""

from hypothesis import HealthCheck, settings

settings.register_profile("pipeline", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pipeline")
