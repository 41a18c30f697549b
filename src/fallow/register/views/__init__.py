"""Views: what stands, as tables beside the register that SQL tools and QGIS read; disposable, rebuilt from zero at any time."""

from fallow.register.views.check import view_problems
from fallow.register.views.query import Box, Standing, Stretch
from fallow.register.views.views import Views

__all__ = ["Box", "Standing", "Stretch", "Views", "view_problems"]
