/**
 * A process that runs the product over a log with so many decisions that wait for one position: `decision-server.ts <folder> <decisions>`. It says
 * when it listens, answers every message once all that was recorded is followed, and ends when its parent does.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDevelopmentIssuer } from '@patto/access';
import { DEVELOPMENT_ADMINISTRATOR, start } from '@patto/all-in-one';
import type { OrganisationId } from '@patto/contracts';
import { readSettings } from '@patto/service-kit';
import { openLog } from '../logs.ts';
import { openDecisions } from '../open-decisions.ts';
import { type Deciding, POSITIONS_PATH } from './positions.ts';

const [folder = '', count = '0'] = process.argv.slice(2);
const data = join(folder, 'data');
mkdirSync(data, { recursive: true });
const settings = readSettings({ PATTO_DATA: data, PATTO_KEYS: join(folder, 'keys'), PATTO_PORT: '0' });
const onFatal = (error: Error) => {
  throw error;
};

// The deployment is the first on the log, then come the decisions; its own organisation is the one that has not spoken.
await (await start(settings, { onFatal })).close();
const log = openLog(join(data, 'events.sqlite'));
let own: string | undefined;
for await (const { stream } of log.readAll({ categories: ['organisation'] })) own ??= stream;
const decisions = join(folder, 'decisions.txt');
writeFileSync(decisions, (await openDecisions(log, Number(count), own as OrganisationId)).join('\n'));
await log.close();

const running = await start(settings, { onFatal });
/** So many events are more than `idle` waits for at once. */
const followed = async (): Promise<void> => {
  while (
    !(await running.idle().then(
      () => true,
      () => false,
    ))
  );
};
await followed();
const url = await running.listen();
const token = await openDevelopmentIssuer({ folder: settings.keys, audience: settings.audience }).issueToken({ login: DEVELOPMENT_ADMINISTRATOR });
const document = (await (await fetch(new URL('/openapi.json', url))).json()) as Document;

interface Document {
  readonly paths: Record<string, { post: { requestBody: { content: { 'application/json': { schema: object } } } } }>;
}

const { schema } = document.paths[POSITIONS_PATH]?.post.requestBody.content['application/json'] ?? {};
process.on('message', () => followed().then(() => process.send?.({})));
process.on('disconnect', () => running.close().finally(() => process.exit()));
process.send?.({ url, token, schema: schema ?? {}, decisions } satisfies Deciding);
