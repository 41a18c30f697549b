"""Documents of the simulated world: pages as a scraper would keep them, with what a careful reader should find in each.

Each module writes a few pages from one story, so that villages, days and counts agree with what is true in the world; the
prose is Fallow's own. What stands in a page and what is expected of its reader are written down side by side.
"""
