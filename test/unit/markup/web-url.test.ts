import { expect, it } from '@jest/globals';

import { requireWebUrl } from '../../../src/markup/web-url.js';

it.each(['https://a.example/x?token=1', 'http://localhost:4000/'])('%s is a link', (url) => {
  expect(requireWebUrl(url)).toBe(url);
});

it.each(['javascript:alert(1)', 'data:text/html,x', '/verify-email', 'https://a.example/ b', 'https://', ''])(
  '%s is none',
  (url) => {
    expect(() => requireWebUrl(url)).toThrow(TypeError);
  },
);
