import { Matches } from 'class-validator';

/** Crockford's base 32: no letter that is read as a digit or as another letter. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** So many characters of five bits: 80 bits, which nobody guesses, and short enough to type from paper. */
const CHARACTERS = 16;
const BITS_EACH = 5;
/** Where the version and the variant stand in the hexadecimal digits of a uuid: what is there is not chance. */
const NOT_CHANCE = new Set([12, 16]);

/** A one-time secret as people write it: letters in either case, with or without hyphens. */
const WRITTEN = /^[0-9A-Za-z]{4}([- ]?[0-9A-Za-z]{4}){3}$/;

/** A field that holds a one-time secret, as it was handed over. */
export const IsSecret = (): PropertyDecorator => Matches(WRITTEN) as PropertyDecorator;

/** A one-time secret, in its plain form, from a uuid that only the deployment's secret gives. */
export const secretFrom = (uuid: string): string => {
  const digits = [...uuid.replaceAll('-', '')].filter((_, place) => !NOT_CHANCE.has(place)).join('');
  const bits = BigInt(`0x${digits}`);
  const characters = Array.from({ length: CHARACTERS }, (_, index) => ALPHABET[Number((bits >> BigInt(index * BITS_EACH)) & 31n)]);
  return characters.join('');
};

/** A secret as it is handed over: `K7QF-3M2X-9ZT0-AB4D`. */
export const writtenSecret = (secret: string): string => secret.replace(/(.{4})(?!$)/g, '$1-');

/** The plain form of a secret, however it was typed; nothing where it is not one. */
export const plainSecret = (written: string): string | undefined =>
  WRITTEN.test(written) ? written.replace(/[- ]/g, '').toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1') : undefined;
