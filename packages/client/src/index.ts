export { type ChallengeAnswer, type Client, type ClientOptions, createClient } from './client.js';
export type { ErrorCode, FieldProblem, Requirement } from './error-code.js';
export type * from './generated/operations.js';
export { type ErrorDetails, PortcullisError } from './portcullis-error.js';
export type { Channel, Clock, Locks, Ports, TextStorage } from './ports.js';
export type { ProviderFlow, ProviderOptions, ProviderResult } from './provider-flow.js';
export type { Session, SessionState, User } from './session-state.js';
export type { TokenTransport } from './transport.js';
