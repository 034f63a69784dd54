import type { Doc } from '../documents.ts';

/**
 * What is JSON and not every server that speaks MongoDB's protocol takes: members that begin with `$` or hold a dot, as in a policy's conditions, and texts
 * with a NUL or half a surrogate pair. They are written with an escape that keeps the order of texts; only half a pair, which has none, comes somewhere.
 * A text that holds the escape itself has it escaped.
 */
const ESCAPE = '\u0001';
const CODES: ReadonlyMap<string, string> = new Map([
  ['\0', '0'],
  [ESCAPE, '1'],
  ['$', 'd'],
  ['.', 'p'],
]);
const CHARACTERS: ReadonlyMap<string, string> = new Map([...CODES].map(([character, code]) => [code, character]));

/** In JSON text: a character that is escaped in texts, or a member that is escaped. It may see one where there is none, in a text that looks like a member. */
const MAY_NEED_ESCAPE = /\\u(?:000[01]|d[89a-f])|"\$(?:[^"\\]|\\.)*":|"(?:[^".\\]|\\.)*\.(?:[^"\\]|\\.)*":/;
const LONE = String.raw`[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]`;
const IN_TEXT = new RegExp(`[\0${ESCAPE}]|${LONE}`, 'g');
const IN_MEMBER = new RegExp(String.raw`^\$|\.|${IN_TEXT.source}`, 'g');
const ESCAPED = new RegExp(String.raw`${ESCAPE}(?:[01dp]|s[\da-f]{4})`, 'g');

const escapeOf = (found: string): string => `${ESCAPE}${CODES.get(found) ?? `s${found.charCodeAt(0).toString(16)}`}`;
const characterOf = (found: string): string => CHARACTERS.get(found.slice(1)) ?? String.fromCharCode(Number.parseInt(found.slice(2), 16));

/** A text as it is kept and asked for; anything else is as it is. */
export const escapedText = <Value>(value: Value | string): Value | string => (typeof value === 'string' ? value.replace(IN_TEXT, escapeOf) : value);

/** The same JSON with other members and texts. */
const rewritten = (value: unknown, member: (name: string) => string, text: (value: string) => string): unknown => {
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => rewritten(item, member, text));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [member(name), rewritten(inner, member, text)]));
};

/** A document as it is kept, and whether it was escaped. It is JSON and nothing else, as on every engine. */
export const escaped = (doc: Doc): { readonly doc: Doc; readonly isEscaped: boolean } => {
  const text = JSON.stringify(doc);
  const plain = JSON.parse(text) as Doc;
  if (!MAY_NEED_ESCAPE.test(text)) return { doc: plain, isEscaped: false };
  return { doc: rewritten(plain, (name) => name.replace(IN_MEMBER, escapeOf), escapedText) as Doc, isEscaped: true };
};

/** The document that was escaped. */
export const unescaped = (doc: Doc): Doc => {
  const back = (text: string) => text.replace(ESCAPED, characterOf);
  return rewritten(doc, back, back) as Doc;
};
