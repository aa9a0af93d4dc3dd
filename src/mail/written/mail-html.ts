/**
 * The one layout of all mails. Tables and inline styles, since Outlook renders with Word and Gmail drops what it
 * does not know; the style sheet only adds dark mode and phones. Nothing is fetched but the operator's logo.
 */
import type { Brand } from '../../markup/brand.js';
import { html, Html, type HtmlValue } from '../../markup/html.js';
import { requireWebUrl } from '../../markup/web-url.js';
import type { MailBlock, MailContent } from './mail-content.js';
import { createMailStyles, type MailStyles } from './mail-styles.js';

/** Without it, Outlook on Windows scales images and widths with the screen's resolution. */
const outlookSettings = Html.fromConstant(
  '<!--[if mso]><xml><o:OfficeDocumentSettings xmlns:o="urn:schemas-microsoft-com:office:office">' +
    '<o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><![endif]-->',
);

export function renderMailHtml(content: MailContent, brand: Brand, language: string): string {
  const styles = createMailStyles(brand.color);
  const document = html`<!doctype html>
    <html lang="${language}" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <title>${content.title}</title>
        ${outlookSettings}
        <style>
          ${styles.sheet}
        </style>
      </head>
      <body class="ground" style="${styles.body}">
        ${preheader(content.preheader, styles)}
        <div role="article" aria-label="${content.title}" lang="${language}">
          ${layoutTable(
            html`<tr>
              <td align="center" class="margin" style="padding:32px 12px;">
                ${sheetTable(content, brand, styles)}
              </td>
            </tr>`,
            'width="100%"',
          )}
        </div>
      </body>
    </html> `;
  return document.toString();
}

/** The blanks after it keep the beginning of the mail itself out of the list of mails. */
function preheader(text: string, styles: MailStyles): Html {
  const filler = Html.fromConstant('&#847;&zwnj;&nbsp;'.repeat(60));
  return html`<div aria-hidden="true" style="${styles.preheader}">${text}${filler}</div>`;
}

function layoutTable(rows: HtmlValue, width: string, className = ''): Html {
  const attributes = Html.fromConstant(
    `role="presentation" cellpadding="0" cellspacing="0" border="0" ${width} class="${className}"`,
  );
  return html`<table ${attributes}>
    ${rows}
  </table>`;
}

function sheetTable(content: MailContent, brand: Brand, styles: MailStyles): Html {
  const rows = html`<tr>
      <td class="sheet pad" style="${styles.head}">${brandSign(brand, styles)}</td>
    </tr>
    <tr>
      <td class="sheet" style="${styles.gate}">${gate(styles)}</td>
    </tr>
    <tr>
      <td class="sheet pad last" style="${styles.content}">
        <h1 class="ink" style="${styles.title}">${content.title}</h1>
        ${content.blocks.map((block) => renderBlock(block, styles))}
      </td>
    </tr>
    <tr>
      <td class="pad" style="${styles.footer}">
        ${content.footer.map((text) => html`<p class="soft" style="${styles.small}">${text}</p>`)}
      </td>
    </tr>`;
  return html`<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0"><tr><td><![endif]-->
    <div style="max-width:600px;margin:0 auto;text-align:left;">${layoutTable(rows, 'width="100%"')}</div>
    <!--[if mso]></td></tr></table><![endif]-->`;
}

function brandSign({ name, logoUrl }: Brand, styles: MailStyles): Html {
  if (logoUrl === undefined) return html`<span class="ink" style="${styles.brand}">${name}</span>`;
  return html`<img
    class="logo"
    src="${requireWebUrl(logoUrl)}"
    alt="${name}"
    height="36"
    style="${styles.logo}"
  />`;
}

/** A lintel in the brand's colour, and the bars of the gate hanging from it: cells with a border, nothing fetched. */
function gate(styles: MailStyles): Html {
  const bars = Array.from({ length: 19 }, () => html`<td class="bar" style="${styles.bar}">&nbsp;</td>`);
  return html`<div class="lintel" style="${styles.lintel}">&nbsp;</div>
    ${layoutTable(
      html`<tr aria-hidden="true">
        ${bars}
        <td style="${styles.gap}">&nbsp;</td>
      </tr>`,
      'width="100%"',
    )}`;
}

function renderBlock(block: MailBlock, styles: MailStyles): Html {
  switch (block.kind) {
    case 'paragraph':
      return html`<p class="ink" style="${styles.paragraph}">${block.text}</p>`;
    case 'heading':
      return html`<h2 class="ink" style="${styles.heading}">${block.text}</h2>`;
    case 'note':
      return html`<p class="ink note" style="${styles.note}">${block.text}</p>`;
    case 'facts':
      return factsTable(block.rows, styles);
    case 'code':
      return html`<p class="soft" style="${styles.codeLabel}">${block.label}</p>
        <p class="ink line" style="${styles.code}">${block.code}</p>`;
    case 'action':
      return action(block, styles);
  }
}

function factsTable(rows: readonly (readonly [string, string])[], styles: MailStyles): Html {
  return html`<table
    class="facts"
    cellpadding="0"
    cellspacing="0"
    border="0"
    width="100%"
    style="${styles.facts}"
  >
    ${rows.map(
      ([label, value]) =>
        html`<tr>
          <th scope="row" align="left" valign="top" class="soft line" style="${styles.factLabel}">
            ${label}
          </th>
          <td valign="top" class="ink line" style="${styles.factValue}">${value}</td>
        </tr>`,
    )}
  </table>`;
}

function action({ label, url, copyHint }: MailBlock & { kind: 'action' }, styles: MailStyles): Html {
  const button = html`<tr>
    <td align="center" class="button" bgcolor="${styles.accent}" style="${styles.buttonCell}">
      <a class="button" href="${url}" style="${styles.button}">${label}</a>
    </td>
  </tr>`;
  return html`${layoutTable(button, '', 'action')}
    <p class="soft" style="${styles.copyHint}">
      ${copyHint}<br /><a class="link" href="${url}" style="${styles.url}">${url}</a>
    </p>`;
}
