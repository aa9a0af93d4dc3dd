import { useOperation, useUser } from '@portcullis/client/react';
import { useState } from 'react';

import { Field, Form, type FormValues } from '../form.js';
import { LinkedProviders } from '../linked-providers.js';
import { Page, Section } from '../page.js';
import { PasskeyList } from '../passkey-list.js';
import { TwoFactor } from '../two-factor.js';
import { useMethods } from '../use-methods.js';

export function SecurityView() {
  const user = useUser();
  const methods = useMethods();
  if (user === undefined) return null;
  return (
    <Page title="Security" lead="The ways in, and how well each is locked.">
      <Section title="Authenticator app">
        <TwoFactor user={user} />
      </Section>
      {(user.passkeyAuthEnabled || methods?.includes('PASSKEY')) && (
        <Section title="Passkeys">
          <PasskeyList />
        </Section>
      )}
      {methods?.includes('PASSWORD') && (
        <Section title="Password">
          <Password />
        </Section>
      )}
      {methods?.includes('PROVIDERS') && (
        <Section title="Providers">
          <LinkedProviders />
        </Section>
      )}
    </Page>
  );
}

function Password() {
  const { run, ...state } = useOperation('changePassword');
  const [isChanged, setChanged] = useState(false);
  const change = async (values: FormValues, form: HTMLFormElement) => {
    const { currentPassword = '', password = '', passwordConfirm = '' } = values;
    const done = (await run({ currentPassword, password, passwordConfirm })) !== undefined;
    setChanged(done);
    if (done) form.reset();
  };
  return (
    <Form
      submit="Change password"
      {...state}
      onSubmit={change}
      aside={<p role="status">{isChanged && 'Changed; your other sessions have ended.'}</p>}
    >
      <Field name="currentPassword" label="Password" type="password" autoComplete="current-password" />
      <Field name="password" label="New password" type="password" autoComplete="new-password" />
      <Field
        name="passwordConfirm"
        label="New password, once more"
        type="password"
        autoComplete="new-password"
      />
    </Form>
  );
}
