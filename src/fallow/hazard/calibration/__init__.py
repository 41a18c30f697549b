"""Is a stated chance right as often as it says? Rank statistics, their tests, reliability, and pictures of both.

Two questions that are easily confused. *Is the computation right?* Simulation-based calibration answers it: draw the truth from
the prior and the observations from the truth, and the rank of the truth among posterior draws is uniform whatever the
model (``ranks``, ``uniformity``). *Is the model right?* Only scenes whose patterns the model does not have can say, and
for probabilities the reliability diagram and the Brier skill measure it (``reliability``). An engine can pass the first and
fail the second; one that fails the first is wrong in any world.
"""
