import { describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';

import { databaseFault } from '../../../src/database/database-fault.js';
import { AppError } from '../../../src/foundation/errors.js';

const { mongo } = mongoose;

const server = (code: number, errorLabels: string[] = []) =>
  new mongo.MongoServerError({ message: 'of the server', errmsg: 'of the server', ok: 0, code, errorLabels });

function labelled(label: string): Error {
  const error = new mongo.MongoError('of the driver');
  error.addErrorLabel(label);
  return error;
}

function socket(code: string): Error {
  return Object.assign(new Error('of the socket'), { code });
}

describe('an error that says the database is out of reach', () => {
  const unreachable: readonly (readonly [string, Error])[] = [
    ['the driver gave up looking for a primary', new mongo.MongoServerSelectionError('none', {} as never)],
    ['a connection was lost', new mongo.MongoNetworkError('closed')],
    ['a socket that the server has ended', socket('EPIPE')],
    ['a socket that was reset', socket('ECONNRESET')],
    ['a server that refuses connections', socket('ECONNREFUSED')],
    ['a primary that is none any more', server(10_107)],
    ['a primary that has stepped down', server(189)],
    ['an operation that the step-down has cut off', server(11_602)],
    ['a server that goes', server(91)],
    ['a write that the majority did not take in time', server(64)],
    ['a cursor of a server that is asked no more', server(43)],
    ['a write that may be retried', server(0, ['RetryableWriteError'])],
    ['a transaction that may be retried', server(251, ['TransientTransactionError'])],
    ['a commit of which nobody knows', labelled('UnknownTransactionCommitResult')],
    ['a pool that was cleared beneath it', labelled('PoolRequestedRetry')],
  ];
  it('is UNAVAILABLE where a bulk write ran out of time', () => {
    const timeout = new mongo.MongoOperationTimeoutError('Timed out during connection checkout');
    const error = Object.assign(new Error(timeout.message), {
      ...{ name: 'MongoBulkWriteError', errorResponse: timeout },
    });
    expect(databaseFault(error)).toMatchObject({ code: 'UNAVAILABLE', cause: error });
  });

  it.each(unreachable)('is UNAVAILABLE, and says when to come again: %s', (_, error) => {
    const refusal = databaseFault(error);
    expect(refusal).toBeInstanceOf(AppError);
    expect(refusal).toMatchObject({ code: 'UNAVAILABLE', details: { retryAfter: 2 }, cause: error });
  });
});

describe('any other error', () => {
  const others: readonly (readonly [string, unknown])[] = [
    ['a value that somebody has', server(11_000)],
    ['a command that does not exist', server(59)],
    ['a mistake of ours', new TypeError('undefined is not a function')],
    ['a mistake of ours to the driver', new mongo.MongoInvalidArgumentError('no')],
    ['a refusal', new AppError('NOT_FOUND')],
    ['a file that is not there', socket('ENOENT')],
    ['a label of others', labelled('SomethingElse')],
    ['no error', { code: 'EPIPE' }],
    ['nothing', undefined],
  ];
  it.each(others)('stays what it is: %s', (_, error) => {
    expect(databaseFault(error)).toBe(error);
  });
});
