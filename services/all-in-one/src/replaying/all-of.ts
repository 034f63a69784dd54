import { type Collection, type Doc, placeOf } from '@patto/read-models';

/** So many documents are in memory at a time. */
const PAGE = 1_000;

/** All documents of a collection by id, in pages. */
export async function* allOf(collection: Collection): AsyncGenerator<readonly Doc[]> {
  const sort = ['id'];
  for (let page = await collection.find({}, { sort, limit: PAGE }); page.length > 0; ) {
    yield page;
    page = await collection.find({}, { sort, limit: PAGE, after: placeOf(page.at(-1) as Doc, sort) });
  }
}
