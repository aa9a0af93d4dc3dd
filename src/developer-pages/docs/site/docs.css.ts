/** Layout of the documentation: the bar with the gate's teeth, navigation beside the article, print. */
export const docsCss = `
.skip { position: absolute; left: .5rem; top: -4rem; z-index: 3; padding: .5rem .9rem; background: var(--ground); border: 1px solid var(--line-strong); border-radius: 5px; }
.skip:focus { top: .5rem; }
.bar {
  position: sticky; top: 0; z-index: 2; display: flex; align-items: center; gap: 1.25rem; height: 3.5rem;
  padding: 0 max(clamp(1rem, 3vw, 2rem), (100vw - 84rem) / 2 + 2rem); background: var(--ground); border-bottom: 1px solid var(--line-strong);
}
.bar::after {
  content: ''; position: absolute; left: 0; right: 0; top: 100%; height: 7px; pointer-events: none;
  background: repeating-linear-gradient(90deg, var(--line-strong) 0 1px, transparent 1px 18px);
}
.brand { display: flex; align-items: center; gap: .6rem; color: var(--ink); text-decoration: none; margin-right: auto; min-width: 0; }
.brand strong { font-weight: 650; letter-spacing: -.01em; }
.brand span { color: var(--soft); }
.brand:hover strong { text-decoration: underline; text-decoration-color: var(--accent); }
.menu-button { display: none; font: 600 .9375rem/1 var(--sans); color: var(--ink); background: var(--raised); border: 1px solid var(--line-strong); border-radius: 5px; padding: .6rem .8rem; cursor: pointer; }

.columns { display: grid; grid-template-columns: 17rem minmax(0, 1fr); max-width: 84rem; margin: 0 auto; }
.contents {
  display: block; position: sticky; inset: auto; top: 3.5rem; align-self: start; width: auto; height: auto; max-height: calc(100vh - 3.5rem);
  overflow-y: auto; overscroll-behavior: contain; margin: 0; padding: 2.25rem 1rem 3rem clamp(1rem, 3vw, 2rem);
  border: 0; background: transparent; color: inherit; font-size: .875rem; scrollbar-width: thin;
}
.search { margin: 0 0 1.1rem; }
.search input { width: 100%; min-height: 2.4rem; padding: .35rem .7rem; font: inherit; color: var(--ink); background: var(--raised); border: 1px solid var(--line-strong); border-radius: 5px; }
.found { list-style: none; padding: 0; margin: 0; } .found li { padding: .7rem 0; border-top: 1px solid var(--line); } .found p { margin: .15rem 0 0; color: var(--soft); }
.guides { padding-left: 1.1rem; } .guides a { font-weight: 600; }
.contents .home { display: block; font-weight: 650; }
.contents a { color: var(--soft); text-decoration: none; }
.contents a:hover { color: var(--ink); text-decoration: underline; }
.contents a[aria-current] { color: var(--accent); font-weight: 650; }
.contents details { margin-top: .9rem; }
.contents summary { cursor: pointer; font-weight: 650; list-style: none; display: flex; align-items: baseline; gap: .45rem; padding: .1rem 0; }
.contents summary::-webkit-details-marker { display: none; }
.contents summary::after { content: '+'; margin-left: auto; color: var(--soft); font-family: var(--mono); }
.contents details[open] > summary::after { content: '\\2212'; }
.contents .count { color: var(--soft); font-weight: 400; font-variant-numeric: tabular-nums; }
.contents ul { list-style: none; margin: .35rem 0 .5rem; padding: 0; border-left: 1px solid var(--line-strong); }
.contents li a { display: block; padding: .2rem 0 .2rem .9rem; margin-left: -1px; border-left: 2px solid transparent; font-family: var(--mono); font-size: .8125rem; overflow-wrap: anywhere; }
.contents li a[aria-current] { border-left-color: var(--accent); }

main { padding: 2.25rem clamp(1rem, 4vw, 3.5rem) 5rem; min-width: 0; max-width: 60rem; outline: none; }
.kicker { margin: 0 0 .35rem; color: var(--accent); font-size: .875rem; font-weight: 650; }
h1 { font-size: clamp(1.5rem, 1.2rem + 1.6vw, 2.125rem); font-weight: 650; letter-spacing: -.02em; margin-bottom: 1rem; overflow-wrap: anywhere; }
h1.name { font-family: var(--mono); font-weight: 600; letter-spacing: -.03em; }
h2 { font-size: 1.1875rem; font-weight: 650; letter-spacing: -.01em; margin: 2.75rem 0 .8rem; }
h3 { font-size: 1rem; font-weight: 650; margin: 1.75rem 0 .5rem; }
.lead { font-size: 1.0625rem; max-width: 44rem; }
main p, main li { max-width: 44rem; }
.signature { margin: 0 0 1.5rem; padding: 1rem 1.15rem; background: var(--raised); border-left: 3px solid var(--accent); font-size: .875rem; line-height: 1.7; white-space: pre-wrap; overflow-wrap: anywhere; }
.signature a, td a code, dd a code { color: var(--code-type); text-decoration-color: var(--line-strong); }
.signature .self { font-weight: 700; }

.needs { display: flex; flex-wrap: wrap; gap: .15rem .6rem; margin: 0 0 1.5rem; padding: .6rem .9rem; border: 1px solid var(--line); border-radius: 6px; max-width: none; }
.needs strong { font-weight: 650; }
.needs.locked { background: var(--accent-wash); border-color: transparent; }
.tag { display: inline-block; padding: 0 .45rem; border: 1px solid var(--line-strong); border-radius: 99px; color: var(--soft); font: 500 .75rem/1.5 var(--sans); white-space: nowrap; }
.tag.locked { color: var(--accent); border-color: currentColor; }

table { width: 100%; border-collapse: collapse; margin: 0 0 1.5rem; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .65rem 1rem .65rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; font-weight: 400; }
thead th { padding-top: 0; border-bottom-color: var(--line-strong); color: var(--soft); font-size: .8125rem; font-weight: 600; }
thead th:first-child { width: 40%; }
tbody th code { display: inline; font-weight: 650; }
tbody th .of-type { display: block; font: .8125rem/1.6 var(--mono); color: var(--soft); white-space: pre-wrap; }
.of-type a { color: var(--code-type); text-decoration-color: var(--line-strong); }
td > :last-child { margin-bottom: 0; }
td p { margin-bottom: .4rem; }
tr:target { background: var(--accent-wash); }
.note { color: var(--soft); font-size: .875rem; }
.deprecated code { text-decoration: line-through; }
.operations thead th:first-child { width: 16rem; }
.operations .tag { margin-left: .35rem; }
.uses { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .4rem 1.4rem; }
.nothing { color: var(--soft); }

@media (max-width: 56rem) {
  .columns { display: block; }
  .menu-button { display: block; }
  .brand span { display: none; }
  main { padding-top: 2rem; }
  .contents { position: static; max-height: none; padding-bottom: 0; }
  @supports selector(:popover-open) {
    .contents:not(:popover-open) { display: none; }
    .contents:popover-open {
      position: fixed; inset: 0 0 0 auto; width: min(20rem, 86vw); height: 100dvh; max-height: none; padding: 1.25rem 1.25rem 3rem;
      background: var(--ground); border-left: 1px solid var(--line-strong); font-size: 1rem;
    }
    .contents::backdrop { background: rgb(0 0 0 / .45); }
    .contents li a { padding: .45rem 0 .45rem .9rem; font-size: .875rem; }
    .contents summary { padding: .35rem 0; }
  }
}
@media (max-width: 34rem) {
  thead { position: absolute; clip-path: inset(50%); }
  tbody th, tbody td { display: block; padding-right: 0; border-bottom: 0; }
  tbody th { padding-bottom: 0; }
  tbody td { padding-top: .2rem; }
  tbody td:empty { display: none; }
  tbody tr { display: block; padding-bottom: .1rem; border-bottom: 1px solid var(--line); }
  tbody th:has(+ td:empty) { padding-bottom: .65rem; }
  table { border-top: 1px solid var(--line-strong); }
}
@media print {
  :root { --ground: #fff; --raised: #fff; --ink: #000; --soft: #444; --accent: #000; --code-type: #000; --code-keyword: #000; --code-text: #000; --code-faint: #444; --accent-wash: #fff; }
  .bar, .contents, .skip { display: none; }
  .columns { display: block; max-width: none; }
  main { padding: 0; max-width: none; }
  tr, .signature { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
`;
