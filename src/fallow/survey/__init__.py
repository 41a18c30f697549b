"""Survey: where to look next, when to stop, and the area that may be called confirmed.

``Planner`` plans in boxes by what a search would bring; ``CmrsWalker`` is today's practice, by rule data, to
compare with; ``confirmed_area`` draws by one stated rule. Nothing here says that land is safe.
"""

from fallow.survey.box import Box
from fallow.survey.cmrs import CmrsWalker
from fallow.survey.delineation import confirmed_area
from fallow.survey.grid import BoxGrid, make_grid
from fallow.survey.planner import Planner
from fallow.survey.practice import Practice, load_practice

__all__ = ["Box", "BoxGrid", "CmrsWalker", "Planner", "Practice", "confirmed_area", "load_practice", "make_grid"]
