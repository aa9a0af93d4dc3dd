export interface DemoPerson {
  readonly sub: string;
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
}

const css = `
:root { color-scheme: light dark; --sea: #e6eff2; --paper: #fbfdfe; --ink: #10303c; --soft: #456370; --line: #a9c2cc; --deep: #0d5c75; }
@media (prefers-color-scheme: dark) {
  :root { --sea: #0b1c23; --paper: #112831; --ink: #e3f0f4; --soft: #9dbac5; --line: #33535f; --deep: #7ccbe4; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.25rem; background: var(--sea); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { width: min(24rem, 100%); background: var(--paper); border-radius: 1.25rem; padding: 2rem 1.5rem 1.5rem; }
.name { display: flex; gap: .6rem; align-items: center; margin: 0 0 1.5rem; font-weight: 700; color: var(--deep); }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
p { margin: 0 0 1.25rem; color: var(--soft); }
button { font: inherit; width: 100%; text-align: left; color: inherit; background: none; border: 1px solid var(--line); border-radius: .9rem;
  padding: .8rem 1rem; margin: 0 0 .6rem; cursor: pointer; }
button:hover { border-color: var(--deep); }
button:focus-visible { outline: 3px solid var(--deep); outline-offset: 2px; }
button b { display: block; }
button span { color: var(--soft); font-size: .9rem; }
button.leave { border: 0; margin: .4rem 0 0; text-align: center; color: var(--deep); text-decoration: underline; text-underline-offset: .2em; }
`;

const wave =
  '<svg width="28" height="20" viewBox="0 0 28 20" fill="none" stroke="currentColor" stroke-width="3" aria-hidden="true"><path d="M1 6q4.500-6 9 0t9 0 8 0M1 15q4.500-6 9 0t9 0 8 0"/></svg>';

/** The provider's only page. Its people are constants, so nothing in it has to be escaped. */
export function choicePage(people: readonly DemoPerson[]): string {
  const button = ({ sub, email, givenName, familyName }: DemoPerson) =>
    `<button name="person" value="${sub}"><b>${givenName} ${familyName}</b><span>${email}</span></button>`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Harbour ID</title><style>${css}</style></head>
<body><main><p class="name">${wave} Harbour ID</p><h1>Who is it?</h1>
<p>A provider for trying things out: no password, no real accounts.</p>
<form method="post">${people.map(button).join('')}<button class="leave" name="person" value="">Back without signing in</button></form>
</main></body>
</html>`;
}
