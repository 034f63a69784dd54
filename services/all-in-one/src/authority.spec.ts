import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEVELOPMENT_ISSUER } from '@patto/access';
import { type Edge, edgeAtWork } from './testing/edge.ts';

const SLOW_START_MS = 60_000; // Everything starts, on two shared cores.

interface Link {
  readonly cited: string;
  readonly recorded: { readonly id: string; readonly type: string; readonly proof: string; readonly position: number };
  readonly gave: readonly { readonly kind: string; readonly members: readonly { readonly name: string; readonly values: readonly string[] }[] }[];
}

describe('by what authority an event was recorded', () => {
  let edge: Edge;
  let event: string;
  let mandate: string;
  const authority = async (as: string) => edge.send(`GET /api/v1/events/${event}/authority`, { as });
  const kinds = (links: readonly Link[]) => new Set(links.flatMap(({ gave }) => gave.map(({ kind }) => kind)));
  const member = (links: readonly Link[], kind: string, name: string) =>
    links.flatMap(({ gave }) => gave.filter((fact) => fact.kind === kind).flatMap(({ members }) => members.filter((one) => one.name === name))).at(0)?.values;

  beforeAll(async () => {
    edge = await edgeAtWork();
    const { organisation } = edge.running;
    const work = async (subject: string, roles: readonly string[], at: string = organisation) =>
      edge.does('administrator', `POST /api/v1/organisations/${at}/affiliations`, { name: subject, login: { issuer: DEVELOPMENT_ISSUER, subject }, roles });
    await work('marta', ['auditor']);
    const other = await edge.does('administrator', 'POST /api/v1/organisations', { sector: 'company', name: 'Brandi', identifiers: [] });
    await work('elena', ['coordinator'], other.id);
    const person = { area: 'valcurta', capacity: 'adult', name: { given: 'Rosa', family: 'Bianchi' }, birthDate: '1950-01-01' };
    const came = await edge.send('POST /api/v1/persons', { as: 'sara', body: person });
    event = came.body.events[0];
    await edge.running.idle();
    mandate = (await edge.send('GET /api/v1/mandates', { as: 'sara' })).body.items[0].id;
  }, SLOW_START_MS);
  afterAll(() => edge?.close());

  it('leads from the operator over their affiliation to organisation, mandate and policy, each as it stood', async () => {
    const { status, body } = await authority('marta');
    expect(status).toBe(200);
    const links: readonly Link[] = body.links;
    expect(kinds(links)).toEqual(new Set(['affiliation', 'organisation', 'mandate', 'policy']));
    expect(member(links, 'affiliation', 'organisation')).toEqual([edge.running.organisation]);
    expect(member(links, 'affiliation', 'roles')).toContain('coordinator');
    expect(member(links, 'mandate', 'competences')).toEqual(['reading-needs']);
    expect(links.map(({ cited }) => cited)).toEqual(expect.arrayContaining(body.act.basedOn));
  });

  it('names the rule of the policy that allowed it, with its command and the proof of that version', async () => {
    const { body } = await authority('marta');
    const { cited, command, roles, proof } = body.act.allowedBy;
    expect(body.act.basedOn).toContain(cited.split('#')[0]);
    expect([command, roles.includes('coordinator')]).toEqual(['RegisterPerson', true]);
    const policy = body.links.find((link: Link) => link.cited === cited.split('#')[0]);
    expect(proof).toBe(policy.recorded.proof);
    expect(policy.recorded.allowedBy).toBeUndefined(); // The first version was published before there was a rule.
  });

  it('gives each link with its own proof', async () => {
    const { body } = await authority('sara');
    for (const { proof, position } of [body.act, ...body.links.map(({ recorded }: Link) => recorded)]) {
      const found = await untilSealed(() => edge.send(`GET ${proof}`, { as: 'marta' }));
      expect(found.text.split('\n').slice(0, 2)).toEqual(['c2sp.org/tlog-proof@v1', `index ${position}`]);
    }
  });

  it('shows the rule of another version of the policy for what came after it, and the old one for what came before', async () => {
    const before = (await authority('marta')).body.act.allowedBy;
    const [{ id, rules, revision }] = (await edge.send('GET /api/v1/policies', { as: 'administrator' })).body.items;
    const allows = { roles: ['coordinator'], action: ['RegisterPerson'], caller: { sector: 'public-body' } };
    const published = await edge.send('POST /api/v1/policies', {
      as: 'administrator',
      headers: { 'if-match': `"${revision}"` },
      body: { rules: [...rules, allows] },
    });
    expect(published.body).toMatchObject({ revision: revision + 1 });
    const registered = event;
    const person = { area: 'valcurta', capacity: 'adult', name: { given: 'Pia', family: 'Neri' }, birthDate: '1951-01-01' };
    event = (await edge.send('POST /api/v1/persons', { as: 'sara', body: person })).body.events[0];
    await edge.running.idle();
    const after = (await authority('marta')).body;
    const { cited, proof, ...rule } = after.act.allowedBy;
    expect(cited).toBe(`${id}@${revision + 1}#/rules/${rules.length}/action/0`);
    expect(rule).toEqual({ command: 'RegisterPerson', roles: ['coordinator'], caller: { sector: 'public-body' } });
    const [publication] = after.links.filter((link: Link) => link.recorded.proof === proof);
    expect(publication.recorded.allowedBy).toMatchObject({ command: 'PublishPolicy', roles: ['administrator'] });
    const found = await untilSealed(() => edge.send(`GET ${proof}`, { as: 'marta' }));
    expect(found.text.split('\n')[1]).toBe(`index ${publication.recorded.position}`);
    event = registered;
    expect((await authority('marta')).body.act.allowedBy).toEqual(before);
  });

  it('is told as it stood then, also when the mandate is revoked since', async () => {
    await edge.does('administrator', `POST /api/v1/mandates/${mandate}/revocation`, { motivation: 'New statute' });
    const { body } = await authority('marta');
    expect(member(body.links, 'mandate', 'competences')).toEqual(['reading-needs']);
  });

  it('is not told to who has nothing to do with it; an event that there is not is refused alike', async () => {
    expect((await authority('elena')).body).toMatchObject({ status: 403, type: '/problems/not-a-recipient' });
    event = '00000000-0000-8000-8000-000000000000';
    expect((await authority('elena')).body).toMatchObject({ status: 403, type: '/problems/not-a-recipient' });
    expect((await authority('marta')).status).toBe(404);
  });
});

/** Sealing follows within half a second. */
const untilSealed = async <Answer extends { readonly status: number }>(ask: () => Promise<Answer>): Promise<Answer> => {
  for (;;) {
    const answer = await ask();
    if (answer.status !== 409) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
