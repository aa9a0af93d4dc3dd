import {
  AsYouType,
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js';

import { withoutMarks } from '../foundation/characters.js';

/** E.164 has 15 digits; blanks, brackets and dashes between them are welcome, but a bounded number of them. */
const MAX_LENGTH = 40;
/** What a number is written with; letters are none of it. */
const written = /^[+\uff0b]?[\p{Nd}\p{Zs}\p{Pd}()./]*\p{Nd}[\p{Nd}\p{Zs}\p{Pd}()./]*$/u;

/** The one reading of what people write as a phone number. */
export interface PhoneNumbers {
  /** @returns E.164, or undefined for what is no number. */
  readonly parse: (input: string) => string | undefined;
  /** What E.164 begins with if the number begins so; undefined for what no number begins with. */
  readonly readBeginning: (input: string) => string | undefined;
}

/** For those who take whole numbers only; what a search is given may be the beginning of one. */
export type PhoneNumberParser = PhoneNumbers['parse'];

/**
 * @param defaultCountry of numbers written without a country (ISO 3166-1 alpha-2); absent: only international ones.
 * @throws TypeError where no such country is known.
 */
export function createPhoneNumbers(defaultCountry: string | undefined): PhoneNumbers {
  if (defaultCountry !== undefined && !isSupportedCountry(defaultCountry)) {
    throw new TypeError(`No phone numbers are known of ${defaultCountry}.`);
  }
  const parseWhole = (text: string) => {
    const parsed = parsePhoneNumberFromString(text, {
      extract: false,
      ...(defaultCountry && { defaultCountry }),
    });
    return parsed?.isValid() === true && parsed.ext === undefined ? parsed.number : undefined;
  };
  const parse = (input: string) => {
    const text = clean(input);
    return text === undefined ? undefined : (parseWhole(text) ?? parseWhole(withPlus(text)));
  };
  return {
    parse,
    readBeginning(input) {
      const text = clean(input);
      if (text === undefined || !written.test(text)) return undefined;
      const whole = parse(text);
      if (whole !== undefined) return whole;
      const typed = new AsYouType(defaultCountry);
      typed.input(withPlus(isWithoutPlus(text, defaultCountry) ? `+${text}` : text));
      const [begun, national] = [typed.getNumberValue(), typed.getNationalNumber()];
      // The country alone is a beginning only where it was written.
      return national === '' && !typed.isInternational() ? undefined : begun;
    },
  };
}

/** Marks come along from a paste. Length first: patterns over unbounded text are how one request stops a server (ASVS 1.3.12). */
function clean(input: string): string | undefined {
  if (input.length > 4 * MAX_LENGTH) return undefined;
  const text = withoutMarks(input);
  // Parameters of a tel URI (RFC 3966) are no part of a number; libphonenumber-js reads phone-context only every other time.
  return text.length > MAX_LENGTH || text.includes(';') ? undefined : text;
}

/** Digits alone that begin as E.164 does. */
function isWithoutPlus(text: string, defaultCountry: CountryCode | undefined): boolean {
  const country = defaultCountry === undefined ? '' : getCountryCallingCode(defaultCountry);
  return /^[1-9]/.test(text) && text.startsWith(country);
}

/** 00 is dialled for the plus in most countries; where something else is, no number begins with it. */
function withPlus(text: string): string {
  return text.replace(/^00/, '+');
}
