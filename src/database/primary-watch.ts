import type { Connection, mongo } from 'mongoose';

/** Whether the server that the driver takes for the primary is still the same, and by the same election. */
export interface PrimaryWatch {
  /** Aborted once there is another one, or none. */
  term(): AbortSignal;
  stop(): void;
}

/** Of a connection that is open. Behind a mongos there is no primary to be seen, and the term never ends. */
export function watchPrimary(connection: Connection): PrimaryWatch {
  const client = connection.getClient();
  let current = new AbortController();
  const learn = ({ previousDescription, newDescription }: mongo.TopologyDescriptionChangedEvent) => {
    if (primaryOf(previousDescription) === primaryOf(newDescription)) return;
    current.abort();
    current = new AbortController();
  };
  client.on('topologyDescriptionChanged', learn);
  return {
    term: () => current.signal,
    stop: () => void client.off('topologyDescriptionChanged', learn),
  };
}

function primaryOf({ servers }: mongo.TopologyDescription): string | undefined {
  const primary = [...servers.values()].find(({ type }) => type === 'RSPrimary');
  return primary && `${primary.address} ${primary.electionId?.toHexString() ?? ''}`;
}
