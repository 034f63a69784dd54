import { CHANNELS } from '@patto/contracts';
import type { Schema } from './declared-schemas.ts';

/** A described text. */
export const text = (description: string, more: object = {}) => ({ description, schema: { type: 'string', maxLength: 200, ...more } });
/** A described whole number. */
export const integer = (description: string, format = 'int64') => ({ description, schema: { type: 'integer', format, minimum: 0 } });
/** A header parameter that may be left out. */
export const header = (name: string, description: string, more: object = {}) => ({ name, in: 'header', required: false, ...text(description, more) });

/** What every answer of the API tells of the limits. */
export const LIMITS = {
  'RateLimit-Limit': integer('Requests that are answered in a minute.', 'int32'),
  'RateLimit-Remaining': integer('How many of them are left.', 'int32'),
  'RateLimit-Reset': integer('In so many seconds all of them can be made again.', 'int32'),
};

/** Headers that requests may carry. */
export const HEADERS = {
  'Acting-For': header('Patto-Acting-For', 'The organisation or person on whose behalf this is; needed by who works for several.'),
  'Idempotency-Key': header('Idempotency-Key', 'The same key with the same body is answered as the first time; a key is good for one act.', {
    minLength: 1,
    maxLength: 255,
    pattern: '^[!-~]+$',
  }),
  Channel: header('Patto-Channel', 'The act is the person’s whom Patto-Acting-For names: they dictated it, or signed it on paper. It waits for their word.', {
    enum: CHANNELS,
  }),
  'If-Match': header('If-Match', 'The ETag of what was read.'),
  'Min-Position': {
    name: 'Patto-Min-Position',
    in: 'header',
    required: false,
    ...integer('Answer from read models that have come this far; wait up to 2 s for it.'),
  },
};

/** Which page of a list. */
export const PAGING = [
  {
    name: 'limit',
    in: 'query',
    required: false,
    schema: { type: 'integer', format: 'int32', minimum: 1, maximum: 200, default: 50 },
    description: 'So many items at most.',
  },
  { name: 'cursor', in: 'query', required: false, ...text('The nextCursor of the page before.', { maxLength: 2_000 }) },
];

/** A single thing at another time. */
export const AS_OF = { name: 'asOf', in: 'query', required: false, ...text('As it was recorded by this instant (RFC 3339) or position.') };

/** The answer to every command. */
export const RECORDED: Schema = {
  type: 'object',
  required: ['id', 'revision', 'position', 'events'],
  properties: {
    id: { type: 'string', maxLength: 80, description: 'What the act is about, or what it made.' },
    revision: { type: 'integer', format: 'int64', minimum: 0 },
    position: { type: 'integer', format: 'int64', minimum: -1 },
    events: {
      type: 'array',
      maxItems: 200,
      items: { type: 'string', maxLength: 80 },
      description: 'Ids of what was recorded; empty where there was nothing new.',
    },
    act: { type: 'string', maxLength: 80, description: 'Nothing was done yet: this act waits to be confirmed.' },
    awaits: { type: 'array', maxItems: 10, items: { type: 'string', maxLength: 80 }, description: 'By whom.' },
    secret: { type: 'string', maxLength: 40, description: 'A code or link that was issued. It is stored nowhere and shown this once; hand it over on paper.' },
  },
  additionalProperties: false,
};

/** RFC 9457. */
export const PROBLEM: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string', maxLength: 200, description: 'The page of the problem, under /problems/.' },
    title: { type: 'string', maxLength: 200 },
    status: { type: 'integer', format: 'int32', minimum: 400, maximum: 599 },
    detail: { type: 'string', maxLength: 2_000 },
    instance: { type: 'string', maxLength: 200 },
    traceId: { type: 'string', maxLength: 80 },
    history: { type: 'string', maxLength: 200, description: 'Where the history since is read.' },
    currentRevision: { type: 'integer', format: 'int64', minimum: 0 },
    errors: {
      type: 'array',
      maxItems: 1_000,
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: { pointer: { type: 'string', maxLength: 500 }, detail: { type: 'string', maxLength: 2_000 } },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};
