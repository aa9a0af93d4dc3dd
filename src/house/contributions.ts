/**
 * What a room may add to the whole, each kind in one form. Whoever collects a kind (the worker, the schedule, the schema, the
 * eraser) knows that form alone, and none of the rooms that fill it.
 */
import type { CaptchaPort } from '../abuse/check-captcha.js';
import type { Eraser } from '../account/erase-users.js';
import type { Collectors } from '../account/export-data.js';
import type { StepUpChecks } from '../credentials/step-up.js';
import type { Watch } from '../database/change-feed.js';
import type { Check } from '../foundation/check.js';
import type { EventKeeper, EventListener } from '../foundation/events.js';
import type { Measure } from '../foundation/measure.js';
import type { FieldMethods } from '../graphql/close-fields.js';
import type { InputRules } from '../graphql/input-problems.js';
import type { AnswerListener } from '../http/answered-request.js';
import type { HotRoute } from '../http/hot-route.js';
import type { Route, StaticRoute } from '../http/route.js';
import type { Job } from '../jobs/schedule.js';
import type { Metadata } from '../keys/discovery.route.js';
import type { MailJobs } from '../mail/mail-worker.js';
import type { BeforeTokenPort } from '../sessions/before-token.js';
import type { AuthConfigType } from '../sign-in/auth-config.type.js';
import type { BeforeSignUp } from '../sign-in/before-sign-up.js';
import type { SecondFactorKind } from '../sign-in/open-sign-in.js';

/** Kinds of which a room may add several, in an order. */
export interface Lists {
  /** Instances of type-graphql's resolver classes. */
  readonly resolvers: object;
  /** Paths beside GraphQL, in the order in which they are asked. */
  readonly routes: Route;
  /** Paths that are answered from memory, ahead of all others. */
  readonly staticRoutes: StaticRoute;
  /** GraphQL at paths of their own, ahead of Express. */
  readonly hotRoutes: HotRoute;
  /** Of the events of all rooms; must not throw, and is not waited for. */
  readonly listeners: EventListener;
  /** Of the events that are raised in transactions, ahead of the listeners: it writes them there. */
  readonly keepers: EventKeeper;
  /** Told of every request that was answered. */
  readonly answerListeners: AnswerListener;
  /** Done by the clock, on every replica. */
  readonly jobs: Job;
  /** Copies in memory of what other replicas may write. */
  readonly watches: Watch;
  /** Forget a person. The room that came last forgets first, since it may hold something of the others. */
  readonly erasers: Eraser;
  /** What the doctor looks at. */
  readonly checks: Check;
  /** Figures for the metrics. */
  readonly measures: Measure;
  /** A kind of second factor; a sign-in under way takes any that its account has. */
  readonly secondFactors: SecondFactorKind;
  /** There is one at most. */
  readonly captchas: CaptchaPort;
  /** There is one at most of each. */
  readonly beforeSignUps: BeforeSignUp;
  readonly beforeTokens: BeforeTokenPort;
  /** What is encrypted at rest, to be encrypted anew under the first entry of SECRET. */
  readonly resealers: Resealer;
}

/** Kinds that go by a name, which one room alone may give. */
export interface Tables {
  /** By the root field whose arguments they judge. */
  readonly inputRules: InputRules;
  /** By the root field: it is refused where SIGN_IN_METHODS names none of the ways in that it is for. */
  readonly fieldMethods: FieldMethods;
  /** By the kind of mail that they write. */
  readonly mailJobs: MailJobs;
  /** By the member of the export. */
  readonly collectors: Collectors;
  /** By the argument that they judge. */
  readonly stepUpChecks: Partial<StepUpChecks>;
  /** By the member of the discovery document. */
  readonly metadata: Metadata;
  /** By the field of `authConfig`. */
  readonly authConfig: Partial<AuthConfigType>;
}

/** One kind of secret at rest. Repeating it does no harm: what is under the first entry already is left alone. */
export interface Resealer {
  /** For programs, such as `signingKeys`. */
  readonly name: string;
  /** For people, in the plural. */
  readonly said: string;
  /** @returns how many were encrypted anew. */
  readonly reseal: () => Promise<number>;
}

export type Contributions = { readonly [Kind in keyof Lists]?: readonly Lists[Kind][] } & Partial<Tables> & {
    /** Once the indexes stand and changes of other replicas are told, room after room; before anything is served. */
    readonly start?: () => Promise<void>;
    /** Once requests are answered: makes what the first of them would wait for, in steps between theirs. */
    readonly warm?: () => Promise<void>;
    /** Newest room first; what is under way is over, or given up. */
    readonly stop?: () => Promise<void> | void;
  };

/** What a room's `create<Room>Room` gives back: use cases for other rooms, by name, and what it adds to the whole. */
export interface Room {
  readonly contributes: Contributions;
}
