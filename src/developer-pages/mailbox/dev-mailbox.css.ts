/** Layout of the mailbox of development: the list beside the mail that is open, which looks as its reader would see it. */
export const devMailboxCss = `
.bar {
  display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .6rem; min-height: 3rem; padding: .4rem clamp(1rem, 3vw, 2rem);
  border-bottom: 1px solid var(--line-strong); font-size: .9375rem;
}
.bar strong { font-weight: 650; letter-spacing: -.01em; }
.bar a, .live { margin-left: auto; padding: .35rem 0; }
.live { color: var(--soft); }
.live:empty, .bar a[hidden] { display: none; }
main { max-width: 90rem; margin: 0 auto; padding: 1.5rem clamp(1rem, 3vw, 2rem) 4rem; }
h1 { font-size: clamp(1.5rem, 1.2rem + 1.6vw, 2rem); font-weight: 650; letter-spacing: -.02em; margin-bottom: .4rem; }
h2 { font-size: 1.25rem; font-weight: 650; letter-spacing: -.01em; overflow-wrap: anywhere; }
.lead { color: var(--soft); max-width: 44rem; }
nav ol { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
nav a { display: block; padding: .7rem .8rem; color: inherit; text-decoration: none; border-bottom: 1px solid var(--line); border-left: 3px solid transparent; }
nav a:hover { background: var(--raised); }
nav a[aria-current] { background: var(--accent-wash); border-left-color: var(--accent); }
nav b, nav span, nav time { display: block; overflow-wrap: anywhere; }
nav b { font-weight: 600; }
nav span, nav time { color: var(--soft); font-size: .875rem; }
article { margin: 1.5rem 0 0; min-width: 0; }
.empty { padding: 3rem 0; max-width: 44rem; border-top: 1px solid var(--line); }
h2 + p { margin-top: .5rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem 1rem; margin: .6rem 0 1.1rem; font-size: .9375rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
dd ul { margin: 0; padding: 0; list-style: none; }
iframe { display: block; width: 100%; height: 54rem; border: 1px solid var(--line); border-radius: 6px; resize: vertical; background: var(--raised); }
details { margin-top: .75rem; }
summary { cursor: pointer; padding: .4rem 0; color: var(--accent); font-weight: 600; }
pre { margin: .25rem 0 0; padding: 1rem 1.1rem; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
@media (max-width: 56rem) { nav { max-height: 15.5rem; overflow-y: auto; } }
@media (min-width: 56rem) {
  main:has(nav) { display: grid; grid-template-columns: 21rem minmax(0, 1fr); gap: 0 2.25rem; align-items: start; }
  .head { grid-column: 1 / -1; }
  nav { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; }
  article { margin: 0; }
}
`;
