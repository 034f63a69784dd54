import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEVELOPMENT_ISSUER } from '@patto/access';
import type { PolicyRule } from '@patto/contracts/accountability';
import type { Story } from './story/index.ts';
import { SLOW_START_MS, toldOverTheNetwork } from './testing/told-story.ts';

const NOBODY = '00000000-0000-8000-8000-000000000000';
/** What nobody reads who has nothing to do with Maria: names, and the words of people. */
const TELLING = ['Maria', 'Costa', 'Anna', 'Ferri', '1945-04-12', 'Since the fall', 'Walks, not errands'];

describe('the story of Valcurta, read by those whom it is not about', () => {
  const told = toldOverTheNetwork();
  const { send, shown } = told;
  let story: Story;
  let need: string;
  let charge: string;

  beforeAll(async () => {
    story = await told.begin();
    need = (await shown('maria', `/persons/${story.maria}/needs`)).items[0].id;
    charge = (await shown('maria', `/persons/${story.maria}/charges`)).items[0].id;
  }, SLOW_START_MS);
  afterAll(() => told.end());

  const hers = (): readonly string[] => [
    `/persons/${story.maria}`,
    `/persons/${story.maria}/history`,
    `/persons/${story.maria}/network`,
    `/persons/${story.maria}/needs`,
    `/persons/${story.maria}/accesses`,
    `/needs/${need}`,
    `/charges/${charge}`,
    `/plans/${story.plan}`,
    `/plans/${story.plan}/history`,
    `/plans/${story.plan}/choices`,
    `/referrals/${story.referral}`,
    `/referrals/${story.referral}/deliveries`,
  ];
  const reads = (as: string, path: string, actingFor?: string) => send({ method: 'GET', path: `/api/v1${path}`, as, ...(actingFor && { actingFor }) });
  /** Less what differs from one refusal to the next. */
  const refusal = ({ status, body }: Awaited<ReturnType<typeof reads>>) => ({ status, ...body, instance: '', traceId: '' });
  const seesNothing = async (as: string, paths: readonly string[]) => {
    for (const path of paths) {
      const came = await reads(as, path);
      expect(`${as} ${path} ${came.status}`).toBe(`${as} ${path} 403`);
      for (const word of TELLING) expect(JSON.stringify(came.body)).not.toContain(word);
      const elsewhere = await reads(as, path.replace(/(?<=-)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, NOBODY));
      expect(refusal(elsewhere)).toEqual(refusal(came));
    }
  };

  it.each([
    ['elena', 'works for a company'],
    ['renzo', 'works for a union'],
    ['stranger', 'is nobody here'],
  ])('%s, who %s, sees nothing, and not even that it is there', async (login) => {
    await seesNothing(login, hers());
  });

  it('an auditor sees who looked, and nothing of what they saw', async () => {
    await seesNothing(
      'marta',
      hers().filter((path) => !path.startsWith('/referrals/') && !path.endsWith('/accesses')),
    );
    for (const path of hers().filter((one) => one.startsWith('/referrals/') || one.endsWith('/accesses'))) {
      const { body } = await reads('marta', path);
      for (const word of TELLING) expect(JSON.stringify(body)).not.toContain(word);
    }
  });

  it('an operator of the Comune sees nothing any more once they do not work there', async () => {
    const affiliation = { name: 'Ugo', login: { issuer: DEVELOPMENT_ISSUER, subject: 'ugo' }, roles: ['operator'] };
    const { body } = await send({ method: 'POST', path: `/api/v1/organisations/${story.comune}/affiliations`, as: 'administrator', body: affiliation });
    expect((await reads('ugo', `/plans/${story.plan}`)).status).toBe(200);
    const ended = await send({ method: 'POST', path: `/api/v1/affiliations/${body.id}/end`, as: 'administrator', body: { reason: 'left' } });
    expect(ended.status).toBe(200);
    await seesNothing('ugo', hers());
  });

  it('the delegate sees nothing any more once Maria takes the delegation back', async () => {
    const asDelegate = (path: string) => reads('anna', path, story.maria);
    expect((await asDelegate(`/plans/${story.plan}`)).status).toBe(200);
    const path = `/api/v1/persons/${story.maria}/delegates/${story.anna}/revocation`;
    expect((await send({ method: 'POST', path, as: 'maria', body: {} })).status).toBeLessThan(300);
    for (const one of hers()) expect(refusal(await asDelegate(one))).toMatchObject({ status: 403, type: '/problems/acting-for-refused' });
  });

  it('whoever may read sees of each personal member what the policy lets them, and the record names no other', async () => {
    const policy = (await shown('administrator', '/policies')).items[0] as { readonly rules: readonly PolicyRule[] };
    const publish = async (rules: readonly PolicyRule[]) => {
      const { revision } = (await shown('administrator', '/policies')).items[0];
      const came = await send({ method: 'POST', path: '/api/v1/policies', as: 'administrator', body: { rules }, headers: { 'If-Match': `"${revision}"` } });
      expect(came.status).toBeLessThan(300);
      await told.started.idle();
    };
    const questions = { PersonById: `/persons/${story.maria}`, NeedById: `/needs/${need}`, PlanById: `/plans/${story.plan}` };
    const fieldsOfLast = async () => (await shown('maria', `/persons/${story.maria}/accesses?limit=1`)).items[0].fields as readonly string[];
    for (const [question, path] of Object.entries(questions)) {
      const whole = JSON.stringify(await shown('sara', path));
      expect(whole).not.toContain('withheld');
      const fields = await fieldsOfLast();
      expect(fields.length).toBeGreaterThan(0);
      for (const field of fields) {
        await publish([...policy.rules, { roles: ['coordinator'], action: [question], fields: [field], inverted: true, reason: 'Not for this.' }]);
        const body = JSON.stringify(await shown('sara', path));
        expect(body).toContain('{"withheld":true}');
        if (fields.length > 1) expect(await fieldsOfLast()).toEqual(fields.filter((one) => one !== field));
        for (const elsewhere of Object.values(questions).filter((one) => one !== path))
          expect(JSON.stringify(await shown('sara', elsewhere))).not.toContain('withheld');
      }
      await publish(policy.rules);
    }
  });
});
