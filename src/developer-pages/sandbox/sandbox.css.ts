/** Layout of the Sandbox page: one bar, and below it the frame, the loading sign or the words. */
export const sandboxCss = `
html, body { height: 100%; }
body { display: flex; flex-direction: column; }
.bar {
  display: flex; align-items: center; gap: .6rem; flex: none; min-height: 3rem; padding: .25rem clamp(1rem, 3vw, 1.5rem);
  border-bottom: 1px solid var(--line); font-size: .9375rem;
}
.bar strong { font-weight: 650; letter-spacing: -.01em; }
.bar .where { color: var(--soft); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0; }
.bar a { padding: .35rem .2rem; white-space: nowrap; }
.bar .where { margin-right: auto; }
main { position: relative; flex: 1; min-height: 0; }

#sandbox { position: absolute; inset: 0; visibility: hidden; }
#sandbox iframe { display: block; width: 100%; height: 100%; border: 0; }
[data-state='ready'] #sandbox { visibility: visible; }

.loading { display: none; position: absolute; inset: 0; place-content: center; justify-items: center; gap: 1.1rem; color: var(--soft); }
.loading .mark { width: 44px; height: 44px; animation: breathe 2.4s ease-in-out infinite; }
[data-state='loading'] .loading { display: grid; }
@keyframes breathe { 50% { opacity: .3; } }
@media (prefers-reduced-motion: reduce) { .loading .mark { animation: none; } }

[data-state='loading'] .words, [data-state='ready'] .words { display: none; }
.words { max-width: 46rem; margin: 0 auto; padding: clamp(2rem, 7vh, 5rem) clamp(1rem, 4vw, 2rem) 4rem; }
.words h1 { font-size: clamp(1.6rem, 1.2rem + 1.9vw, 2.25rem); font-weight: 650; letter-spacing: -.02em; margin-bottom: 1.25rem; }
.words h1 span { display: inline-block; }
.words h2 { font-size: 1.125rem; font-weight: 650; margin: 2.5rem 0 .6rem; }
.words .lead { font-size: 1.0625rem; }
.words ul { margin: 0; padding: 0; list-style: none; border-top: 1px solid var(--line); }
.words li { padding: .7rem 0; border-bottom: 1px solid var(--line); }
.words li span { display: block; color: var(--soft); }
.go, .retry {
  display: inline-block; margin: .25rem 0 0; padding: .55rem 1rem; border: 1px solid var(--accent); border-radius: 5px;
  font-weight: 600; text-decoration: none;
}
.retry:hover { background: var(--accent-wash); }
.go { color: var(--ground); background: var(--accent); margin-right: .5rem; }
.aside { color: var(--soft); }
`;
