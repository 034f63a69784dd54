import type { Answered } from '@patto/access';
import { type Schema, SCHEMA_REFERENCE } from './declared-schemas.ts';
import { historySchema } from './history.ts';
import { integer, LIMITS, text } from './openapi-parts.ts';
import type { Route } from './routes.ts';
import type { Schemas } from './schemas.ts';

/** The longest list that there is: 200 plans on a page, each with its 60 lines. */
const MOST_ITEMS = 12_000;
/** 12,000 items of a list, a kilobyte each. */
const LONGEST_CSV = 12_000_000;
/** A note, a proof or a page of the house. */
const LONGEST_TEXT = 100_000;

/** An evidence bundle: 500 entries of at most 64 KiB, and their tiles. */
const LARGEST_ARCHIVE = 40_000_000;

/** An answer in its media type. Bytes of the ledger, and documents of a format of their own as JSON Schema, have no schema here. */
export const contentOf = (contentType: string, json?: Schema): object => {
  const [mediaType = ''] = contentType.split(';');
  if (mediaType === 'application/zip') return { [mediaType]: { schema: { type: 'string', contentMediaType: mediaType, maxLength: LARGEST_ARCHIVE } } };
  if (mediaType.endsWith('json')) return { [mediaType]: json ? { schema: json } : {} };
  return { [mediaType]: mediaType.startsWith('text/') ? { schema: { type: 'string', maxLength: LONGEST_TEXT } } : {} };
};

/** The answer to a question when all is well. */
export const answerTo = (route: Route, answered: Answered, schemas: Schemas): object => {
  const history = route.handler === 'life' ? historySchema(route.bound[0] ?? '', schemas.all) : undefined;
  const schema = history ?? answeredSchema(answered);
  const isList = history !== undefined || answered.as !== 'answer';
  const isPage = !history && answered.as === 'page';
  const hasRevision = !history && answered.as === 'answer' && 'revision' in (schemas.of(answered.view)['properties'] as object);
  return {
    description: 'The answer.',
    headers: {
      ...LIMITS,
      ...(hasRevision && { ETag: text('The revision, as a strong validator.') }),
      ...(isPage && { Link: text('With CSV: the address of the next page, as `rel="next"`.', { maxLength: LONGEST_TEXT }) }),
    },
    content: { ...contentOf(route.contentType, schema), ...(isList && { 'text/csv': { schema: { type: 'string', maxLength: LONGEST_CSV } } }) },
  };
};

const answeredSchema = ({ as, view }: Answered): Schema => {
  const item = { $ref: SCHEMA_REFERENCE + view.name };
  if (as === 'answer') return item;
  const items = { type: 'array', maxItems: MOST_ITEMS, items: item };
  if (as === 'list') return { type: 'object', required: ['items'], properties: { items }, additionalProperties: false };
  const { schema: limit } = integer('', 'int32');
  const { schema: nextCursor } = text('', { maxLength: 2_000 });
  return {
    type: 'object',
    required: ['items', 'limit'],
    properties: { items, limit: { ...limit, description: 'So many items at most.' }, nextCursor: { ...nextCursor, description: 'Left out on the last page.' } },
    additionalProperties: false,
  };
};
