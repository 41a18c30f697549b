"""Engines: ways to turn past strikes, searches and finds into joint draws of what is left. One method, one file."""
