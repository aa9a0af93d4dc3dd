/** The mark of Portcullis (a gate let down half way) and its favicon. Drawn here, so that no page fetches one. */
import { html, Html } from './html.js';

/** Whose service it is, as pages and mails show it. */
export interface Brand {
  readonly name: string;
  /** http or https; it stands in place of the mark. */
  readonly logoUrl: string | undefined;
  /** `#rrggbb`; lightened or darkened where it could not be read (readable-color.ts). */
  readonly color: string;
  readonly supportEmail: string | undefined;
}

const bars = 'M4 9V4h16v5M4 9v8.5M8 9v10.5M12 9v12.5M16 9v10.5M20 9v8.5M3 9h18M4 14.2h16';

/** An inline SVG in the colour of the text around it, hidden from screen readers: the name stands beside it. */
export function brandMark(): Html {
  return Html.fromConstant(
    `<svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">` +
      `<path d="${bars}" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
  );
}

/** A data: URL also spares the request for /favicon.ico. Pages that use it need `img-src data:`. */
export function faviconLink(color = '#b5502b'): Html {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="${bars}" fill="none" stroke="${color}" ` +
    `stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
  return html`<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(svg)}" />`;
}
