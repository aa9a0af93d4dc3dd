/**
 * The composition root: every room in its order, and by name what it is given. Nothing is looked up anywhere else, and nothing is
 * decided here but which capabilities the settings leave out; those are loaded only where they are composed.
 */
import { createAbuseRoom } from './abuse/abuse.room.js';
import { createAccountRoom } from './account/account.room.js';
import type { AdministrationRoom } from './administration/administration.room.js';
import { createAuditAtRestRoom } from './audit/audit-at-rest.room.js';
import { switchedOn } from './config/features.js';
import { createCredentialsRoom } from './credentials/credentials.room.js';
import { createDemoRoom } from './demo/demo.room.js';
import { createEmailSignInRoom } from './email-sign-in/email-sign-in.room.js';
import { createGraphQLRoom } from './graphql/graphql.room.js';
import type { House } from './house/house.js';
import { joinPaths } from './http/join-paths.js';
import { createKeysRoom } from './keys/keys.room.js';
import { createLinkPagesRoom } from './link-pages/link-pages.room.js';
import { createMailRoom } from './mail/mail.room.js';
import { createMailLinksRoom } from './mail-links/mail-links.room.js';
import { createEventLogRoom } from './observe/event-log.room.js';
import { createPagesRoom } from './pages/pages.room.js';
import { createPasswordsRoom } from './passwords/passwords.room.js';
import { createSecondFactorAtRestRoom } from './second-factor/second-factor-at-rest.room.js';
import { createServerRoom } from './server/server.room.js';
import { createSessionsRoom } from './sessions/sessions.room.js';
import { createSignInRoom } from './sign-in/sign-in.room.js';
import { createUsersRoom } from './users/users.room.js';
import { createWebhooksAtRestRoom } from './webhooks/webhooks-at-rest.room.js';
import type { WebhooksRoom } from './webhooks/webhooks.room.js';

/** What is called from outside: by HTTP, by the command line, by whoever starts the gateway. */
export type Rooms = Awaited<ReturnType<typeof composeRooms>>;

/** Builds them and asks nothing of the database; `house.start` does that. */
export async function composeRooms(house: House) {
  const accounts = await composeAccounts(house);
  const { administration, demo, secondFactorAtRest, webhooks } = await composeFeatures(house, accounts);
  const { keys, mail, pages, sessions, account, users, passwords } = accounts;
  return {
    ...{ keys, mail, pages, sessions, account, administration, demo },
    ...{ users, passwords, secondFactorAtRest, webhooks },
  };
}

/** What only the command line does. */
export async function composeCommands(
  house: House,
  { users, passwords, sessions, secondFactorAtRest }: Rooms,
) {
  const { createTransferRoom } = await import('./transfer/transfer.room.js');
  return house.add(
    createTransferRoom({
      ground: house.ground,
      users,
      passwords,
      sessions,
      secondFactor: secondFactorAtRest,
    }),
  );
}

/** What serves them over HTTP, for those who do. */
export async function composeService(house: House, { users, mail, pages, sessions }: Rooms) {
  const { ground } = house;
  const on = switchedOn(ground.config);
  const resolvers = () => house.list('resolvers');
  const inputRules = () => house.table('inputRules');
  const fieldMethods = () => house.table('fieldMethods');
  const graphql = house.add(createGraphQLRoom({ ground, users, resolvers, inputRules, fieldMethods }));
  const routes = () => house.list('routes');
  const staticRoutes = () => house.list('staticRoutes');
  const hotRoutes = () => house.list('hotRoutes');
  const answerListeners = () => house.list('answerListeners');
  const server = house.add(
    createServerRoom({ ground, graphql, sessions, pages, routes, staticRoutes, hotRoutes, answerListeners }),
  );
  if (on.developerPages) {
    const { createDeveloperPagesRoom } = await import('./developer-pages/developer-pages.room.js');
    const restPaths = () => joinPaths([server, ...staticRoutes(), ...hotRoutes(), ...routes()]);
    house.add(createDeveloperPagesRoom({ ground, graphql, mail, pages, restPaths }));
  }
  if (on.metrics) {
    // The last, so that every room's measures are there.
    const { createMetricsRoom } = await import('./observe/metrics.room.js');
    const { operations } = graphql;
    house.add(createMetricsRoom({ ground, measures: house.list('measures'), operations }));
  }
  return server;
}

type Accounts = Awaited<ReturnType<typeof composeAccounts>>;

/** Those without which there is no gateway, with what listens to them and what holds machines back from them. */
async function composeAccounts(house: House) {
  const { ground } = house;
  const on = switchedOn(ground.config);
  house.add(createEventLogRoom({ ground }));
  const users = house.add(createUsersRoom({ ground }));
  // First among those that can hold something of a person, since it is the last to forget.
  house.add(createAuditAtRestRoom({ ground }));
  if (on.audit) house.add((await import('./audit/audit.room.js')).createAuditRoom({ ground, users }));
  const keys = house.add(createKeysRoom({ ground }));
  // Before whatever asks for it.
  if (on.captcha) house.add((await import('./captcha/captcha.room.js')).createCaptchaRoom({ ground }));
  if (on.hooks) house.add((await import('./hooks/hooks.room.js')).createHooksRoom({ ground }));
  const [beforeSignUp] = house.list('beforeSignUps');
  const [beforeToken] = house.list('beforeTokens');
  const abuse = house.add(createAbuseRoom({ ground, captcha: house.list('captchas')[0] }));
  const pages = house.add(createPagesRoom({ ground, captcha: abuse.formCaptcha }));
  const mail = house.add(createMailRoom({ ground, pages, mailJobs: () => house.table('mailJobs') }));
  const passwords = house.add(createPasswordsRoom({ ground }));
  const metadata = () => house.table('metadata');
  const sessions = house.add(createSessionsRoom({ ground, users, keys, abuse, mail, metadata, beforeToken }));
  const stepUpChecks = () => house.table('stepUpChecks');
  const credentials = house.add(
    createCredentialsRoom({ ground, users, sessions, passwords, mail, abuse, stepUpChecks }),
  );
  const mailLinks = house.add(
    createMailLinksRoom({ ground, users, sessions, credentials, passwords, mail, pages, abuse }),
  );
  const secondFactors = () => house.list('secondFactors');
  const authConfig = () => house.table('authConfig');
  const signIn = house.add(
    createSignInRoom({
      ground,
      users,
      sessions,
      passwords,
      mail,
      mailLinks,
      abuse,
      secondFactors,
      authConfig,
      beforeSignUp,
    }),
  );
  const erasers = () => house.list('erasers');
  const collectors = () => house.table('collectors');
  const account = house.add(
    createAccountRoom({ ground, users, sessions, credentials, mail, erasers, collectors }),
  );
  return { users, keys, abuse, pages, mail, passwords, sessions, credentials, mailLinks, signIn, account };
}

/** Those that can be left out. */
async function composeFeatures(house: House, accounts: Accounts) {
  const { ground } = house;
  const { users, keys, sessions, credentials, signIn, mail, mailLinks, pages, passwords, abuse } = accounts;
  const on = switchedOn(ground.config);
  house.add(createEmailSignInRoom({ ground, users, sessions, credentials, signIn, mail, pages, abuse }));
  const secondFactorAtRest = house.add(createSecondFactorAtRestRoom({ ground, users, credentials }));
  if (on.secondFactor) {
    const { createSecondFactorRoom } = await import('./second-factor/second-factor.room.js');
    house.add(await createSecondFactorRoom({ ground, users, sessions, credentials, signIn, mail, abuse }));
  }
  if (on.passkeys) {
    const { createPasskeysRoom } = await import('./passkeys/passkeys.room.js');
    house.add(createPasskeysRoom({ ground, users, sessions, credentials, signIn, mail, abuse }));
  }
  if (on.federation) {
    const { createFederationRoom } = await import('./federation/federation.room.js');
    house.add(createFederationRoom({ ground, users, sessions, credentials, signIn, mail, abuse, pages }));
  }
  let administration: AdministrationRoom | undefined;
  if (on.administration) {
    const { createAdministrationRoom } = await import('./administration/administration.room.js');
    const needs = { ground, users, sessions, credentials, passwords, mail, mailLinks, abuse };
    administration = house.add(await createAdministrationRoom(needs));
  }
  if (on.subgraph) {
    const { createSubgraphRoom } = await import('./subgraph/subgraph.room.js');
    house.add(createSubgraphRoom({ ground, users }));
  }
  if (on.resourceServers) {
    const { createResourceServersRoom } = await import('./resource-servers/resource-servers.room.js');
    house.add(createResourceServersRoom({ ground, users, keys, sessions }));
  }
  if (on.upstreams) {
    const { createUpstreamRoom } = await import('./upstream/upstream.room.js');
    house.add(createUpstreamRoom({ ground, users, keys, sessions }));
  }
  const atRest = house.add(createWebhooksAtRestRoom({ ground }));
  let webhooks: WebhooksRoom | undefined;
  if (on.webhooks) {
    const { createWebhooksRoom } = await import('./webhooks/webhooks.room.js');
    webhooks = house.add(createWebhooksRoom({ ground, credentials, atRest }));
  }
  house.add(createLinkPagesRoom({ ground, pages, mailLinks }));
  const demo = house.add(createDemoRoom({ ground, users, passwords, administration }));
  return { administration, demo, secondFactorAtRest, webhooks };
}
