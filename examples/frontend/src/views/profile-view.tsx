import type { User } from '@portcullis/client';
import { useClient, useOperation, useUser } from '@portcullis/client/react';
import { useState } from 'react';

import { DeleteAccount } from '../delete-account.js';
import { Field, Form, type FormValues } from '../form.js';
import { Page, Section } from '../page.js';
import { useAction } from '../use-action.js';

export function ProfileView() {
  const user = useUser();
  if (user === undefined) return null;
  return (
    <Page title="Profile" lead="Who you are to others here, and where your mail goes.">
      <Section title="About you">
        <Names user={user} />
      </Section>
      <Section title="E-mail address">
        <Address user={user} />
      </Section>
      <Section title="Leave">
        <DeleteAccount email={user.email} />
      </Section>
    </Page>
  );
}

function Names({ user }: { readonly user: User }) {
  const { run, ...state } = useOperation('updateProfile');
  const [isSaved, setSaved] = useState(false);
  // Null clears what a blank field leaves out.
  const save = async (values: FormValues) =>
    setSaved((await run({ username: null, phoneNumber: null, ...values })) !== undefined);
  return (
    <Form submit="Save" {...state} onSubmit={save} aside={<p role="status">{isSaved && 'Saved.'}</p>}>
      <div className="pair">
        <Field
          name="firstName"
          label="First name"
          autoComplete="given-name"
          defaultValue={user.firstName ?? ''}
        />
        <Field
          name="lastName"
          label="Last name"
          autoComplete="family-name"
          defaultValue={user.lastName ?? ''}
        />
      </div>
      <Field name="username" label="Username" autoComplete="username" defaultValue={user.username ?? ''} />
      <Field
        {...{ name: 'phoneNumber', label: 'Phone number', type: 'tel', autoComplete: 'tel' }}
        defaultValue={user.phoneNumber ?? ''}
        hint="With its country, such as +49 30 901820."
      />
      <div className="field">
        <label htmlFor="locale">Language of mails</label>
        <select id="locale" name="locale" defaultValue={user.locale ?? 'en'}>
          <option value="en">English</option>
          <option value="de">Deutsch</option>
          <option value="fr">Français</option>
          <option value="es">Español</option>
          <option value="zh">中文</option>
        </select>
      </div>
    </Form>
  );
}

function Address({ user }: { readonly user: User }) {
  const client = useClient();
  const [sentence, setSentence] = useState<string>();
  const { run, ...state } = useAction((email: string) => client.changeEmail({ email }));
  const change = async ({ email = '' }: FormValues) => setSentence((await run(email))?.message);
  return (
    <>
      <p>
        {user.email}{' '}
        <span className="seal" data-good={Boolean(user.emailVerifiedAt)}>
          {user.emailVerifiedAt ? 'confirmed' : 'not confirmed'}
        </span>
      </p>
      <Form submit="Change address" {...state} onSubmit={change} aside={<p role="status">{sentence}</p>}>
        <Field name="email" label="New address" type="email" autoComplete="email" />
      </Form>
    </>
  );
}
