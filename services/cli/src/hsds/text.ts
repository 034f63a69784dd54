/** A field's text without what is not text: control characters, spaces around it, and the word `null` that some exports write. */
export const clean = (value: unknown): string => {
  if (value === undefined || value === null || typeof value === 'object') return '';
  const text = String(value)
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .trim();
  return text === 'null' || text === 'NULL' ? '' : text;
};

/** The items of a field that lists several in one text, as `Cash, Check`. */
export const listOf = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(/[,;]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** A text cut to at most so many UTF-16 units, at a whole character, with a sign that it was cut. */
export const cutTo = (longest: number, text: string): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
