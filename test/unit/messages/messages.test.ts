import { describe, expect, it } from '@jest/globals';

import { loadMessages } from '../../../src/messages/load-messages.js';

const catalogue = await loadMessages();
const at = new Date('2026-11-24T22:15:30Z');

describe('a sentence', () => {
  it('holds its values as they are, braces included', () => {
    expect(catalogue.in('en').text('mail.subject', { title: '{brand}', brand: '$& {title}' })).toBe(
      '{brand} · $& {title}',
    );
  });

  it('without a value that it needs is a mistake of the programmer', () => {
    expect(() => catalogue.in('en').text('mail.subject', { title: 'x' })).toThrow(TypeError);
  });
});

describe('a duration', () => {
  const minute = 60_000;
  it.each([
    [15 * minute, '15 minutes'],
    [60 * minute, '1 hour'],
    [90 * minute, '90 minutes'],
    [24 * 60 * minute, '24 hours'],
    [48 * 60 * minute, '2 days'],
    [minute, '1 minute'],
    [30_000, '30 seconds'],
    [1_500, '2 seconds'],
  ])('of %i ms is %s', (ms, words) => {
    expect(catalogue.in('en').duration(ms)).toBe(words);
  });

  it.each([
    ['de', '2 Tage'],
    ['fr', '2 jours'],
    ['es', '2 días'],
    ['zh', '2天'],
  ])('is said in %s', (language, words) => {
    expect(
      catalogue
        .in(language)
        .duration(48 * 60 * minute)
        .replaceAll('\u00a0', ' '),
    ).toBe(words);
  });
});

describe('a moment', () => {
  it.each([
    ['en', '24 November 2026 at 22:15 UTC'],
    ['de', '24. November 2026 um 22:15 Uhr UTC'],
    ['fr', '24 novembre 2026 à 22:15 UTC'],
    ['es', '24 de noviembre de 2026, 22:15 UTC'],
    ['zh', '2026年11月24日 22:15（UTC）'],
  ])('is told in %s, with its time zone', (language, words) => {
    // Which word joins date and time is the concern of the Unicode data that the Node release brings.
    const told = catalogue.in(language).moment(at).replace(' a las ', ', ');
    expect(told).toBe(words);
  });
});
