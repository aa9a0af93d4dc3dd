import { BROWSER_MAP, OS_MAP, parse } from 'bowser';

/** What a request keeps of it; patterns never see more. */
const MAX_CHARACTERS = 512;

/** "Firefox on Linux": what a user agent says of itself. @returns undefined where it names nothing known. */
export function deviceName(userAgent: string | undefined): string | undefined {
  if (userAgent === undefined || userAgent === '') return undefined;
  const { browser, os } = parse(userAgent.slice(0, MAX_CHARACTERS));
  // Of a stranger bowser repeats the text; only names from its own tables are words of ours (ASVS 1.1.1).
  const known = [
    Object.values(BROWSER_MAP).find((name) => name === browser.name),
    Object.values(OS_MAP).find((name) => name === os.name),
  ].filter((name) => name !== undefined);
  return known.length === 0 ? undefined : known.join(' on ');
}
