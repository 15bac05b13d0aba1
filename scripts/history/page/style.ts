/** The style of the page. In both modes every text has a contrast of at least 4.5:1 with its background; a test computes it. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #fcfcfb; --raised: #fff; --text: #1c2126; --quiet: #59636e; --line: #dfe2e6; --focus: #2563c9;
  --agrees: #58a871; --agrees-ground: #dcefe1; --agrees-text: #1b5a31;
  --accepted: #4a8fb5; --accepted-ground: #d8eaf4; --accepted-text: #17506f;
  --disagrees: #c2281d; --disagrees-ground: #c2281d; --disagrees-text: #fff;
  --inconclusive: #b97f0e; --inconclusive-ground: #fcefcb; --inconclusive-text: #70490a;
  --other: #5b3fa0; --other-ground: #5b3fa0; --other-text: #fff;
  --plot: #2f6f8f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #15181b; --raised: #1b1f23; --text: #e4e7ea; --quiet: #9da7b1; --line: #30363c; --focus: #7fb0f5;
    --agrees: #4f9d69; --agrees-ground: #1e3d2a; --agrees-text: #a5dfb8;
    --accepted: #5aa3cb; --accepted-ground: #183a4c; --accepted-text: #a9d8f0;
    --disagrees: #f0655a; --disagrees-ground: #f0655a; --disagrees-text: #240605;
    --inconclusive: #d3a03a; --inconclusive-ground: #43330f; --inconclusive-text: #f3d48b;
    --other: #b39ae8; --other-ground: #b39ae8; --other-text: #1a1030;
    --plot: #7fbfdc;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 92rem; padding: 1.75rem clamp(1rem, 3vw, 2.5rem) 2.5rem; background: var(--ground); color: var(--text);
  font: 0.875rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 1.35rem; font-weight: 650; letter-spacing: -0.01em; }
h2 { margin: 2.25rem 0 0.75rem; font-size: 0.95rem; font-weight: 650; }
p { margin: 0.3rem 0; max-width: 75ch; }
code { font: 0.92em ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.quiet { color: var(--quiet); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.facts { display: flex; flex-wrap: wrap; gap: 0.75rem 2.5rem; margin: 1.25rem 0 0; padding: 0.9rem 1.1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--raised); }
.facts div { display: flex; flex-direction: column-reverse; }
.facts dt { color: var(--quiet); font-size: 0.8rem; }
.facts dd { margin: 0; font-size: 1.15rem; font-weight: 600; }
.mark { display: inline-block; min-width: 1.35em; padding: 0 0.3em; border-radius: 4px; text-align: center; font-weight: 650; }
.agrees { background: var(--agrees-ground); color: var(--agrees-text); }
.accepted { background: var(--accepted-ground); color: var(--accepted-text); }
.disagrees { background: var(--disagrees-ground); color: var(--disagrees-text); }
.inconclusive { background: var(--inconclusive-ground); color: var(--inconclusive-text); box-shadow: inset 0 0 0 1.5px var(--inconclusive); }
.other { background: var(--other-ground); color: var(--other-text); }
.none { color: var(--quiet); }
.scroll { overflow-x: auto; padding: 0.9rem 1.1rem 1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--raised); direction: rtl; }
.scroll:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.scroll > table { direction: ltr; margin-right: auto; }
table { border-collapse: separate; border-spacing: 2px; }
th { padding: 0; font-weight: 400; text-align: left; }
.operation { width: 11rem; min-width: 11rem; max-width: 11rem; padding-right: 0.9rem; font-size: 0.8rem; line-height: 1.3; overflow-wrap: anywhere; position: sticky; left: -1.1rem; background: var(--raised); z-index: 1; }
.version { padding-right: 0.7rem; color: var(--quiet); font-size: 0.8rem; white-space: nowrap; position: sticky; left: 9.9rem; background: var(--raised); box-shadow: 0 0 0 2px var(--raised); z-index: 1; }
.names { width: 11rem; }
.versions { width: 3rem; }
.month, .day { color: var(--quiet); font-size: 0.7rem; line-height: 1.2; white-space: nowrap; }
.month { max-width: 0; border-left: 1px solid var(--line); padding: 0 0 1px 4px; text-align: left; }
.day { text-align: center; }
.emulated { text-decoration: underline dotted; text-underline-offset: 2px; }
.roomy tbody td { width: 19px; min-width: 19px; height: 23px; padding: 0; border-radius: 4px; text-align: center; font-size: 0.8rem; line-height: 1; font-weight: 650; }
.roomy tbody td.none { box-shadow: inset 0 0 0 1px var(--line); }
.dense table { width: 100%; border-spacing: 0 5px; table-layout: fixed; }
.dense tbody td { height: 30px; padding: 0; background: none; box-shadow: none; border-bottom: 1px solid var(--line); }
.dense tbody td > b, .dense .day > b { display: none; }
.dense tbody td.agrees { background: linear-gradient(to top, var(--agrees) 50%, transparent 0); }
.dense tbody td.accepted { background: linear-gradient(to top, var(--accepted) 50%, transparent 0); }
.dense tbody td.inconclusive { background: repeating-linear-gradient(to top, var(--inconclusive) 0 3px, transparent 3px 6px); }
.dense tbody td.disagrees { background: var(--disagrees); }
.dense tbody td.other { background: var(--other); }
.legend { display: flex; flex-wrap: wrap; gap: 0.35rem 1.25rem; margin: 0.75rem 0 0; padding: 0; list-style: none; color: var(--quiet); font-size: 0.8rem; }
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(26rem, 100%), 1fr)); gap: 1rem; margin-top: 0.75rem; }
figure { margin: 0; padding: 0.9rem 1rem 0.7rem; border: 1px solid var(--line); border-radius: 8px; background: var(--raised); }
figcaption { margin-bottom: 0.5rem; font-size: 0.8rem; }
figcaption strong { font-weight: 650; }
figcaption span { display: block; color: var(--quiet); }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--quiet); font-size: 10px; }
.axis { stroke: var(--line); stroke-width: 1; }
.curve { fill: none; stroke: var(--plot); stroke-width: 1.75; stroke-linejoin: round; stroke-linecap: round; }
.dot { fill: var(--plot); }
.dot.disagreeing { fill: var(--disagrees); }
.missing { stroke: var(--inconclusive); stroke-width: 1.5; }
.findings { margin: 0; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: 8px; background: var(--raised); }
.findings > li { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr) minmax(0, 19rem); gap: 0.25rem 1.1rem; padding: 0.75rem 1.1rem; border-top: 1px solid var(--line); }
.findings > li:first-child { border-top: 0; }
.findings p { margin: 0.1rem 0; }
.state { justify-self: start; align-self: start; padding: 0.05rem 0.5rem; border-radius: 4px; font-size: 0.8rem; font-weight: 600; }
.gone { color: var(--quiet); box-shadow: inset 0 0 0 1px var(--line); }
.small { font-size: 0.8rem; color: var(--quiet); }
.strip { height: 16px; border-bottom: 1px solid var(--line); }
.strip rect { fill: var(--text); shape-rendering: crispEdges; }
details { margin-top: 1rem; }
summary { cursor: pointer; color: var(--quiet); }
summary:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
details .findings { margin-top: 0.6rem; }
footer { margin-top: 2.25rem; padding-top: 0.9rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: 0.8rem; }
@media (max-width: 48rem) {
  .findings > li { grid-template-columns: minmax(0, 1fr); }
  .operation, .names { width: 6.5rem; min-width: 6.5rem; max-width: 6.5rem; padding-right: 0.4rem; font-size: 0.7rem; }
  .version { left: 5.4rem; font-size: 0.7rem; }
  svg text { font-size: 12.5px; }
}
@media print { body { max-width: none; } .scroll { overflow: visible; } }
`;
