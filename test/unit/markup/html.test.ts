import { describe, expect, it } from '@jest/globals';

import { html } from '../../../src/markup/html.js';

describe('html', () => {
  it('escapes every interpolation', () => {
    expect(String(html`<p title="${`"'`}">${'<script>&'}</p>`)).toBe(
      '<p title="&quot;&#39;">&lt;script&gt;&amp;</p>',
    );
  });

  it('passes nested markup, also in arrays', () => {
    const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`);
    expect(String(html`<b>${items}</b>`)).toBe('<b><li>a</li><li>&lt;b&gt;</li></b>');
  });

  it('renders nothing for null, undefined and false, and zero for zero', () => {
    expect(String(html`${null}${undefined}${false}${[]}${0}`)).toBe('0');
  });

  it('does not take an object that looks like markup for markup', () => {
    const forged = JSON.parse('["<b>"]') as string[];
    expect(String(html`${forged}`)).toBe('&lt;b&gt;');
  });
});
