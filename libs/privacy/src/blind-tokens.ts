import type { Findable } from '@patto/contracts';
import { deriveKey, hmac } from './derive.ts';
import type { Part, Sought } from './keyring.ts';

/** A kind of token. Codes of one family differ by their *omocodia* and check letter only: they are searched together, and told apart as they are. */
export type TokenKind = Findable | 'tax-code-family';

/** What one is found by: it tells who has it only to who can make it again from the same content and the deployment's secret. */
export interface Token {
  readonly kind: TokenKind;
  readonly token: Buffer;
}

/** The letters that stand for the digits 0 to 9 where two people's tax codes would be the same (D.M. 23 December 1976, art. 6). */
const OMOCODIA = 'LMNPQRSTUV';
/** Where an Italian tax code has digits, from 0. */
const NUMERIC = [6, 7, 9, 10, 12, 13, 14];
const TAX_CODE = /^[A-Z]{6}[0-9L-NP-V]{2}[A-EHLMPRST][0-9L-NP-V]{2}[A-Z][0-9L-NP-V]{3}[A-Z]$/;

/** A tax code as it is compared: upper case, no spaces, digits put back where letters stand for them; the check letter stays as it is. */
export const normalTaxCode = (text: string): string => {
  const code = text.toUpperCase().replace(/[^A-Z0-9]/g, '');
  if (!TAX_CODE.test(code)) return code;
  const letters = [...code];
  for (const place of NUMERIC) {
    const digit = OMOCODIA.indexOf(letters[place] as string);
    if (digit >= 0) letters[place] = String(digit);
  }
  return letters.join('');
};

/** What codes of one family have in common: all but the check letter, which changes with each digit that a letter stands for. */
const familyOf = (code: string): string => (TAX_CODE.test(code) ? code.slice(0, -1) : code);

/** The words of a name, each once: lower case, without diacritics, split at whatever is no letter. */
export const nameWords = (text: string): readonly string[] => {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return [...new Set(plain.split(/[^\p{L}]+/u).filter((word) => word !== ''))];
};

const textOf = (value: unknown, find: Findable): string => {
  if (typeof value === 'string') return value;
  throw new TypeError(`One is found by a ${find} that is text.`);
};

/** A name as one text, also where it comes as given and family name. */
const nameOf = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return textOf(value, 'name');
  const { given, family } = value as { readonly given?: unknown; readonly family?: unknown };
  return `${textOf(given, 'name')} ${textOf(family, 'name')}`;
};

/** Makes blind tokens under keys derived from the deployment's secret, one key a kind. How often a token of a name occurs can be seen without the secret. */
export class BlindTokens {
  readonly #keys: Readonly<Record<TokenKind, Buffer>>;

  constructor(deploymentSecret: Uint8Array) {
    const keyFor = (kind: TokenKind) => deriveKey(deploymentSecret, `patto blind token ${kind} v1`);
    this.#keys = { 'tax-code': keyFor('tax-code'), 'tax-code-family': keyFor('tax-code-family'), login: keyFor('login'), name: keyFor('name') };
  }

  /** What a subject with this content is found by. @throws TypeError where it is not content of this kind */
  of(find: Findable, value: unknown): readonly Token[] {
    switch (find) {
      case 'tax-code': {
        const code = normalTaxCode(textOf(value, find));
        return code === '' ? [] : [this.#token('tax-code', code), ...this.taxCode(code)];
      }
      case 'login': {
        const { issuer, subject } = value as { readonly issuer: unknown; readonly subject: unknown };
        return [this.login(textOf(issuer, find), textOf(subject, find))];
      }
      case 'name':
        return this.name(nameOf(value));
    }
  }

  /** What the subjects of these parts are to be found by. */
  wantedBy(parts: readonly Part[]): readonly (Token & { readonly subject: string })[] {
    return parts.flatMap(({ subject, find, value }) => (find ? this.of(find, value).map((token) => ({ ...token, subject })) : []));
  }

  /** What is sought by all of this; nothing where no content could have it: a name without a letter is found in nobody, not in everybody. */
  sought({ taxCode, name }: Sought): readonly Token[] {
    const tokens = [taxCode === undefined ? undefined : this.taxCode(taxCode), name === undefined ? undefined : this.name(name)];
    return tokens.some((those) => those?.length === 0) ? [] : tokens.flatMap((those) => those ?? []);
  }

  /** What is sought by a tax code. */
  taxCode(text: string): readonly Token[] {
    const code = normalTaxCode(text);
    return code === '' ? [] : [this.#token('tax-code-family', familyOf(code))];
  }

  /** What is sought by a name: all of its words. */
  name(text: string): readonly Token[] {
    return nameWords(text).map((word) => this.#token('name', word));
  }

  login(issuer: string, subject: string): Token {
    return this.#token('login', JSON.stringify([issuer, subject]));
  }

  #token(kind: TokenKind, content: string): Token {
    return { kind, token: hmac(this.#keys[kind], content) };
  }
}
