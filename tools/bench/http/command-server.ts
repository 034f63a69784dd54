/**
 * A process that runs the product over a log with so many events: `command-server.ts <folder> <events>`. It says when it listens, and ends when its
 * parent does.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openDevelopmentIssuer } from '@patto/access';
import { DEVELOPMENT_ADMINISTRATOR, start } from '@patto/all-in-one';
import { readSettings } from '@patto/service-kit';
import { fill } from '../events.ts';
import { openLog } from '../logs.ts';
import { type Listening, PATH } from './messages.ts';

const [folder = '', events = '0'] = process.argv.slice(2);
const data = join(folder, 'data');
mkdirSync(data, { recursive: true });
const settings = readSettings({ PATTO_DATA: data, PATTO_KEYS: join(folder, 'keys'), PATTO_PORT: '0' });
const onFatal = (error: Error) => {
  throw error;
};

// The deployment is the first on the log, then come the events that it is to be measured with.
await (await start(settings, { onFatal })).close();
const log = openLog(join(data, 'events.sqlite'));
await fill(log, Number(events));
await log.close();

const running = await start(settings, { onFatal });
await running.idle();
const url = await running.listen();
const token = await openDevelopmentIssuer({ folder: settings.keys, audience: settings.audience }).issueToken({ login: DEVELOPMENT_ADMINISTRATOR });
const document = (await (await fetch(new URL('/openapi.json', url))).json()) as Document;

interface Document {
  readonly paths: Record<string, { post: { requestBody: { content: { 'application/json': { schema: object } } } } }>;
}

const { schema } = document.paths[PATH]?.post.requestBody.content['application/json'] ?? {};
process.send?.({ url, token, schema: schema ?? {} } satisfies Listening);
process.on('disconnect', () => running.close().finally(() => process.exit()));
