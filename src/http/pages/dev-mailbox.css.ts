/** Layout of the mailbox of development: one mail below the other, each as it would look. */
export const devMailboxCss = `
.bar {
  display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .6rem; min-height: 3rem; padding: .4rem max(1rem, (100vw - 60rem) / 2);
  border-bottom: 1px solid var(--line-strong); font-size: .9375rem;
}
.bar strong { font-weight: 650; letter-spacing: -.01em; }
.bar a { margin-left: auto; padding: .35rem 0; }
main { max-width: 62rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: clamp(1.5rem, 1.2rem + 1.6vw, 2.125rem); font-weight: 650; letter-spacing: -.02em; margin-bottom: .6rem; }
h2 { font-size: 1.1875rem; font-weight: 650; letter-spacing: -.01em; overflow-wrap: anywhere; }
.lead { color: var(--soft); max-width: 44rem; }
article { margin: 2.5rem 0 0; padding-top: 1.5rem; border-top: 1px solid var(--line-strong); }
h2 + p { margin-top: .5rem; max-width: 44rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem 1rem; margin: .6rem 0 1.1rem; font-size: .9375rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
dd ul { margin: 0; padding: 0; list-style: none; }
iframe { display: block; width: 100%; height: 54rem; border: 1px solid var(--line); border-radius: 6px; resize: vertical; background: var(--raised); }
details { margin-top: .75rem; }
summary { cursor: pointer; padding: .4rem 0; color: var(--accent); font-weight: 600; }
pre { margin: .25rem 0 0; padding: 1rem 1.1rem; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
`;
