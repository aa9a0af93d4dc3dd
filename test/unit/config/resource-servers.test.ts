import { describe, expect, it } from '@jest/globals';

import { parseConfig } from '../../../src/config/config.js';

describe('RESOURCE_SERVERS', () => {
  it('is a list of ids and secrets, which may hold colons', () => {
    const { resourceServers } = parseConfig({ RESOURCE_SERVERS: 'shop:s3cret, reports:a:b' });
    expect(resourceServers).toEqual([
      { id: 'shop', secret: 's3cret' },
      { id: 'reports', secret: 'a:b' },
    ]);
    expect(parseConfig({}).resourceServers).toBeUndefined();
  });

  it.each(['hunter2', 'shop:', ':hunter2', 'shop:hunter2,hunter2', 'shop:hunter2,shop:other'])(
    '%j stops the start, and the message repeats none of it',
    (written) => {
      const parse = () => parseConfig({ RESOURCE_SERVERS: written });
      expect(parse).toThrow('RESOURCE_SERVERS must be a list of id:secret, each id once');
      expect(parse).not.toThrow(/hunter2|shop/);
    },
  );
});
