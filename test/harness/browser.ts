/** A real Chromium, also where the machine has neither its libraries nor fonts; it knows no page of the gateway. */
import { execFile } from 'node:child_process';
import { access, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

import { type ChromiumPackage, unpackChromium } from './chromium-package.js';

export interface BrowserOptions {
  /** As of --host-resolver-rules: `MAP *.example.com 127.0.0.1`. */
  readonly hostResolverRules?: string;
  readonly ignoreCertificateErrors?: boolean;
}

/** The browser at CHROMIUM_PATH, or the one that npm brings. */
export async function launchBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const installed = process.env['CHROMIUM_PATH'];
  const found = installed === undefined ? await findPackaged() : { executablePath: installed, env: {} };
  const browser = await chromium.launch({
    executablePath: found.executablePath,
    args: argumentsFor(options),
    timeout: PATIENCE_MS,
    // For the child alone: what other tests start is to find the system as it is.
    env: { ...definedOnly(process.env), ...found.env },
  });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (contextOptions) => {
    const context = await newContext(contextOptions);
    context.setDefaultTimeout(PATIENCE_MS);
    return context;
  };
  return browser;
}

/** Half a minute, which is usual, may be too little where other tests have the machine. */
const PATIENCE_MS = 120_000;

function argumentsFor({ hostResolverRules, ignoreCertificateErrors = false }: BrowserOptions): string[] {
  return [
    // Root, as in most containers, has no sandbox.
    '--no-sandbox',
    // It reads pages of the test alone, and is to ask nobody else for anything.
    ...['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
    '--disable-quic',
    '--disable-gpu',
    '--font-render-hinting=none',
    ...(hostResolverRules === undefined ? [] : [`--host-resolver-rules=${hostResolverRules}`]),
    ...(ignoreCertificateErrors ? ['--ignore-certificate-errors'] : []),
  ];
}

async function findPackaged() {
  const packaged = await unpackChromium(tmpdir());
  const { executablePath } = packaged;
  return { executablePath, env: { ...(await libraryEnv(packaged)), ...(await fontEnv(packaged)) } };
}

/** The packaged libraries only where the system lacks them: a system's own get its security fixes. */
async function libraryEnv({ executablePath, libraryDir }: ChromiumPackage): Promise<Record<string, string>> {
  const { LD_LIBRARY_PATH: given } = process.env;
  const plain = await startFault(executablePath, {});
  if (plain === undefined) return {};
  const carried = { LD_LIBRARY_PATH: given ? `${libraryDir}:${given}` : libraryDir };
  const fault = await startFault(executablePath, carried);
  if (fault !== undefined)
    throw new Error(`Chromium does not start; CHROMIUM_PATH names another one. ${fault}`);
  return carried;
}

/** What the loader says, where it does not find everything. */
async function startFault(path: string, env: Readonly<Record<string, string>>): Promise<string | undefined> {
  try {
    await promisify(execFile)(path, ['--version'], { env: { ...process.env, ...env }, timeout: PATIENCE_MS });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function fontEnv({ fontsDir }: ChromiumPackage): Promise<Record<string, string>> {
  const isConfigured = await access('/etc/fonts/fonts.conf').then(
    () => true,
    () => false,
  );
  const fonts = await readdir('/usr/share/fonts', { recursive: true }).catch(() => []);
  const hasFonts = fonts.some((name) => /\.(ttf|ttc|otf|pfb)$/i.test(name));
  return isConfigured && hasFonts ? {} : { FONTCONFIG_PATH: fontsDir };
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** WCAG 2.2 A and AA with what came before it, and what axe holds to be good practice. */
const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

interface Judged extends Pick<axe.AxeResults, 'violations'> {
  /** Elements went away meanwhile, as where a mailbox brings in a mail: half of what was judged was never on the screen. */
  readonly hasChanged: boolean;
}

const judge = `(async () => {
  let hasChanged = false;
  const goes = ({ removedNodes }) => [...removedNodes].some((node) => node instanceof Element);
  const observer = new MutationObserver((changes) => { hasChanged ||= changes.some(goes); });
  observer.observe(document, { childList: true, subtree: true });
  const { violations } = await axe.run(document, { runOnly: ${JSON.stringify(axeTags)}, resultTypes: ['violations'] });
  hasChanged ||= observer.takeRecords().some(goes);
  observer.disconnect();
  return { violations, hasChanged };
})()`;

/**
 * @param page of a context with `bypassCSP`: the pages let no script in, axe neither. It needs JavaScript.
 * @returns a line for each violation and place; none where all is well.
 */
export async function checkAccessibility(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  let judged = await page.evaluate<Judged>(judge);
  while (judged.hasChanged) judged = await page.evaluate<Judged>(judge);
  return judged.violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => {
      const why = failureSummary.replace(/\s+/g, ' ');
      return `${id} (${impact ?? 'no impact'}): ${help}, at ${target.join(' ')}. ${why}`;
    }),
  );
}
