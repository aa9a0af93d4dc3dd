/** A GraphQL service of the application's own, behind the guard: `client.fetch` sends it the access token, and nobody else. */
import type { Client } from '@portcullis/client';

export interface Note {
  readonly id: string;
  readonly text: string;
  readonly at: string;
  readonly author: string;
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string }[];
}

async function ask<Data>(
  client: Client,
  query: string,
  variables: object = {},
  signal: AbortSignal | null = null,
): Promise<Data> {
  const response = await client.fetch(import.meta.env.VITE_NOTES_URL, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
    signal,
  });
  const { data, errors } = (await response.json()) as Answer<Data>;
  if (!data || errors) throw new Error(errors?.[0]?.message ?? `The service answers ${response.status}.`);
  return data;
}

const parts = '{ id text at author }';

export function readNotes(client: Client, signal: AbortSignal): Promise<{ notes: readonly Note[] }> {
  return ask(client, `{ notes ${parts} }`, {}, signal);
}

/** For admins: the service refuses everybody else. */
export function readEveryNote(client: Client, signal: AbortSignal): Promise<{ everyNote: readonly Note[] }> {
  return ask(client, `{ everyNote ${parts} }`, {}, signal);
}

export async function addNote(client: Client, text: string): Promise<void> {
  await ask(client, 'mutation($text: String!) { addNote(text: $text) { id } }', { text });
}

export async function removeNote(client: Client, id: string): Promise<void> {
  await ask(client, 'mutation($id: ID!) { removeNote(id: $id) }', { id });
}
