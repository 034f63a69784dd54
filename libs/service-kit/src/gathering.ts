import type { Collection, Doc, Filter, FindOptions, Place } from '@patto/read-models';
import { placeOf } from '@patto/read-models';

/** Documents are looked at so many at a time. */
const BATCH = 200;
/** After so many that gave nothing to tell, a page ends short, with a next one: no question reads a whole district at once. */
const MOST_LOOKED_AT = 10_000;

/** Where to go on: after a document, less so many items that were told already of the one that follows. */
interface Next {
  readonly after: Place | undefined;
  readonly told: number;
}

export interface Gathered<Item> {
  readonly items: readonly Item[];
  readonly next: Place | undefined;
}

const written = ({ after, told }: Next): Place => ({ id: after?.id ?? '', values: [told, ...(after ? [after.values] : [])] });
const readFrom = (place: Place | undefined): Next => {
  const [told = 0, values] = (place?.values ?? []) as readonly [number?, (readonly unknown[])?];
  return { told, after: place && values ? { id: place.id, values } : undefined };
};

/**
 * A page of what documents tell, each of them nothing, one thing, or several: it is full as long as there is more to tell.
 * @param each what each of these documents tells, in their order
 */
export const gathered = async <Item>(
  collection: Collection,
  filter: Filter,
  { sort }: Pick<FindOptions, 'sort'>,
  most: number,
  from: Place | undefined,
  each: (docs: readonly Doc[]) => Promise<readonly (readonly Item[])[]>,
): Promise<Gathered<Item>> => {
  const items: Item[] = [];
  let { after, told } = readFrom(from);
  for (let looked = 0; looked < MOST_LOOKED_AT; looked += BATCH) {
    const docs = await collection.find(filter, { limit: BATCH, ...(sort && { sort }), ...(after && { after }) });
    for (const [index, ofOne] of (await each(docs)).entries()) {
      const fresh = ofOne.slice(told);
      const room = most - items.length;
      items.push(...fresh.slice(0, room));
      if (fresh.length > room) return { items, next: written({ after, told: told + room }) };
      [after, told] = [placeOf(docs[index] as Doc, sort), 0];
    }
    if (docs.length < BATCH) return { items, next: undefined };
  }
  return { items, next: written({ after, told }) };
};
