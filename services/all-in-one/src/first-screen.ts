import { engineOfLog, type Settings } from '@patto/service-kit';
import type { Seeded } from './seed.ts';

/** What a person needs to go on, as lines for a terminal; `key=value` lines elsewhere. */
export const firstScreen = (
  { data, issuer, engines }: Settings,
  url: string,
  seeded: Seeded | undefined,
  forPerson: boolean = process.stdout.isTTY,
): string => {
  const where = { api: `${url}/api/v1`, openapi: `${url}/openapi.json`, docs: `${url}/docs`, ledger: `${url}/ledger/checkpoint`, data };
  if (!forPerson) {
    const more = seeded ? { plan: seeded.story.plan, events: seeded.events } : {};
    return Object.entries({ ready: url, node: process.versions.node, ...where, ...more })
      .map(([name, value]) => `${name}=${value}\n`)
      .join('');
  }
  const engine = engineOfLog(engines.eventStore);
  const isEmbedded = engine === 'SQLite';
  const inData = { SQLite: 'embedded: one process, one machine', KurrentDB: 'all else', PostgreSQL: 'the ledger' }[engine];
  const plan = seeded ? ` --plan ${seeded.story.plan}` : ' --plan <id>';
  return [
    `✓ Node ${process.versions.node}   ✓ ${isEmbedded ? `data ${data} (SQLite)` : `log at PATTO_EVENT_STORE_URL (${engine})`}   ✓ listening at ${url}`,
    ...(seeded
      ? [`Seeded the district of Valcurta: 7 organisations, 1 pact, 1 plan, ${seeded.events} events, ${(seeded.milliseconds / 1_000).toFixed(1)} s`]
      : []),
    '',
    `  API       ${where.api}      (OpenAPI: /openapi.json, to read: /docs)`,
    `  Ledger    ${where.ledger}`,
    `  Data      ${data}   (${inData}${isEmbedded ? '' : '; the log is at PATTO_EVENT_STORE_URL'})`,
    ...(issuer ? [] : ['  Sign in   npx patto token <login>   administrator · sara · paolo · chiara · elena · marta · maria · anna · piero']),
    '',
    `Next:  npx patto replay${plan}      npx patto verify ${url}`,
    '',
  ].join('\n');
};
