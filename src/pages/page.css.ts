/**
 * Layout of the pages for people: on a phone a doorway and the gate that hangs in it, on a desk the whole
 * gatehouse beside it.
 */
export const pageCss = `
:root { --wall: #ece8df; --danger: #a3201d; --danger-wash: #fbeceb; }
@media (prefers-color-scheme: dark) { :root { --wall: #100e0d; --danger: #ff9c90; --danger-wash: #37191a; } }
html { background: var(--wall); }
body { background: var(--wall); }
.doorway {
  display: flex; flex-direction: column; max-width: 36rem; min-height: 100vh; min-height: 100dvh; margin: 0 auto;
  background: var(--ground);
}
.lintel {
  position: relative; z-index: 1; display: flex; align-items: center; gap: .65rem; min-height: 4.25rem;
  padding: .9rem clamp(1rem, 7vw, 3.5rem); background: var(--ground); border-bottom: 3px solid var(--accent);
  overflow-wrap: anywhere;
}
.lintel strong { font-size: 1.0625rem; font-weight: 650; letter-spacing: -.01em; }
.lintel .mark { width: 28px; height: 28px; }
.logo { display: block; max-width: min(14rem, 100%); max-height: 2.5rem; font-weight: 650; }

.gate { height: 120px; overflow: hidden; color: var(--line-strong); }
.gate > svg { display: block; transform: translateY(-6px); }
.gate .bars { fill: none; stroke: currentColor; stroke-width: 2; }
.gate .points { fill: currentColor; stroke: none; }
.gate-half .gate > svg { transform: translateY(-48px); }
.gate-up .gate > svg { transform: translateY(-88px); animation: raise 1.1s cubic-bezier(.3, 0, .15, 1); }
@keyframes raise { from { transform: translateY(-6px); } }

main { flex: 1; padding: 1.75rem clamp(1rem, 7vw, 3.5rem) 3rem; }
h1 { font-size: clamp(1.625rem, 1.35rem + 1.5vw, 2.125rem); font-weight: 650; line-height: 1.18; letter-spacing: -.022em; margin: 0 0 .9rem; }
:lang(zh) h1 { letter-spacing: 0; font-size: clamp(1.5rem, 1.3rem + 1.2vw, 1.9375rem); }
p { overflow-wrap: anywhere; }
.lead { font-size: 1.0625rem; }
.code { margin: 1.25rem 0 1.5rem; font: 650 2.25rem/1.2 ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; letter-spacing: .06em; }
.aside { color: var(--soft); font-size: .9375rem; margin: 2rem 0 0; }

form { margin: 1.75rem 0 0; }
.field { margin: 0 0 1.5rem; }
label, .label { display: block; margin: 0 0 .35rem; font-weight: 600; }
.hint { margin: 0 0 .5rem; color: var(--soft); font-size: .9375rem; line-height: 1.5; }
input:not([type='hidden']) {
  display: block; width: 100%; min-height: 3rem; padding: .6rem .8rem; font: inherit; color: var(--ink);
  background: var(--field); border: 1px solid var(--field-line); border-radius: 5px;
}
:root { --field: #fff; --field-line: #857d70; }
@media (prefers-color-scheme: dark) { :root { --field: #1f1c19; --field-line: #8d8478; } }
input:focus-visible { outline-offset: 1px; border-radius: 5px; }
input[aria-invalid] { border-color: var(--danger); box-shadow: inset 0 0 0 1px var(--danger); }
.problem { margin: 0 0 .5rem; color: var(--danger); font-weight: 600; line-height: 1.45; }
button, .button {
  display: inline-block; min-height: 3rem; padding: .7rem 1.5rem; font: 650 1rem/1.4 var(--sans); color: var(--on-accent);
  background: var(--accent); border: 1px solid transparent; border-radius: 5px; cursor: pointer;
  transition: box-shadow .15s ease-out;
}
button:hover, .button:hover { box-shadow: 0 0 0 3px color-mix(in srgb, var(--accent) 30%, transparent); }
button:active, .button:active { box-shadow: none; }
button:focus-visible, .button:focus-visible { outline-color: var(--ink); border-radius: 5px; }
.button { text-align: center; text-decoration: none; }
.way-on { margin: 2rem 0 0; }
.show, .show:hover {
  display: block; min-height: 2.75rem; margin: .25rem 0 -.75rem; padding: .5rem 0; color: var(--accent); background: none; box-shadow: none;
  font-weight: 600; text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .2em;
}
.show:hover { text-decoration-thickness: 2px; }
.show:focus-visible { outline-color: var(--accent); }
.widget { min-height: 78px; }
.no-script { padding: .75rem .9rem; border: 1px solid var(--line-strong); border-radius: 5px; }

.summary {
  margin: 0 0 2rem; padding: 1rem 1.15rem 1.05rem; background: var(--danger-wash); border-left: 4px solid var(--danger);
  border-radius: 0 5px 5px 0;
}
.summary:focus { outline: none; }
.summary:focus-visible { outline: 2px solid var(--danger); outline-offset: 0; border-radius: 0 5px 5px 0; }
.summary h2 { font-size: 1.0625rem; font-weight: 650; margin: 0 0 .4rem; }
.summary ul { margin: 0; padding: 0; list-style: none; }
.summary li + li { margin-top: .25rem; }
.summary a { color: var(--danger); font-weight: 600; }

details { margin: 2.5rem 0 0; border-top: 1px solid var(--line); }
summary { padding: .85rem 0; color: var(--accent); font-weight: 600; cursor: pointer; }
details form { margin: .75rem 0 0; }

footer { padding: 1.1rem clamp(1rem, 7vw, 3.5rem) 1.5rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .9375rem; }
footer p { margin: 0; }

.gatehouse { display: none; }
@media (min-width: 40rem) { .doorway { border-inline: 1px solid var(--line-strong); } }
@media (min-width: 60rem) {
  html { background: var(--ground); }
  body { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); background: var(--ground); }
  .gate { display: none; }
  .doorway { width: 100%; max-width: 40rem; margin: 0; border: 0; }
  .lintel { border: 0; padding-top: 2.25rem; }
  .lintel, main, footer { padding-inline: clamp(3rem, 6vw, 6.5rem) 2rem; }
  main { flex: none; margin-block: auto; padding-block: 1.5rem; }
  h1 { font-size: 2.5rem; }
  footer { border: 0; padding-bottom: 2.25rem; }
  .gatehouse { display: block; position: sticky; top: 0; height: 100vh; overflow: hidden; background: var(--stone); }
  .gatehouse svg { display: block; width: 100%; height: 100%; }
}
:root { --stone: #d9d2c4; --joint: #c7bfae; --dress: #efeae0; --sky: #fdf3e4; --far: #cdd3bd; --near: #aab795; --road: #efe4cf; --iron: #3b352e; }
@media (prefers-color-scheme: dark) {
  :root { --stone: #24201d; --joint: #171412; --dress: #38322d; --sky: #1b2636; --far: #1d3236; --near: #16282a; --road: #3d4a4b; --iron: #8b8175; }
}
.stone { fill: var(--stone); } .joint { fill: none; stroke: var(--joint); stroke-width: 2; }
.sky { fill: var(--sky); } .sun { fill: var(--accent); } .far { fill: var(--far); } .near { fill: var(--near); } .road { fill: var(--road); }
.ring { fill: none; stroke: var(--dress); stroke-width: 40; stroke-dasharray: 59 3; }
.edge { fill: none; stroke: var(--iron); stroke-width: 3; opacity: .35; }
.hanging { fill: none; stroke: var(--iron); stroke-width: 8; }
.hanging .points { fill: var(--iron); stroke: none; }
.gate-half .hanging { transform: translateY(-250px); }
.gate-up .hanging { transform: translateY(-448px); animation: lift 1.4s cubic-bezier(.3, 0, .15, 1); }
@keyframes lift { from { transform: none; } }
@media (max-width: 30rem) {
  .gate { height: 84px; margin-top: -1px; }
  .gate > svg { transform: translateY(-42px); }
  .gate-half .gate > svg { transform: translateY(-70px); }
  .gate-up .gate > svg { transform: translateY(-96px); animation-name: raise-far; }
  @keyframes raise-far { from { transform: translateY(-42px); } }
  main { padding-top: 1.25rem; }
  button:not(.show), .button { width: 100%; }
}
@media (max-width: 23rem) { .captcha .widget { margin-inline: calc(.5rem - clamp(1rem, 7vw, 3.5rem)); } }
@media (prefers-color-scheme: dark) { .logo { padding: .4rem .6rem; max-height: 3rem; background: #fff; color: #211e1a; border-radius: 5px; } }
@media (prefers-reduced-motion: reduce) { .gate-up .gate > svg, .gate-up .hanging { animation: none; } button { transition: none; } }
@media (forced-colors: active) {
  .gate { color: CanvasText; }
  button { border-color: ButtonText; }
  input[aria-invalid] { border-width: 2px; }
}
@media print { .gate, .gatehouse { display: none; } body { display: block; } }
`;
