/** The distinct words of some texts as a search compares them: lower case, without accents. */
export const wordsOf = (...texts: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(
    texts
      .join(' ')
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  ),
];

/** A name or keyword as a search compares it whole: lower case, without accents, single spaces. */
export const phraseOf = (text: string): string => wordsOf(text).join(' ');
