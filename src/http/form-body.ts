/**
 * Bodies of forms and of their JSON twins. What a caller may put anywhere (an object where a text belongs, a list,
 * a key with an operator) ends here: handlers get texts by name, and nothing else.
 */
import express, { type Request, type RequestHandler } from 'express';

import { type FieldProblem, refuseProblems } from '../foundation/errors.js';
import { badRequest } from './problem.js';

const LIMIT = '100kb';

/** 415 for anything but a form or JSON (RFC 9110 section 15.5.16). */
export function readBody(): RequestHandler[] {
  const onlyForms: RequestHandler = (request, _response, next) => {
    const isTaken = request.is(['application/json', 'application/x-www-form-urlencoded']) !== false;
    // Inflating is how a small request becomes a large one.
    const isPlain = request.headers['content-encoding'] === undefined;
    next(isTaken && isPlain ? undefined : badRequest(415, 'Send a form or JSON, uncompressed.'));
  };
  const form = express.urlencoded({ extended: false, limit: LIMIT, inflate: false, parameterLimit: 20 });
  return [onlyForms, express.json({ limit: LIMIT, inflate: false }), form];
}

/** Whether the caller is a program: it is answered in JSON then. */
export function isJson(request: Request): boolean {
  return request.is('application/json') !== false;
}

/** A field that may be absent. @returns undefined for whatever is no text. */
export function optionalText(request: Request, name: string): string | undefined {
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return undefined;
  const value = (body as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : undefined;
}

/** A field that a program may leave out. @throws AppError BAD_USER_INPUT for another kind of value (ASVS 2.2.1). */
export function readOptionalText(request: Request, name: string): string | undefined {
  const body = request.body as Readonly<Record<string, unknown>> | undefined;
  const isGiven = body !== undefined && Object.hasOwn(body, name) && body[name] !== null;
  const text = optionalText(request, name);
  if (isGiven && text === undefined) refuseProblems([{ path: name, rule: 'type', message: 'must be text' }]);
  return text;
}

/** @throws AppError BAD_USER_INPUT that names every field which is missing or no text. */
export function readTexts<Name extends string>(request: Request, ...names: Name[]): Record<Name, string> {
  const read = names.map((name) => ({ name, text: optionalText(request, name) }));
  refuseProblems(read.flatMap(({ name, text }) => (text === undefined ? [missing(name)] : [])));
  return Object.fromEntries(read.map(({ name, text }) => [name, text])) as Record<Name, string>;
}

function missing(path: string): FieldProblem {
  return { path, rule: 'required', message: 'is required, as text' };
}
