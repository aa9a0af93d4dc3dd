import { describe, expect, it } from '@jest/globals';
import { isListening, isLocked, isPortTaken, lastError } from '../../src/database/embedded/mongod-log.js';

const line = (s: string, msg: string, attr?: object): string =>
  JSON.stringify({ s, c: 'X', id: 1, msg, attr });

describe("mongod's last error", () => {
  it('is the last one that says why, without the epilogue', () => {
    const log = [
      line('I', 'Starting'),
      line('E', 'WiredTiger error message', { error: -31802, message: { msg: 'turtle: fatal read error' } }),
      line('F', 'Fatal assertion', { msgid: 50853 }),
      line('F', '\n\n***aborting after fassert() failure\n\n'),
      line('F', 'Writing fatal message', { message: 'Got signal: 6 (Aborted).\n' }),
    ];
    expect(lastError(log.join('\n'))).toBe('WiredTiger error message: turtle: fatal read error');
  });

  it('is the words of a refusal', () => {
    const log = line('E', 'Error setting up listener', {
      error: { code: 9001, errmsg: 'Permission denied' },
    });
    expect(lastError(log)).toBe('Error setting up listener: Permission denied');
  });

  it('is a full disk, however the log ends', () => {
    const cut = line('E', 'WiredTiger error message', { error: 28, message: { msg: 'write' } }).slice(0, -20);
    expect(lastError(cut)).toMatch(/disk is full/);
  });

  it('is plain text where mongod did not come as far as its log', () => {
    expect(lastError("Error parsing command line: unrecognised option '--x'\n")).toMatch(
      /unrecognised option/,
    );
  });

  it('is nothing in a log without errors', () => {
    expect(lastError(line('I', 'Starting'))).toBeUndefined();
  });
});

describe('the log of a start', () => {
  it('tells a lock, a taken port and readiness apart', () => {
    const locked = line('E', 'DBException in initAndListen', { error: 'DBPathInUse: Unable to lock' });
    const taken = line('E', 'Error setting up listener', { error: { errmsg: 'Address already in use' } });
    const ready = line('I', 'Waiting for connections', { port: 1 });
    expect([locked, taken, ready].map(isLocked)).toEqual([true, false, false]);
    expect([locked, taken, ready].map(isPortTaken)).toEqual([false, true, false]);
    expect([locked, taken, ready].map(isListening)).toEqual([false, false, true]);
  });
});
