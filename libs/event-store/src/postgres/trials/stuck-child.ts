/**
 * A process that takes the head of a log and stands still inside its transaction, or that writes as fast as it can; for the tests of writers that stand
 * in the way. Its arguments are what it does, the URL and the schema. It prints `ready` when it has begun.
 */
import { connect, quoted } from '@patto/postgres';
import { newStream, write } from '../../conformance/examples.ts';
import { openPostgresLog } from '../postgres-log.ts';

const [, , what, url = '', schema = ''] = process.argv;

if (what === 'holds') {
  const session = await connect({ url, name: 'the writer that stands still' });
  // It has undone the limits of its role: only others can end it.
  await session.run('SET idle_in_transaction_session_timeout = 0; BEGIN');
  await session.ask({ text: `SELECT * FROM ${quoted(schema)}.append('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')` });
} else if (what === 'holds as its role lets it') {
  const session = await connect({ url, name: 'the writer that stands still' });
  await session.run('BEGIN');
  await session.ask({ text: `SELECT * FROM ${quoted(schema)}.append('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')` });
} else {
  const log = await openPostgresLog({
    url,
    schema,
    service: 'the busy writer',
    categories: ['plan'],
    onFatal: ({ message }) => {
      process.stdout.write(`fatal ${message}\n`);
    },
  });
  const keepWriting = async (): Promise<void> => {
    for (const stream = newStream('plan'), place = { revision: 0 }; ; ) place.revision = (await write(log, stream, place.revision)).revision;
  };
  for (let writers = 0; writers < 4; writers += 1) keepWriting().catch((error: Error) => process.stdout.write(`failed ${error.message}\n`));
}
process.stdout.write('ready\n');
setInterval(() => {}, 1_000); // It lives until it is ended.
