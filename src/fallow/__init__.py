"""Fallow: from contested reports of cluster munitions to land that may be given back.

Packages stand in the order of the data, which is the order of imports; each imports only from those before it:
core, formats, register, evidence, strikes, hazard, survey, release, treaty, publish, cli. ``testing`` stands beside.
"""

__version__ = "0.1.0"
