"""The example's drawn maps: the district with its strikes, the survey area with its boxes; truth as a layer, off at first."""

from __future__ import annotations

import io
from collections.abc import Iterable

import geopandas
import matplotlib as mpl
import matplotlib.image
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Point

from fallow.cli.demo_chain import Chain, to_crs
from fallow.publish.layers import NINE_IN_TEN_SIGMAS
from fallow.publish.svgmap import Layer, Raster, Shape, SvgMap

_COLOURS = "cividis"
_TRUTH = 'fill="#d7191c" fill-opacity=".75" stroke="#fff" stroke-width=".4"'


def district_map(chain: Chain) -> str:
    """The district: expected items, strikes with the uncertainty of their place, villages, and the truth."""
    return SvgMap(
        "district",
        chain.world.bounds,
        "The district. Hatched ground was not assessed: nobody searched it to the end. A circle holds a strike's place in about nine cases of ten.",
        [_field_raster(chain)],
        [
            _not_assessed(chain, chain.world.bounds),
            Layer(
                "strikes on record, with uncertainty",
                list(_strikes(chain)),
                'fill="#ff5da2" fill-opacity=".08" stroke="#ff5da2" stroke-width="1.6"',
            ),
            Layer("villages", _villages(chain), 'fill="#fff" stroke="#000"', mark_px=4.5),
            Layer(
                "survey area",
                [Shape(shapely.box(*chain.world.survey_bounds))],
                'fill="none" stroke="#fff" stroke-width="1.6" stroke-dasharray="8 4"',
            ),
            Layer("TRUTH: items left", _true_items(chain), _TRUTH, shown=False, mark_px=1.8),
            Layer(
                "TRUTH: strikes",
                _true_strikes(chain),
                'fill="none" stroke="#1a9641" stroke-width="2"',
                shown=False,
                mark_px=7,
            ),
        ],
        legend=_legend(chain),
    ).html()


def survey_map(chain: Chain) -> str:
    """The survey area: searched boxes, finds, the next boxes, the confirmed area, and the truth."""
    return SvgMap(
        "survey",
        chain.world.survey_bounds,
        "The survey area. Hatched ground was not assessed: nobody searched it to the end. Point at a box to read why it is next.",
        [_field_raster(chain)],
        [
            _not_assessed(chain, chain.world.survey_bounds),
            Layer(
                "searched to the end",
                _searched(chain, complete=True),
                'fill="#4d9221" fill-opacity=".22" stroke="#4d9221" stroke-width=".6"',
            ),
            Layer(
                "search broken off",
                _searched(chain, complete=False),
                'fill="none" stroke="#4d9221" stroke-dasharray="3 2"',
            ),
            Layer(
                "next boxes",
                [
                    Shape(box.polygon, f"{number}. {box.id}: {box.why}")
                    for number, box in enumerate(chain.boxes, start=1)
                ],
                'fill="#4fc3f7" fill-opacity=".35" stroke="#4fc3f7" stroke-width="2"',
            ),
            Layer("confirmed area", [Shape(chain.confirmed)], 'fill="none" stroke="#c994ff" stroke-width="2.8"'),
            Layer("finds", _finds(chain), 'fill="#ffd92f" stroke="#000" stroke-width=".8"', mark_px=3.6),
            Layer(
                "parcels",
                [Shape(p.outline, p.id) for p in chain.parcels],
                'fill="none" stroke="#fff" stroke-width="2" stroke-dasharray="5 3"',
            ),
            Layer("TRUTH: items left", _true_items(chain), _TRUTH, shown=False, mark_px=3),
        ],
        legend=_legend(chain),
    ).html()


def _not_assessed(chain: Chain, bounds: tuple[float, float, float, float]) -> Layer:
    ground = shapely.box(*bounds)
    if chain.hazard is not None:
        ground = shapely.difference(ground, chain.hazard.searched)
    return Layer("not assessed", [Shape(ground, "not assessed")], 'fill="hatch"')


def _scaled(chain: Chain) -> tuple[NDArray[np.float64], float]:
    if chain.hazard is None:
        return np.zeros((1, 1)), 1.0
    mean = chain.hazard.mean_items_per_ha()
    return np.sqrt(mean), float(np.sqrt(np.quantile(mean, 0.999)))


def _field_raster(chain: Chain) -> Raster:
    values, top = _scaled(chain)
    stream = io.BytesIO()
    # The square root spreads the low end, where most ground lies; the legend gives the values back.
    matplotlib.image.imsave(
        stream, values, cmap=_COLOURS, vmin=0, vmax=top, format="png", metadata={"Software": "Fallow"}
    )
    return Raster("expected items per hectare", stream.getvalue(), chain.world.bounds)


def _legend(chain: Chain) -> list[tuple[str, str]]:
    _, top = _scaled(chain)
    colours = mpl.colormaps[_COLOURS]
    return [
        (mpl.colors.to_hex(colours(share)), f"{(share * top) ** 2:.2g} items/ha")
        for share in (0.0, 0.25, 0.5, 0.75, 1.0)
    ]


def _strikes(chain: Chain) -> Iterable[Shape]:
    for strike in chain.hypotheses.strikes if chain.hypotheses else ():
        if strike.place is not None and strike.position_sigma_m is not None:
            x, y = to_crs(*strike.place.position.lonlat, chain.world.crs)
            said = f"{strike.when.start if strike.when else 'no day'}, real with {strike.p_real:.0%}, ± {strike.position_sigma_m:.0f} m"
            yield Shape(Point(x, y), said, radius_m=NINE_IN_TEN_SIGMAS * strike.position_sigma_m)


def _villages(chain: Chain) -> list[Shape]:
    return [Shape(Point(village.x_m, village.y_m), village.name) for village in chain.world.truth.villages]


def _true_items(chain: Chain) -> list[Shape]:
    return [Shape(Point(x, y)) for x, y in chain.world.truth.remaining()]


def _true_strikes(chain: Chain) -> list[Shape]:
    return [Shape(Point(strike.x_m, strike.y_m), strike.id) for strike in chain.world.truth.strikes]


def _searched(chain: Chain, *, complete: bool) -> list[Shape]:
    frame = geopandas.read_file(chain.paths.searches).to_crs(chain.world.crs)
    chosen = frame[frame["complete"] == complete]
    return [Shape(row.geometry, str(row.id)) for row in chosen.itertuples()]


def _finds(chain: Chain) -> list[Shape]:
    frame = geopandas.read_file(chain.paths.finds).to_crs(chain.world.crs)
    return [Shape(row.geometry, f"{row.kind}, {row.id}") for row in frame.itertuples()]
