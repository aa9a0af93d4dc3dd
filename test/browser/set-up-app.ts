/** An authenticator app in the example frontend, whose digits a test reads by the gateway's clock. */
import { codeAt, enterNextStep } from '../harness/authenticator.js';
import type { Guest } from './frontend-guest.js';
import type { FrontendSite } from './frontend-site.js';

/** The digits that the app shows in a step that has just begun. */
export function nextCode(secret: string, site: Pick<FrontendSite, 'gateway'>): string {
  enterNextStep(site.gateway.clock);
  return codeAt(secret, site.gateway.clock.now());
}

/** From the first button to the app that every sign-in asks for. */
export async function setUpApp(
  guest: Guest,
  site: Pick<FrontendSite, 'gateway'>,
): Promise<{ secret: string; codes: readonly string[] }> {
  const { page } = guest;
  await guest.follow('Security');
  await guest.press('Set up an app');
  await page.locator('.secret').waitFor();
  await guest.checkView();
  const secret = (await page.locator('.secret').innerText()).replaceAll(' ', '');
  await guest.fill('Code of the app', nextCode(secret, site));
  await guest.press('Confirm');
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
  const codes = await page.locator('.codes li').allInnerTexts();
  await guest.checkView();
  await guest.press('Ask at every sign-in');
  await page.getByText('asked at every sign-in', { exact: true }).waitFor();
  return { secret, codes };
}
