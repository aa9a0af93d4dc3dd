import { describe, expect, it } from '@jest/globals';

import { displayWidth, wrapText } from '../../../../src/mail/written/wrap-text.js';

describe('wrapping', () => {
  it('breaks at blanks and keeps every word', () => {
    const text = 'one two three four five six seven';
    const lines = wrapText(text, 10).split('\n');
    expect(lines.every((line) => line.length <= 10)).toBe(true);
    expect(lines.join(' ')).toBe(text);
  });

  it('never breaks an address', () => {
    const url = `https://a.example/?token=${'x'.repeat(200)}`;
    expect(wrapText(`Open ${url} now`, 20)).toBe(`Open\n${url}\nnow`);
  });

  it('leaves no-break blanks together', () => {
    expect(wrapText('vous\u202f? oui', 6)).toBe('vous\u202f?\noui');
  });

  it('breaks Chinese between characters, but begins no line with a full stop', () => {
    const text = '请勿将此链接转发给他人。任何持有该链接的人都可以代替您确认此地址。';
    const lines = wrapText(text, 24).split('\n');
    expect(lines.join('')).toBe(text);
    expect(lines.every((line) => displayWidth(line) <= 24)).toBe(true);
    expect(lines.some((line) => /^[，。]/.test(line))).toBe(false);
  });
});
