"""The catalogue's tables: YAML files with their sources, read by ``fallow.strikes.catalogue.load``."""
