/**
 * Colours that can be read: an operator's brand colour may be pale yellow, and still marks links and buttons.
 * Pure arithmetic of WCAG 2.2 (1.4.3 and 1.4.11); it knows no page.
 */

/** Text of ordinary size needs this much contrast (WCAG 2.2, 1.4.3, level AA). */
const READABLE_CONTRAST = 4.5;

type Channels = readonly [red: number, green: number, blue: number];

/**
 * From 1, the same colour, to 21, black on white (WCAG 2.2, relative luminance).
 * @exportedFor tests, which hold the formula to ratios that are known.
 */
export function contrastRatio(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

/** The colour itself where it can be read on the ground, else the nearest lightness of its hue that can. */
export function readableOn(color: string, ground: string): string {
  const goal = luminance(ground) > 0.18 ? 0 : 1;
  const { lightness, ...tint } = hslOf(parseColor(color));
  for (let step = 0; step <= 100; step += 1) {
    const candidate = formatColor(
      channelsOf({ ...tint, lightness: lightness + ((goal - lightness) * step) / 100 }),
    );
    if (contrastRatio(candidate, ground) >= READABLE_CONTRAST) return candidate;
  }
  throw new TypeError(`Nothing can be read on ${ground}.`);
}

/** What text on a ground of this colour is set in: white where that can be read, else a warm or a plain black. */
export function inkOn(ground: string): string {
  const inks = ['#ffffff', '#16130f'];
  return inks.find((ink) => contrastRatio(ink, ground) >= READABLE_CONTRAST) ?? '#000000';
}

interface Hsl {
  /** In sixths of a turn, from red. */
  readonly hue: number;
  readonly saturation: number;
  readonly lightness: number;
}

/** Hue and saturation stay when the lightness moves: a mixture with white would be dull. */
function hslOf(channels: Channels): Hsl {
  const [red, green, blue] = channels.map((channel) => channel / 255) as [number, number, number];
  const most = Math.max(red, green, blue);
  const spread = most - Math.min(red, green, blue);
  const lightness = most - spread / 2;
  if (spread === 0) return { hue: 0, saturation: 0, lightness };
  const saturation = spread / (1 - Math.abs(2 * lightness - 1));
  if (most === red) return { hue: (6 + (green - blue) / spread) % 6, saturation, lightness };
  const hue = most === green ? 2 + (blue - red) / spread : 4 + (red - green) / spread;
  return { hue, saturation, lightness };
}

/** The formula of CSS Color 4, section 7.1, with the hue in sixths. */
function channelsOf({ hue, saturation, lightness }: Hsl): Channels {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number): number => {
    const k = (offset + hue * 2) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}

function luminance(color: string): number {
  const [red, green, blue] = parseColor(color).map(linear) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** Colours are written into style sheets, so nothing but six digits passes for one. */
function parseColor(color: string): Channels {
  const [, red, green, blue] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color) ?? [];
  if (red === undefined || green === undefined || blue === undefined) {
    throw new TypeError(`A colour is written #rrggbb, not ${color}.`);
  }
  return [parseInt(red, 16), parseInt(green, 16), parseInt(blue, 16)];
}

function formatColor(channels: Channels): string {
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
