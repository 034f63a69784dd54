import { problems } from './problem.ts';

/** Refusals that every service may give. */
export const generalProblems = problems({
  'not-found': { status: 404, title: 'There is nothing here', remedy: 'Check the address; ids are never reused.' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method', remedy: 'See the methods of this address in /docs.' },
  'malformed-body': { status: 400, title: 'The body is not JSON', remedy: 'Send a JSON object as application/json.' },
  'unsupported-media-type': { status: 415, title: 'This media type is not understood', remedy: 'Send application/json.' },
  'invalid-body': {
    status: 422,
    title: 'The body does not fit its schema',
    remedy: 'Mend the members that the errors point at; the schema is in /openapi.json.',
  },
  'invalid-parameter': { status: 400, title: 'A parameter does not fit', remedy: 'Mend the parameter that the errors name; see /docs.' },
  'body-too-large': { status: 413, title: 'The body is too large', remedy: 'A command is at most 32 KiB; store larger documents apart and send their hash.' },
  'event-too-large': {
    status: 422,
    title: 'What would be recorded is too large',
    remedy: 'An event is at most 65,535 bytes with its sealed part; send less in one command.',
  },
  'too-many-requests': { status: 429, title: 'Too many requests', remedy: 'Wait as long as Retry-After says.' },
  unauthenticated: { status: 401, title: 'It is not known who is calling', remedy: 'Send a valid access token as Authorization: Bearer.' },
  'unknown-actor': { status: 403, title: 'This caller is nobody here yet', remedy: 'An organisation affiliates its operators; a person links a login.' },
  'not-allowed': { status: 403, title: 'This caller may not do this', remedy: 'Ask an administrator who may.' },
  'not-a-recipient': { status: 403, title: 'This content is not for this caller', remedy: 'Whoever receives personal content needs a recorded basis for it.' },
  'acting-for-refused': {
    status: 403,
    title: 'This caller may not act for that one',
    remedy: 'Name in Patto-Acting-For an organisation that affiliated you or a person whose delegate you are.',
  },
  'acting-for-needed': { status: 403, title: 'It is not clear on whose behalf this is', remedy: 'Name the organisation or person in Patto-Acting-For.' },
  'no-mandate': {
    status: 403,
    title: 'No mandate in force covers this',
    remedy: 'The organisation needs a mandate with this competence, for this area and category, in force now.',
  },
  'authority-unavailable': { status: 503, title: 'It cannot be established now who may do this', remedy: 'Try again; nothing was shown or written.' },
  'another-revision': { status: 409, title: 'It has changed since it was read', remedy: 'Read it again and decide anew.' },
  'revision-moved': {
    status: 412,
    title: 'The If-Match revision is not the current one',
    remedy: 'Read what happened since at the linked history, then send the current revision.',
  },
  'if-match-needed': { status: 428, title: 'This act replaces what you read', remedy: 'Send If-Match with the ETag that you read.' },
  'too-contended': { status: 503, title: 'Too many acts at once on the same thing', remedy: 'Try again in a moment; nothing was recorded.' },
  'key-reused': { status: 422, title: 'This Idempotency-Key came with another body before', remedy: 'Use a new key for a new act.' },
  'still-running': { status: 409, title: 'The act with this Idempotency-Key is still running', remedy: 'Ask again in a moment with the same key.' },
  'not-caught-up': { status: 503, title: 'The answer is not as recent as was asked', remedy: 'Ask again after Retry-After.' },
  'clock-behind': { status: 503, title: 'The clock of this server is behind the log', remedy: 'Set the clock of the server; nothing is recorded until then.' },
  'log-stopped': {
    status: 503,
    title: 'The event log has stopped',
    remedy: 'Nothing more is acknowledged after a failed write: free or repair the disk, then start again.',
  },
  'happened-in-future': { status: 422, title: 'It cannot have happened yet', remedy: 'happenedAt is now or before.' },
  'already-registered': {
    status: 409,
    title: 'This tax code or login belongs to somebody already',
    remedy: 'Search for the person instead of registering again.',
  },
  'own-obligation': {
    status: 409,
    title: 'Nobody acts on both sides of one obligation',
    remedy: 'The counterpart itself, or another delegate, has to say this.',
  },
  'not-decided-yet': {
    status: 409,
    title: 'Nobody has said yet when this is allowed',
    remedy: 'Whoever adds a command writes its rules; until then it refuses everything.',
  },
  unexpected: { status: 500, title: 'Something went wrong here', remedy: 'Tell the operators the trace id.' },
});
