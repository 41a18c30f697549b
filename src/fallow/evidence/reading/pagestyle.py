"""The style sheet of the page of a reading: system fonts, a phone's width and print, and nothing told by colour alone."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light;--line:#c9c9c2;--ink:#1b1b1a;--soft:#55554f;--wash:#f4f4ef;--link:#174a8b}
*{box-sizing:border-box}
body{font:1rem/1.5 system-ui,sans-serif;max-width:78rem;margin:0 auto;padding:1.5rem 1.25rem 4rem;color:var(--ink);background:#fff;overflow-wrap:break-word}
h1{font-size:1.9rem;line-height:1.2;margin:.2rem 0 .4rem} h2{font-size:1.35rem;margin:2.6rem 0 .5rem;border-bottom:2px solid var(--ink);padding-bottom:.15rem}
h3{font-size:1.08rem;margin:1.2rem 0 .3rem} h4{font-size:.95rem;margin:.2rem 0 .4rem;border-bottom:1px solid var(--line)}
p,ul,ol,dl{margin:.5rem 0} main>section>p,header p,.words{max-width:52rem}
a{color:var(--link)} a:focus-visible,summary:focus-visible{outline:3px solid #b45f06;outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:#fff;padding:.3rem .6rem;z-index:2}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.lead{font-size:1.15rem}.small{font-size:.83rem;color:var(--soft)}
.warn{border:2px solid #8c2b20;padding:.4rem .8rem;background:#fdf3f1}
.words dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem}.words dt{font-weight:700}.words dd{margin:0}
nav ol{columns:2 18rem;padding-left:1.4rem}
table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.7rem 0}
th,td{border:1px solid var(--line);padding:.35rem .55rem;text-align:start;vertical-align:top}
thead th{background:var(--wash);font-weight:600} tbody th{font-weight:400;width:38%} tr.group th{background:var(--wash);font-weight:700;width:auto}
tr:target th,li:target{outline:3px solid #b45f06}
.ref{font:600 .72rem/1 system-ui,sans-serif;text-decoration:none;border:1px solid currentColor;border-radius:.25rem;padding:.08rem .22rem;margin:0 .12rem;white-space:nowrap;color:var(--link);background:#fff;vertical-align:.12em;scroll-margin-top:30vh}
.ref:target{background:#ffe08a;color:#000;outline:3px solid #b45f06}
.versus,.rate{border:1px solid var(--line);border-left:.35rem solid var(--ink);padding:.1rem 1rem .6rem;margin:.9rem 0}
.sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:1.4rem}
q{quotes:none}q::before,q::after{content:none}figure{margin:.5rem 0 1rem} blockquote{margin:0;padding-inline-start:.7rem;border-inline-start:3px solid var(--line)} figcaption{margin-top:.2rem;padding-inline-start:.85rem;font-size:.9rem}
.chain{list-style:none;padding:0;font-size:.93rem}.chain li{padding:.15rem 0 .15rem 1.5rem;position:relative}
.chain li::before{content:"\\2193";position:absolute;left:.15rem;color:var(--soft)}.chain li:first-child::before{content:"\\25CF";font-size:.7em;top:.45em}
.chain b{font-weight:600;color:var(--soft);margin-right:.35rem}
.tree,.tree ul{list-style:none;padding-left:0}.tree ul{margin:0 0 0 .6rem;border-left:2px solid var(--soft)}.tree ul li{padding:.25rem 0 .25rem 1.4rem;position:relative}
.tree ul li::before{content:"";position:absolute;left:0;top:1rem;width:1.1rem;border-top:2px solid var(--soft)}
.legend{border:1px solid var(--line);padding:.5rem .8rem;line-height:1.9}
.doc{margin:2rem 0;scroll-margin-top:1rem}.doc>h3{font-size:1.2rem}
.row{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:0 1.6rem;border-top:1px solid var(--line);padding:.35rem 0}
.row p{margin:.25rem 0;line-height:1.65;white-space:pre-line;unicode-bidi:isolate}.row.boilerplate p,.row.other_story p{color:#6a6a64;font-size:.88rem}
.row.headline p{font-weight:600}.kind{display:block;font:.72rem/1.3 system-ui,sans-serif;color:var(--soft);unicode-bidi:isolate}
.notes{list-style:none;margin:.25rem 0;padding:.1rem 0 .1rem .8rem;border-left:1px dashed var(--line);font-size:.85rem;line-height:1.4}.notes li{margin:.2rem 0;scroll-margin-top:30vh}
mark{background:none;color:inherit} mark.c{border-bottom:2px dotted #4a6d99} mark.q{background:#e8f0fa;border-bottom:3px double #2f5f9e}
mark.v{background:#fcf3d6;font-style:italic;border-bottom:1px solid #7d6210} mark.s{background:#e9f3e6;font-weight:700;outline:1px solid #3f6b37;padding:0 .1em}
details{margin:.6rem 0} summary{cursor:pointer;padding:.25rem 0}
@media (max-width:46rem){
 body{padding:1rem .9rem 3rem} h1{font-size:1.5rem} .row{display:block}.notes{margin-left:.4rem}.words dl{display:block}.words dd{margin:0 0 .4rem}
 table.wide thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)} table.wide,table.wide tbody,table.wide tr,table.wide th,table.wide td{display:block;width:auto}
 table.wide tr{border:1px solid var(--line);margin:.5rem 0} table.wide td,table.wide th{border:0} table.wide td{display:grid;grid-template-columns:9.5rem minmax(0,1fr);gap:.4rem;padding:.1rem .55rem .25rem}
 table.wide td::before{content:attr(data-label);color:var(--soft)}
}
@media print{
 body{max-width:none;padding:0;font-size:10pt} .skip,nav{display:none} details>*{display:block} details::details-content{content-visibility:visible;display:block}
 .versus,.rate,tr,figure{break-inside:avoid} h2,h3{break-after:avoid} a{color:inherit} mark{print-color-adjust:exact}
}
"""
"""CSS text; holds no address."""
