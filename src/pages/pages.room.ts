/** What all pages for people have in common: the frame, its design, the brand. Knows no page in it, and nobody who looks at one. */
import type { Config } from '../config/config.js';
import type { Ground } from '../house/ground.js';
import type { Brand } from '../markup/brand.js';
import type { FrameOptions } from './answer-page.js';
import type { PageCaptcha } from './captcha-widget.js';

export interface PagesNeeds {
  readonly ground: Ground;
  /** On forms that ask for a mail; undefined: they have none. */
  readonly captcha: PageCaptcha | undefined;
}

export type PagesRoom = ReturnType<typeof createPagesRoom>;

export function createPagesRoom({ ground, captcha }: PagesNeeds) {
  const { config, catalogue, publicUrl } = ground;
  const brand = readBrand(config);
  const frame: FrameOptions = { brand, catalogue, captcha, publicUrl, appUrls: config.appUrls };
  return { brand, frame, contributes: {} };
}

function readBrand(config: Config): Brand {
  const { brandName: name, brandLogoUrl: logoUrl, brandColor: color, supportEmail } = config;
  return { name, logoUrl, color, supportEmail };
}
