/**
 * An answer with some of the objects in it replaced. What holds none of them is not copied: answers are long, and little in them changes.
 * @param instead what stands in the place of an object; the object itself where it stays
 */
export const replacing = (value: unknown, instead: (found: object) => unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  const other = instead(value);
  if (other !== value) return other;
  let copy: unknown[] | Record<string, unknown> | undefined;
  for (const member of Object.keys(value)) {
    const inner = (value as Record<string, unknown>)[member];
    const now = replacing(inner, instead);
    if (now === inner) continue;
    copy ??= Array.isArray(value) ? [...value] : { ...value };
    (copy as Record<string, unknown>)[member] = now;
  }
  return copy ?? value;
};
