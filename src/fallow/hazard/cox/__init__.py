"""A log-Gaussian Cox field of what is left, without a matrix: the parts of the engine ``cox``.

The parts, each in its file: the Gaussian prior and its spectrum (``matern``), the likelihood of a cell (``counts``), linear
solves (``solves``), the mode (``mode``), draws about it (``perturb``) and their correction (``slices``), weights of the
hyperparameters (``marginal``, ``design``), what the records lead one to expect (``offset``), what was observed
(``looked``), and what is left (``remains``). The engine that joins them is ``fallow.hazard.engines.cox``.

Arrays of a field are ``(batch, rows, columns)``, row 0 the southernmost: a batch runs over draws or over hyperparameters.
"""
