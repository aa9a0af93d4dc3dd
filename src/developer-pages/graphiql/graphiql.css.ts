/** Layout of the GraphiQL page: one bar with the sign-in form, and GraphiQL below it. */
export const graphiqlCss = `
html, body { height: 100%; }
body { display: flex; flex-direction: column; }
.top {
  display: flex; flex-wrap: wrap; align-items: center; gap: .35rem .6rem; flex: none; min-height: 3.25rem; padding: .4rem clamp(1rem, 3vw, 1.5rem);
  border-bottom: 1px solid var(--line); font-size: .9375rem;
}
.top strong { font-weight: 650; letter-spacing: -.01em; }
.top .where { color: var(--soft); margin-right: auto; }
.top form { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem; margin: 0; }
.top form[hidden], .top p[hidden] { display: none; }
.top input {
  font: inherit; width: 12rem; min-height: 2.25rem; padding: .3rem .6rem; color: var(--ink); background: var(--ground);
  border: 1px solid var(--line-strong); border-radius: 4px;
}
.top input[name='code'] { width: 7rem; }
.top button {
  font: 600 .9375rem/1 var(--sans); min-height: 2.25rem; padding: .3rem .9rem; color: var(--ground); background: var(--accent);
  border: 1px solid var(--accent); border-radius: 4px; cursor: pointer;
}
.top button.plain { color: var(--accent); background: transparent; }
.top p { margin: 0; }
.top a { white-space: nowrap; }
.says { flex-basis: 100%; color: var(--accent); }
.says:empty { display: none; }
main { flex: 1; min-height: 0; position: relative; }
#graphiql { position: absolute; inset: 0; }
.words { max-width: 44rem; margin: 0 auto; padding: clamp(2rem, 7vh, 5rem) 1rem; }
.words h1 { font-size: 1.75rem; margin-bottom: 1rem; }
/* Dialogs stand outside the container, and are drawn for content-box: their close button has nothing in it otherwise. */
.graphiql-dialog, .graphiql-dialog * { box-sizing: content-box; }
.graphiql-container { --font-family: var(--sans); --font-family-mono: var(--mono); }
@media (max-width: 40rem) {
  .top .where { display: none; }
  .top form, .top input { flex: 1 1 9rem; width: auto; }
  .graphiql-dialog .graphiql-dialog-section { flex-wrap: wrap; gap: .75rem; }
  .graphiql-dialog .graphiql-dialog-section > :not(:first-child) { margin-left: 0; }
}
`;
