/** What all developer pages share: colours of both schemes, type, focus, code. Each page adds its own layout. */
export const themeCss = `
:root {
  color-scheme: light dark;
  --ground: #fbfaf8; --raised: #f3f1ec; --line: #e0dcd3; --line-strong: #c9c3b6;
  --ink: #211e1a; --soft: #5f594f; --accent: #9c3f1c; --accent-wash: #f6e9e2;
  --code-name: #211e1a; --code-type: #1d5a63; --code-keyword: #9c3f1c; --code-text: #4f6218; --code-faint: #6c6559;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", SFMono-Regular, Menlo, "Cascadia Code", Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #171513; --raised: #211e1b; --line: #34302b; --line-strong: #4d4740;
    --ink: #ece7df; --soft: #aaa297; --accent: #ef9168; --accent-wash: #33231b;
    --code-name: #ece7df; --code-type: #84c5cd; --code-keyword: #ef9168; --code-text: #b9cb7d; --code-faint: #958d81;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 5rem; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 400 1rem/1.6 var(--sans); }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; margin: 0; }
p { margin: 0 0 1rem; text-wrap: pretty; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .2em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
code, pre { font-family: var(--mono); font-size: .875em; }
:not(pre) > code { overflow-wrap: anywhere; }
.whole { white-space: nowrap; }
.mark { display: block; flex: none; color: var(--accent); }
.block { position: relative; margin: 0 0 1.5rem; border: 1px solid var(--line); border-radius: 6px; background: var(--raised); }
.block figcaption {
  display: flex; align-items: center; justify-content: space-between; gap: 1rem; min-height: 2.5rem;
  padding: 0 .5rem 0 1rem; border-bottom: 1px solid var(--line); color: var(--soft); font-size: .8125rem; font-weight: 600;
}
.block pre { margin: 0; padding: .9rem 1rem; line-height: 1.6; font-size: .8125rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.block pre code { font-size: inherit; }
.copy {
  font: 600 .8125rem/1 var(--sans); color: var(--soft); background: transparent; border: 1px solid transparent;
  border-radius: 4px; padding: .4rem .55rem; cursor: pointer;
}
.copy:hover { color: var(--accent); border-color: var(--line-strong); }
.t-keyword { color: var(--code-keyword); } .t-type { color: var(--code-type); }
.t-text { color: var(--code-text); } .t-faint { color: var(--code-faint); }
.hidden-visually {
  position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; border: 0;
}
@media print { .copy { display: none; } .block { break-inside: avoid; } }
@media (forced-colors: active) { .mark { color: CanvasText; } }
`;
