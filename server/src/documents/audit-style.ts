/** How the audit report looks: on a screen, light or dark, wide or narrow, and on paper. */
const LIGHT = `color-scheme: light; --ink: #22202b; --faint: #5f5b6b; --paper: #fff; --panel: #f6f5f9; --line: #d9d6e0;
  --read: #7d93b2; --change: #d6a032; --delete: #b8362b; --declared: #2f2440; --bad: #b3261e; --soon: #8a5a00; --good: #2c6e49;`;

const DARK = `color-scheme: dark; --ink: #ece9f2; --faint: #aaa5b8; --paper: #17151d; --panel: #221f2b; --line: #3b3748;
  --read: #7d93b2; --change: #d6a032; --delete: #e0675c; --declared: #ece9f2; --bad: #ff8a80; --soon: #ffca6b; --good: #7fd1a3;`;

/** Browsers follow the operating system; the page beside an editor follows VS Code, which names its theme at the body. */
export const AUDIT_STYLE = `
:root { ${LIGHT} }
@media screen and (prefers-color-scheme: dark) { :root { ${DARK} } }
@media screen {
  :root:has(body.vscode-light) { ${LIGHT} }
  :root:has(body.vscode-dark) { ${DARK} }
  :root:has(body.vscode-high-contrast) { ${DARK} --ink: #fff; --faint: #fff; --paper: #000; --panel: #000; --line: #fff; }
  :root:has(body.vscode-high-contrast-light) { ${LIGHT} --ink: #000; --faint: #000; --panel: #fff; --line: #000; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 62rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 2px solid var(--line); }
h3 { font-size: 1.05rem; margin: 0 0 .5rem; }
p { margin: .25rem 0; }
.faint, .figures, dt, th { color: var(--faint); }
.bad { color: var(--bad); font-weight: 600; }
.soon-text { color: var(--soon); font-weight: 600; }
code { font: .9em ui-monospace, monospace; }
ul { margin: .25rem 0; padding-left: 1.2rem; }
.contents { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 1rem 0 0; padding: 0; list-style: none; font-size: .92rem; }
a { color: inherit; text-decoration-color: var(--faint); text-underline-offset: .15em; }
a:focus-visible, :target { outline: 2px solid var(--soon); outline-offset: 2px; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: .5rem; margin: 0; padding: 0; list-style: none; }
.cards li { background: var(--panel); border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .75rem; font-size: .85rem; }
.cards b { display: block; font-size: 1.5rem; line-height: 1.2; }
.cards .bad b { color: var(--bad); }
.integration { border: 1px solid var(--line); border-radius: .4rem; padding: .9rem 1rem; margin: 0 0 1rem; }
dl { display: grid; grid-template-columns: minmax(6.5rem, max-content) minmax(0, 1fr); gap: .15rem 1rem; margin: 0 0 .75rem; }
dd { margin: 0; }
table { width: 100%; border-collapse: collapse; margin: .5rem 0; font-size: .92rem; }
th { text-align: left; font-weight: 600; font-size: .85rem; white-space: nowrap; }
th, td { padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
td { min-width: 7.25em; }
td[data-label=level], td[data-label=due], td[data-label=days], td[data-label=broad] { min-width: 0; white-space: nowrap; }
td[data-label=finding] { width: 45%; }
.chart { margin: .5rem 0 1rem; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .85rem; margin: 0 0 .5rem; }
.key { white-space: nowrap; }
.row { display: grid; grid-template-columns: 13rem 1fr; gap: .75rem; padding: .2rem 0; align-items: center; break-inside: avoid; }
.picture { display: grid; grid-template-columns: 1fr 13.5rem; gap: .75rem; align-items: center; }
.figures { font-size: .85rem; margin: 0; }
svg.bars { width: 100%; height: 20px; display: block; background: var(--panel); }
svg.line { width: 100%; height: 18px; display: block; }
.axis { stroke: var(--line); stroke-width: 2; }
line.today { stroke: var(--ink); stroke-width: 2; }
rect.today { fill: var(--ink); }
.read { fill: var(--read); } .change { fill: var(--change); } .delete { fill: var(--delete); } .declared { fill: var(--declared); }
circle, rect.current { fill: var(--good); } .overdue, .stale { fill: var(--bad); } .soon { fill: var(--change); } .unknown, .never { fill: var(--faint); }
@media screen and (max-width: 52rem) {
  body { padding: 1rem .75rem 2rem; }
  .row, .picture { grid-template-columns: minmax(0, 1fr); gap: .15rem; }
  .row { padding: .4rem 0; border-bottom: 1px solid var(--line); }
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; } dd { margin: 0 0 .4rem; }
  table, tbody, tr, td { display: block; width: 100%; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border-bottom: 1px solid var(--line); padding: .4rem 0; }
  td[data-label] { width: 100%; border: 0; padding: .1rem 0; }
  td::before { content: attr(data-label) ": "; color: var(--faint); }
}
@media print {
  :root { --ink: #000; --faint: #444; --paper: #fff; --panel: #f4f4f4; --line: #bbb;
    --declared: #000; --bad: #8c1d18; --soon: #6b4700; }
  body { max-width: none; padding: 0; font-size: 10pt; } table { font-size: 8.5pt; } th { font-size: 8pt; }
  h2, h3 { break-after: avoid; } tr, .cards li { break-inside: avoid; }
  nav { display: none; } a { text-decoration: none; }
  .integration { border: 0; border-top: 1px solid var(--line); border-radius: 0; padding: .6rem 0 0; }
  @page { margin: 16mm; }
}
`;
