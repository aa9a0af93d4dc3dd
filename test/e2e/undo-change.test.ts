import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { MeDocument, SignInDocument } from '../generated/operations.js';
import { personWith2fa, personWithTotp } from '../harness/authenticator.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, newestMail } from '../harness/mailbox.js';
import { createPageRequests } from '../harness/page-requests.js';
import { opened, type SignedUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

const { open, postForm, postJson } = createPageRequests(() => gateway);
const next = 'another good passphrase';
const both = (token: string) => ({ token, password: next, passwordConfirm: next });

describe('/not-me', () => {
  const notMe = async (person: SignedUp) =>
    mailedToken(gateway, person.email, /^An authenticator app was connected/);

  it('takes the change back by its form, and the password is chosen on the page that follows', async () => {
    const person = await personWith2fa(gateway);
    const token = await notMe(person);
    const page = await open(`/not-me?token=${token}`, { 'accept-language': 'es' });
    expect(await page.text()).toContain('action="/not-me"');
    // Opening it has changed nothing.
    await gateway.api.call(MeDocument, undefined, person);
    const done = await postForm('/not-me', { token });
    expect(done.headers.getSetCookie()).toEqual([]);
    const form = await done.text();
    const [, chosenBy = ''] = /name="token" value="([^"]+)"/.exec(form) ?? [];
    // What is typed there may be shown, as on the page of a reset link.
    const ofReset = await (await open(`/reset-password?token=${chosenBy}`)).text();
    const scriptIn = (html: string) => /<script>[^]*<\/script>/.exec(html)?.[0];
    expect(scriptIn(form)).toBe(scriptIn(ofReset) ?? 'a script');
    expect((await postForm('/reset-password', both(chosenBy))).status).toBe(200);
    opened(
      (await gateway.api.call(SignInDocument, { input: { email: person.email, password: next } })).signIn,
    );
    await newestMail(gateway, person.email, /^A change to your account was taken back/);
  });

  it('a second click hears that it is done, and how to go on; a second use as JSON is refused', async () => {
    const token = await notMe(await personWithTotp(gateway));
    const [first, second] = await Promise.all([1, 2].map(() => postForm('/not-me', { token })));
    expect([first?.status, second?.status]).toEqual([200, 200]);
    const page = await (await open(`/not-me?token=${token}`)).text();
    expect(page).toContain('The change is taken back');
    expect(page).not.toContain('action="/not-me"');
    expect(page).toContain('action="/reset-password/request"');
    expect((await postJson('/not-me', { token })).body.code).toBe('LINK_INVALID');
  });

  it('is JSON for programs, which get the token of a reset link', async () => {
    const person = await personWithTotp(gateway);
    const { status, body } = await postJson('/not-me', { token: await notMe(person) });
    expect(status).toBe(200);
    expect((await postJson('/reset-password', both(body.resetToken ?? ''))).status).toBe(200);
  });

  it('shows no button that cannot work where there is no such link', async () => {
    for (const query of ['', '?token=x', `?token=${'A'.repeat(44)}`]) {
      const page = await (await open(`/not-me${query}`)).text();
      expect(page).not.toContain('action="/not-me"');
      expect(page).toContain('action="/reset-password/request"');
    }
    const response = await postForm('/not-me', { token: 'A'.repeat(44) });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('action="/reset-password/request"');
  });
});
