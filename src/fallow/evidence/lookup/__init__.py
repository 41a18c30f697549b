"""Look-up tables: outlets and owners, bodies, states, office-holders, places; layered, dated, each row with its source.

Four layers, the later before the earlier: what ships with Fallow, a person's own files, files named for one run, and rows that
people put into a register. ``layers`` puts them together, ``current`` holds those that reading uses, ``explain`` says which row gave
what. Nothing is imported by this file.
"""
