"""One file for each group of questions that an analyst is asked; each yields ``Question`` records from a ``Scene``."""
