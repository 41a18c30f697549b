"""The style sheet of the page of a reading: system fonts, readable in print and by people who tell few colours apart."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light}
body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c;background:#fff}
h1{font-size:1.8rem;margin-bottom:.2rem} h2{margin-top:2.5rem;border-bottom:1px solid #bbb} h3{margin-bottom:.1rem}
.lead{font-size:1.15rem}.small{font-size:.85rem;color:#555;overflow-wrap:anywhere}
.warn{border-left:4px solid #a33;padding:.3rem .7rem;background:#fdf1f0}
table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.6rem 0} th,td{border:1px solid #ccc;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f2f2ee;overflow-wrap:normal} td:first-child{overflow-wrap:normal} td.n{text-align:right;white-space:nowrap}
section{margin:1.5rem 0 2.5rem}.text{border:1px solid #ccc;padding:.6rem 1rem;background:#fcfcfa;unicode-bidi:isolate}
.text p{margin:.45rem 0;padding-left:6.5rem;position:relative;overflow-wrap:anywhere} .kind{position:absolute;left:0;width:6rem;font-size:.72rem;color:#666}
.boilerplate,.other_story{color:#888}.headline{font-weight:600}
mark{background:none;color:inherit;padding:0 .05em} mark.c{background:#eef3fb} mark.q{background:#d6e6fb;border-bottom:2px solid #3b6fb5}
mark.v{background:#fdf0c9;font-style:italic} mark.s{background:#dff0dc;font-weight:600}
details{margin:.5rem 0} summary{cursor:pointer}
@media print{details>*{display:block}}
"""
"""CSS text; holds no address."""
