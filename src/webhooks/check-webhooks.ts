import { type Check, createCheck, good, warning, wrong } from '../foundation/check.js';
import type { Deliveries } from './deliveries.js';
import type { Endpoints } from './endpoints.js';

/** Whether every endpoint can be told: nobody is told by it. */
export function checkWebhooks(endpoints: Endpoints, deliveries: Pick<Deliveries, 'count'>): Check {
  const look = async () => {
    await endpoints.refresh();
    const [all, on] = [endpoints.all(), endpoints.on()];
    const unsigned = all.filter(({ secrets }) => secrets.length === 0);
    const off = all.filter((endpoint) => !on.includes(endpoint));
    const { waiting, parked } = await deliveries.count();
    const told = `${all.length} ${all.length === 1 ? 'endpoint' : 'endpoints'}; ${waiting} wait, ${parked} were given up`;
    return [
      ...unsigned.map(({ id }) => wrong(`SECRET does not open what signs for ${id}`, mendUnsigned)),
      ...off.map(({ id }) => warning(`${id} answered 410 and is off`, `portcullis webhooks enable ${id}`)),
      ...(unsigned.length + off.length === 0 ? [good(told)] : []),
    ];
  };
  return createCheck('Webhooks', look, 'The endpoints cannot be read.', { asksDatabase: true });
}

const mendUnsigned =
  'It was another one when an admin made it: add that one to the end of the list, as in SECRET=new,old; or rotateWebhookSecret.';
