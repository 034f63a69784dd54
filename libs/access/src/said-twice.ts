const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g;

/**
 * Whether an object in a JSON text names a member twice, at any depth. Readers differ in which of the two they take, so such a text says different things to
 * different readers (RFC 8725 and RFC 7519, section 4, let a reader refuse it).
 */
export const saysTwice = (json: string): boolean => {
  const open: Set<string>[] = [];
  const tokens = json.match(TOKENS) ?? [];
  return tokens.some((token, at) => {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token.startsWith('"') && tokens[at + 1] === ':') return isKnown(JSON.parse(token) as string, open.at(-1));
    return false;
  });
};

/** Whether the name was there before; it is from now on. */
const isKnown = (name: string, names = new Set<string>()): boolean => names.size === names.add(name).size;
