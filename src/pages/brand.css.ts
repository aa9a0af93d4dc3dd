import { inkOn, readableOn } from '../markup/readable-color.js';

/** The grounds of theme.css.ts on which text is hardest to read: the raised one of either scheme. */
const LIGHT_GROUND = '#f3f1ec';
const DARK_GROUND = '#211e1b';

/** The operator's colour in place of the theme's, in a lightness that can be read in either scheme. */
export function brandCss(color: string): string {
  const light = readableOn(color, LIGHT_GROUND);
  const dark = readableOn(color, DARK_GROUND);
  return `
:root { --accent: ${light}; --on-accent: ${inkOn(light)}; }
@media (prefers-color-scheme: dark) { :root { --accent: ${dark}; --on-accent: ${inkOn(dark)}; } }
`;
}
