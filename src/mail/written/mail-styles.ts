/** Colours and type of mails: inline for every client, and a style sheet for those that know dark mode. */
import { Html } from '../../markup/html.js';
import { inkOn, readableOn } from '../../markup/readable-color.js';

const light = { ground: '#f0ede6', sheet: '#fffefb', line: '#d5cfc3', ink: '#211e1a', soft: '#5f594f' };
const dark = { ground: '#131110', sheet: '#1d1a18', line: '#3d3831', ink: '#ece7df', soft: '#aaa297' };

const sans = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Noto Sans',sans-serif";

const mono = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace";

export type MailStyles = ReturnType<typeof createMailStyles>;

export function createMailStyles(brandColor: string) {
  const accent = readableOn(brandColor, light.sheet);
  const { ground, sheet, line, ink, soft } = light;
  const type = `font-family:${sans};mso-line-height-rule:exactly;`;
  return {
    accent,
    sheet: Html.fromConstant(styleSheet(readableOn(brandColor, dark.sheet))),
    body: `margin:0;padding:0;width:100%;background-color:${ground};-webkit-text-size-adjust:100%;text-size-adjust:100%;`,
    preheader: `display:none;max-height:0;overflow:hidden;opacity:0;color:${ground};font-size:1px;line-height:1px;mso-hide:all;`,
    head: `padding:26px 40px 22px;background-color:${sheet};`,
    brand: `${type}font-size:17px;line-height:24px;font-weight:700;letter-spacing:-0.01em;color:${ink};`,
    logo: `display:block;height:36px;width:auto;max-width:220px;border:0;font-family:${sans};font-size:17px;font-weight:700;color:${ink};`,
    gate: `padding:0;background-color:${sheet};font-size:0;line-height:0;`,
    lintel: `height:3px;line-height:3px;font-size:0;background-color:${accent};`,
    gap: 'width:5%;height:14px;line-height:14px;font-size:0;',
    bar: `width:5%;height:14px;line-height:14px;font-size:0;border-right:2px solid ${line};`,
    content: `padding:34px 40px 20px;background-color:${sheet};`,
    footer: 'padding:22px 40px 8px;',
    title: `margin:0 0 22px;${type}font-size:26px;line-height:33px;font-weight:700;letter-spacing:-0.02em;color:${ink};`,
    paragraph: `margin:0 0 18px;${type}font-size:16px;line-height:25px;color:${ink};overflow-wrap:anywhere;word-break:break-word;`,
    heading: `margin:30px 0 8px;${type}font-size:16px;line-height:24px;font-weight:700;color:${ink};`,
    note: `margin:0 0 18px;padding:2px 0 2px 14px;border-left:3px solid ${accent};${type}font-size:16px;line-height:25px;color:${ink};`,
    facts: `margin:4px 0 22px;border-collapse:collapse;border-top:1px solid ${line};`,
    factLabel: `padding:9px 16px 9px 0;width:30%;border-bottom:1px solid ${line};${type}font-size:14px;line-height:21px;font-weight:400;color:${soft};`,
    factValue: `padding:9px 0;border-bottom:1px solid ${line};${type}font-size:14px;line-height:21px;color:${ink};overflow-wrap:anywhere;word-break:break-word;`,
    // Outlook gives the padding of the cell, everybody else that of the link, so that all of it can be pressed.
    buttonCell: `border-radius:5px;background-color:${accent};mso-padding-alt:14px 26px;`,
    button: `display:inline-block;padding:14px 26px;border-radius:5px;${type}font-size:16px;line-height:22px;font-weight:700;color:${inkOn(accent)};text-decoration:none;`,
    copyHint: `margin:18px 0 18px;${type}font-size:14px;line-height:21px;color:${soft};`,
    codeLabel: `margin:4px 0 4px;${type}font-size:14px;line-height:21px;color:${soft};`,
    code: `margin:0 0 22px;padding:12px 0;border-top:1px solid ${line};border-bottom:1px solid ${line};font-family:${mono};mso-line-height-rule:exactly;font-size:30px;line-height:38px;font-weight:700;letter-spacing:0.06em;color:${ink};`,
    url: `color:${accent};text-decoration:underline;overflow-wrap:anywhere;word-break:break-all;`,
    small: `margin:0 0 10px;${type}font-size:13px;line-height:20px;color:${soft};overflow-wrap:anywhere;word-break:break-word;`,
  };
}

function styleSheet(darkAccent: string): string {
  return `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
.button:hover { text-decoration: underline !important; }
@media (max-width: 620px) {
  .margin { padding: 0 0 24px !important; }
  .pad { padding-left: 22px !important; padding-right: 22px !important; }
}
@media (prefers-color-scheme: dark) {
  .ground { background-color: ${dark.ground} !important; }
  .sheet { background-color: ${dark.sheet} !important; }
  .ink { color: ${dark.ink} !important; }
  .soft { color: ${dark.soft} !important; }
  .line, .facts, .bar { border-color: ${dark.line} !important; }
  .note { border-color: ${darkAccent} !important; }
  .lintel { background-color: ${darkAccent} !important; }
  .link { color: ${darkAccent} !important; }
  .button { background-color: ${darkAccent} !important; color: ${inkOn(darkAccent)} !important; }
  .logo { background-color: #ffffff; padding: 6px 10px; border-radius: 5px; }
}
`;
}
