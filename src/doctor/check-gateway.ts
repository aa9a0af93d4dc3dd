import { type Check, createCheck, good, warning, wrong } from '../foundation/check.js';
import { readJson } from '../foundation/read-json.js';
import { withinTime } from '../foundation/within-time.js';

export interface CheckGatewayOptions {
  readonly publicUrl: string;
  readonly issuer: string;
  readonly fetch: typeof fetch;
}

/** Whether a gateway answers where the settings say that others find it, and with the issuer that tokens name. */
export function checkGateway({ publicUrl, issuer, fetch }: CheckGatewayOptions): Check {
  const look = async () => {
    const url = `${publicUrl}/.well-known/openid-configuration`;
    const answer = await ask(url, fetch);
    if (answer === undefined)
      return [
        warning(`nothing answers at ${publicUrl}`, 'Start a gateway, or see that PUBLIC_URL leads to it.'),
      ];
    const { isOk, document } = answer;
    if (!isOk || typeof document?.issuer !== 'string')
      return [
        wrong(
          `what answers at ${publicUrl} is no gateway`,
          'See that PUBLIC_URL leads to it, proxies included.',
        ),
      ];
    if (document.issuer !== issuer)
      return [
        wrong(
          `the gateway at ${publicUrl} is the issuer ${document.issuer}, and not ${issuer}`,
          'Give the command line the settings of the gateway.',
        ),
      ];
    return [good(`answers at ${publicUrl}`)];
  };
  return createCheck('Gateway', look, 'See that PUBLIC_URL leads to a gateway.');
}

function ask(url: string, fetch: CheckGatewayOptions['fetch']) {
  return withinTime(async (signal) => {
    const response = await fetch(url, { signal }).catch(() => undefined);
    if (response === undefined) return undefined;
    const read = readJson(response, signal).catch(() => undefined);
    const document = (await read) as { issuer?: unknown } | undefined;
    return { isOk: response.ok, document };
  });
}
