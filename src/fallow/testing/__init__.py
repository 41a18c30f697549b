"""Beside the ladder, shipped: a simulated world with known truth, scenes for calibration, Hypothesis strategies.

Everything made here is SIMULATED: states, people, outlets, villages, strikes and finds are invented, and the district lies
in the open South Atlantic, where nobody lives. No engine, planner or reader imports it and it imports none of them, so a
result that agrees with this world does not agree with its own code. Import what you need by its own module::

    from fallow.testing.world import make_world  # one district, with documents, records, finds and treaty facts
    from fallow.testing.scenes import scene  # many small scenes, by preset, for calibration
    from fallow.testing.strategies import positions, whens, bodies
"""
