import { useClient, useUser } from '@portcullis/client/react';

import { Field, Form, type FormValues } from '../form.js';
import { Loaded } from '../loaded.js';
import { Moment } from '../moment.js';
import { addNote, type Note, readEveryNote, readNotes, removeNote } from '../notes-api.js';
import { Page, Section } from '../page.js';
import { useAction } from '../use-action.js';
import { useData } from '../use-data.js';

export function NotesView() {
  const client = useClient();
  const user = useUser();
  const notes = useData((signal) => readNotes(client, signal));
  const { run: add, ...adding } = useAction((text: string) => addNote(client, text));
  const { run: remove } = useAction((id: string) => removeNote(client, id));
  const send = async ({ text = '' }: FormValues, form: HTMLFormElement) => {
    if (text === '') return;
    await add(text);
    form.reset();
    notes.reload();
  };
  const forget = async (id: string) => {
    await remove(id);
    notes.reload();
  };
  return (
    <Page title="Notes" lead="They lie in a service of their own, which asks the gateway's keys who you are.">
      <Section title="Yours">
        <Form submit="Write down" {...adding} onSubmit={send}>
          <Field name="text" label="A new note" maxLength={280} autoComplete="off" />
        </Form>
        <Loaded of={notes}>
          {({ notes: own }) =>
            own.length === 0 ? (
              <p className="empty">Nothing is written down yet.</p>
            ) : (
              <NoteList notes={own} forget={forget} />
            )
          }
        </Loaded>
      </Section>
      {user?.roles.includes('ADMIN') && <EveryNote key={notes.value?.notes.length} />}
    </Page>
  );
}

function EveryNote() {
  const client = useClient();
  const every = useData((signal) => readEveryNote(client, signal));
  return (
    <Section title="Everybody’s">
      <p className="small">For the role ADMIN alone: the service reads it from the token.</p>
      <Loaded of={every}>
        {({ everyNote }) =>
          everyNote.length === 0 ? <p className="empty">Nobody has any.</p> : <NoteList notes={everyNote} />
        }
      </Loaded>
    </Section>
  );
}

interface NoteListProps {
  readonly notes: readonly Note[];
  readonly forget?: (id: string) => Promise<void>;
}

function NoteList({ notes, forget }: NoteListProps) {
  return (
    <ul className="rows">
      {notes.map(({ id, text, at, author }) => (
        <li key={id}>
          <div>
            <p>{text}</p>
            <p className="small">
              <Moment at={at} />
              {!forget && `, ${author}`}
            </p>
          </div>
          {forget && (
            <button
              type="button"
              className="quiet"
              onClick={() => void forget(id)}
              aria-label={`Remove “${text}”`}
            >
              Remove
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
