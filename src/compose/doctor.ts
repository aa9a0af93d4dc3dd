/** What the doctor looks at, on the configured deployment. It changes nothing. */
import 'reflect-metadata';

import type { Connection } from 'mongoose';

import type { Config } from '../config/config.js';
import { keepSecret } from '../config/kept-secret.js';
import { configWarnings } from '../config/warnings.js';
import { hasEmbeddedData } from '../database/embedded/data-dir.js';
import { checkClock, checkDatabase, checkIndexes } from '../doctor/check-database.js';
import { checkGateway } from '../doctor/check-gateway.js';
import { checkKeys } from '../doctor/check-keys.js';
import { checkMail } from '../doctor/check-mail.js';
import { checkProviders } from '../doctor/check-providers.js';
import { checkSecrets } from '../doctor/check-secrets.js';
import { checkSettings } from '../doctor/check-settings.js';
import { type Check, createCheck, type Finding } from '../doctor/finding.js';
import { createSecretBox } from '../foundation/secret-box.js';
import { createSecrets } from '../foundation/secrets.js';
import { createListKeys } from '../keys/list-keys.js';
import { createSmtpMailer } from '../mail/smtp.js';
import { configuredProviders } from './federation.js';
import { createModels } from './models.js';
import type { Parts } from './parts.js';
import { openSharedDatabase } from './toolbox.js';

/** How long the database may take to answer before that is the finding. */
const DATABASE_TIMEOUT_MS = 6_000;

/** Every finding, in the order in which a person would look. */
export async function examine(config: Config, parts: Parts): Promise<readonly Finding[]> {
  if (config.mongodbUri === undefined && !hasEmbeddedData(config.dataDir)) return [beforeFirstStart(config)];
  const publicUrl = config.publicUrl ?? `http://localhost:${config.port}`;
  const providers = configuredProviders(config);
  const beside = [
    checkSettings(configWarnings(config)),
    // In production the settings' warning has said already that there is no mail server.
    ...(config.smtpUrl === undefined && config.isProduction
      ? []
      : [checkMail({ verify: openMailServer(config) })]),
    checkGateway({ publicUrl, issuer: config.issuer ?? publicUrl, fetch }),
    ...(providers.length > 0 ? [checkProviders({ providers, fetch })] : []),
  ];
  const [settings, ...rest] = await Promise.all(beside.map((check) => check.run()));
  return [...(settings ?? []), ...(await examineDatabase(config, parts)), ...rest.flat()];
}

/** Opening the embedded database would make one. */
function beforeFirstStart({ dataDir }: Config): Finding {
  return {
    subject: 'Database',
    state: 'good',
    says: `Nothing has been started here yet: the first start makes a database in ${dataDir}.`,
  };
}

function openMailServer({ smtpUrl: url }: Config): (() => Promise<void>) | undefined {
  if (url === undefined) return undefined;
  const mailer = createSmtpMailer({
    url,
    from: { name: '', address: 'doctor@localhost' },
    replyTo: undefined,
  });
  return () => mailer.verify();
}

async function examineDatabase(config: Config, parts: Parts): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const look = async () => {
    const signal = AbortSignal.timeout(DATABASE_TIMEOUT_MS);
    const database = await openSharedDatabase(config, { ...parts, signal }).catch((error: unknown) => {
      throw signal.aborted ? new Error('it does not answer') : error;
    });
    try {
      for (const check of await databaseChecks(config, parts, database.connection))
        findings.push(...(await check.run()));
    } finally {
      await database.close();
    }
    return [];
  };
  const mend = 'See that MONGODB_URI is right and that the server can be reached from here.';
  return [...(await createCheck('Database', look, mend).run()), ...findings];
}

async function databaseChecks(
  config: Config,
  { clock, randomness }: Parts,
  connection: Connection,
): Promise<readonly Check[]> {
  const { signingKeys } = createModels(connection, config);
  const entries = config.secret ?? [await keepSecret(config.dataDir, randomness)];
  const box = createSecretBox(createSecrets(entries), 'signing-keys');
  return [
    checkDatabase(connection),
    checkIndexes(connection),
    checkClock(connection, clock),
    checkSecrets({ signingKeys, box, entries: entries.length }),
    checkKeys({
      listKeys: createListKeys(signingKeys),
      cron: config.keyRotationCron,
      leadMs: config.keyRotationLeadMs,
      algorithm: config.signingAlgorithm,
      clock,
    }),
  ];
}
