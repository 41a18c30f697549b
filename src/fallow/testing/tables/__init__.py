"""The tables of the simulated world: three data sets of strike records, a table of places, facts of the treaty.

Each data set errs in its own way, and the truth keeps beside every row which strike it stands for and what is wrong with it.
"""
