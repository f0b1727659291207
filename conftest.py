"""For every test: a busy machine must not decide whether a property holds."""

from hypothesis import settings

settings.register_profile("jukugi", deadline=None)
settings.load_profile("jukugi")
