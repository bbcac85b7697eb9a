/**
 * The look of the page: system fonts, one accent for each verdict, no picture. The policy of the page allows
 * this text only.
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #fff; --soft: #f5f6f8; --line: #d5d9df; --text: #1b1f24; --quiet: #545c67;
  --pass: #17692f; --fail: #b3202a; --warn: #7d5000; --inconclusive: #6336b0; --other: #545c67;
  --mono: ui-monospace, 'SF Mono', SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #101418; --soft: #191f26; --line: #343c46; --text: #e5e9ee; --quiet: #a3adb8;
    --pass: #5cc97a; --fail: #ff8a82; --warn: #e6b84f; --inconclusive: #bfa0ff; --other: #a3adb8;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  --accent: var(--other);
  margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 62rem;
  background: var(--ground); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif;
  overflow-wrap: anywhere;
}
body.conformant { --accent: var(--pass); }
body.nonconformant { --accent: var(--fail); }
body.nonconformant-as-known { --accent: var(--warn); }
body.inconclusive { --accent: var(--inconclusive); }
h1, h2, h3, p, ul, dl, dd, pre, figure { margin: 0; }
h1 { font-size: 1.6rem; line-height: 1.25; font-weight: 600; }
h2 { font-size: 1.2rem; line-height: 1.35; font-weight: 650; }
h3 { font-size: 1rem; font-weight: 600; }
a { color: inherit; text-underline-offset: .2em; }
code, pre { font-family: var(--mono); font-size: .86em; }
code { font-weight: inherit; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: .5rem; padding: .25rem .75rem; background: var(--ground); }

.head { display: grid; gap: 1.1rem; border-top: .5rem solid var(--accent); padding-top: 1.5rem; }
.suite { color: var(--quiet); font-size: .9rem; }
.verdict { display: block; color: var(--accent); font-size: 2.6rem; line-height: 1.1; letter-spacing: -.02em; font-weight: 700; }
.verdict::first-letter { text-transform: uppercase; }
.lead { font-size: 1.1rem; max-width: 46rem; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem 1.75rem; padding: 0; list-style: none; color: var(--quiet); }
.counts b { display: block; font-size: 1.5rem; line-height: 1.2; color: var(--tone, var(--text)); font-variant-numeric: tabular-nums; }
.pass { --tone: var(--pass); } .fail { --tone: var(--fail); } .warn { --tone: var(--warn); }
.inconclusive { --tone: var(--inconclusive); }
.counts .none { --tone: var(--quiet); font-weight: 400; }
.facts { display: grid; gap: .15rem 1.5rem; padding: .9rem 0; border: solid var(--line); border-width: 1px 0; font-size: .92rem; }
.facts div { display: grid; grid-template-columns: 6rem 1fr; }
dt { color: var(--quiet); }
.digest { font-size: .8rem; }
.open { font-size: .95rem; gap: .1rem; }
.open h2 { font-size: 1rem; }
.open ul { padding: .3rem 0 0; list-style: none; }

main { display: grid; gap: 2.5rem; margin-top: 2.75rem; }
main > *, .cause, .cause > *, .failure, .failure > *, .part > * { min-width: 0; }
section { display: grid; gap: 1.25rem; }
.alarm { gap: .5rem; border-left: .3rem solid var(--fail); padding-left: 1rem; }
.alarm ul { padding-left: 1.1rem; }
.cause { --tone: var(--fail); border-left: .3rem solid var(--tone); padding-left: 1.25rem; display: grid; gap: .5rem; }
.cause.warn { --tone: var(--warn); margin-top: 1rem; }
.tag { margin-right: .2rem; color: var(--tone); font-size: .78rem; font-weight: 700; letter-spacing: .06em; }
.text { font-size: 1.05rem; }
.source, .same, .why, .label { color: var(--quiet); font-size: .88rem; }
.same { margin-top: .5rem; }
.failure { display: grid; gap: .6rem; padding: .25rem 0 .75rem; }
.failure + .failure { border-top: 1px solid var(--line); padding-top: .9rem; }
.failure dl { display: grid; gap: .2rem; }
.failure dl div { display: grid; grid-template-columns: 9.5rem 1fr; }
.failure dt { font-size: .92rem; }
.failure dd { font-family: var(--mono); font-size: .88rem; line-height: 1.75; }
.received dd { color: var(--tone); font-weight: 600; }
.label { margin-top: .3rem; }
pre { padding: .75rem .9rem; background: var(--soft); border: 1px solid var(--line); border-radius: 4px; white-space: pre-wrap; line-height: 1.5; direction: ltr; unicode-bidi: isolate; }
.shell { border-left: .3rem solid var(--quiet); }
.exchange { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; }
.exchange > div { min-width: 0; display: flex; flex-direction: column; gap: .25rem; }
.exchange pre { flex: 1; }
.header { color: var(--quiet); }
figure { display: grid; gap: .35rem; }
figcaption { color: var(--quiet); font-size: .85rem; }
.scroll { overflow-x: auto; }
.scroll svg { display: block; width: 100%; min-width: 44rem; height: auto; }

summary { cursor: pointer; padding: .3rem 0; }
summary h2, summary h3 { display: inline; }
.other { border-top: 1px solid var(--line); }
.other > summary { font-size: .95rem; }
.other > summary h3 { font-weight: 400; font-size: .95rem; }
.other > summary code { font-weight: 600; }
.part { border-top: 1px solid var(--line); padding-top: .5rem; }
main > .part + .part { margin-top: -2rem; }
main > .part[open] + .part { margin-top: -.5rem; }
.part > div, .part > p { margin-top: .6rem; font-size: .93rem; }
.part h3 { margin-top: 1rem; }
.count { color: var(--quiet); font-weight: 400; font-variant-numeric: tabular-nums; }
.rows { list-style: none; padding: 0; }
.rows li { display: grid; grid-template-columns: minmax(12rem, 19rem) 1fr auto; gap: .1rem 1rem; padding: .2rem 0; }
.level { color: var(--quiet); font-size: .8rem; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .9rem .4rem 0; border-bottom: 1px solid var(--line); min-width: 5rem; }
tbody th { font-weight: 400; min-width: 12rem; }
thead th { color: var(--quiet); font-weight: 500; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .85rem; }

@media (max-width: 45rem) {
  body { padding: 1.25rem 1rem 3rem; }
  .verdict { font-size: 2rem; } h1 { font-size: 1.25rem; }
  .exchange, .rows li { grid-template-columns: minmax(0, 1fr); }
  .failure dl div { grid-template-columns: minmax(0, 1fr); }
  .cause { padding-left: .8rem; }
  .rows li { padding: .4rem 0; }
}
@media (forced-colors: active) {
  .head, .cause, .alarm, .shell { border-color: CanvasText; }
  .verdict, .received dd { text-decoration: underline; text-underline-offset: .2em; }
  .scroll svg { forced-color-adjust: none; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  .skip { display: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
  pre, figure, .failure dl, tr, .rows li { break-inside: avoid; }
  h2, h3, summary { break-after: avoid; }
  .scroll { overflow: visible; } .scroll svg { min-width: 0; }
}
`;
