"""The hazard field: how many unexploded items may still lie where, with calibrated uncertainty.

Unexploded remnants only, never effects; past strikes with a date and a source only. ``simulated`` as a source marks
every output.

Interface (settled; the modules named are imported by their own names, so that ``import fallow.hazard`` costs nothing)::

    from fallow.hazard.inputs import StrikeRecord, Search, Find, read_strikes, read_searches, read_finds
    from fallow.hazard.solve import solve
    field = solve(strikes, searches, finds, bounds=(w, s, e, n), crs="EPSG:32637", cell_m=50.0, seed=0, on=date(2024, 1, 1))
    field.query(areas)                      # fallow.hazard.field.Field; rows of the contract
    from fallow.hazard.store import save_field, open_field
    from fallow.hazard.splat import prior_intensity   # prior mean of many strikes on a (national) grid

For a planner that searches box by box, the engine itself, kept warm between updates::

    from fallow.hazard.engines.mixture import MixtureSampler
    sampler = MixtureSampler(strikes, bounds=(w, s, e, n), crs="EPSG:32637", box_m=50.0, seed=0, finds=finds)
    sampler.n_columns, sampler.n_rows       # box_index = row * n_columns + column; row 0 is the southernmost
    sampler.update(box_index, p_detect=0.9, n_found=2, complete=True)    # cheap; also a second search of the same box
    draws = sampler.intensity_draws()       # runs the chains on, then (n_draws, n_boxes) float32
    sampler.detection_draws(0.9)            # (n_draws,): what a told chance of 0.9 may truly be, row for row
    sampler.stray_draws()                   # (n_draws,): items in one box that belong to no strike (in ``draws`` too)

``intensity_draws`` holds the expected number of items STILL IN THE GROUND of each box (found ones have left), one row a
posterior draw, jointly over the boxes; the count in a box is Poisson of it given the draw, so that
``1 - exp(-p * draw)`` averaged over the draws, with ``p`` of the same draw, is the chance that a search finds something.
``StrikeRecord``, ``Search`` and ``Find`` have the fields of the GeoJSON contract, with ``x``, ``y`` (or ``polygon``) in
``crs`` metres. The sampler is deterministic in its seed and in the order of its updates.
"""
