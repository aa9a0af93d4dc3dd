import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';

/** E.164 has 15 digits; blanks, brackets and dashes between them are welcome, but a bounded number of them. */
const MAX_LENGTH = 40;

/** Reads a phone number. @returns E.164, or undefined for what is no number. */
export type PhoneNumberParser = (input: string) => string | undefined;

/**
 * @param defaultCountry of numbers written without a country (ISO 3166-1 alpha-2); absent: only international ones.
 * @throws TypeError where no such country is known.
 */
export function createPhoneNumberParser(defaultCountry: string | undefined): PhoneNumberParser {
  if (defaultCountry !== undefined && !isSupportedCountry(defaultCountry)) {
    throw new TypeError(`No phone numbers are known of ${defaultCountry}.`);
  }
  return (input) => {
    // Length first: patterns over unbounded text are how one request stops a server (ASVS 1.3.12).
    if (input.length > MAX_LENGTH) return undefined;
    const parsed = parsePhoneNumberFromString(input, {
      extract: false,
      ...(defaultCountry && { defaultCountry }),
    });
    return parsed?.isValid() === true && parsed.ext === undefined ? parsed.number : undefined;
  };
}
