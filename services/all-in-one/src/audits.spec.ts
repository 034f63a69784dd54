import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEVELOPMENT_ISSUER } from '@patto/access';
import { type Edge, edgeAtWork } from './testing/edge.ts';

const SLOW_START_MS = 60_000; // Everything starts, on two shared cores.
const A_DAY_MS = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * A_DAY_MS).toISOString();

describe('an audit over HTTP', () => {
  let edge: Edge;
  let audit: string;
  let filo: string;
  const opening = { basis: 'law', act: 'D.lgs. 117/2017, art. 93', from: inDays(-365), until: inDays(1) };
  const of = (as: string) => edge.send(`GET /api/v1/audits/${audit}`, { as });

  beforeAll(async () => {
    edge = await edgeAtWork();
    const work = (subject: string, roles: readonly string[], at: string) =>
      edge.does('administrator', `POST /api/v1/organisations/${at}/affiliations`, { name: subject, login: { issuer: DEVELOPMENT_ISSUER, subject }, roles });
    const registers = async (name: string) =>
      (await edge.does('administrator', 'POST /api/v1/organisations', { sector: 'third-sector', name, identifiers: [] })).id;
    filo = await registers('Filo');
    await work('marta', ['auditor'], edge.running.organisation);
    await work('franca', ['coordinator'], filo);
    await work('luca', ['coordinator'], await registers('Corte'));
    audit = (await edge.does('marta', 'POST /api/v1/audits', opening)).id;
  }, SLOW_START_MS);
  afterAll(() => edge?.close());

  it('is opened by an auditor, and by nobody else', async () => {
    expect((await edge.send('POST /api/v1/audits', { as: 'sara', body: opening })).status).toBe(403);
    expect((await of('marta')).body).toMatchObject({ status: 'open', basis: 'law', findings: [], annotations: [] });
    expect((await edge.send('GET /api/v1/audits', { as: 'marta' })).body.items).toHaveLength(1);
  });

  it('has findings that wait in the work queue of who has to answer, until they do', async () => {
    const noting = { event: crypto.randomUUID(), words: 'Looked at.' };
    const { events } = (await edge.send(`POST /api/v1/audits/${audit}/annotations`, { as: 'marta', body: noting })).body;
    const finding = { organisation: filo, severity: 'major', events, answerBy: inDays(30), words: 'Three visits are missing.' };
    await edge.does('marta', `POST /api/v1/audits/${audit}/findings`, finding);
    const waits = async () => (await edge.send('GET /api/v1/work-queue', { as: 'franca' })).body.items.map(({ kind }: { kind: string }) => kind);
    expect(await waits()).toContain('answer-to-finding');
    const seen = (await of('franca')).body;
    expect(seen).toMatchObject({ annotations: [], findings: [{ words: 'Three visits are missing.', status: 'open' }] });
    expect((await of('luca')).status).toBe(403);

    const [{ finding: id }] = seen.findings;
    const answer = `POST /api/v1/audits/${audit}/findings/${id}/answer`;
    expect((await edge.send(`POST /api/v1/audits/${audit}/closure`, { as: 'marta', body: { outcome: 'findings-settled' } })).body.type).toBe(
      '/problems/findings-open',
    );
    expect((await edge.send(answer, { as: 'luca', body: { answer: 'accepted', words: 'x' } })).status).toBe(403);
    await edge.does('franca', answer, { answer: 'remedied', words: 'They were made up for.' });
    expect(await waits()).not.toContain('answer-to-finding');
    await edge.does('marta', `POST /api/v1/audits/${audit}/closure`, { outcome: 'findings-settled' });
    expect((await of('marta')).body).toMatchObject({
      status: 'closed',
      annotations: [{ words: 'Looked at.' }],
      findings: [{ status: 'answered', answers: [{ answer: 'remedied', words: 'They were made up for.' }] }],
    });
  });
});
