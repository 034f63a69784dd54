import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type Seeded, services, tellIn } from '@patto/all-in-one';
import { openEngines } from './engines.ts';
import { staysErased } from './stays-erased.ts';
import { openTold, type ToldDeployment } from './told.ts';

const WHAT = 'the story over four processes on PostgreSQL, Kafka and MongoDB’s protocol';
/** Three servers and four processes start, and more than a hundred acts are told, each until all that follows from it has happened, on two shared cores. */
const SLOW_MS = 600_000;

const engines = await openEngines(WHAT);

const overFourProcesses = () => {
  let told: ToldDeployment;
  let seeded: Seeded;
  const shown = async (as: string, path: string): Promise<Answer['body']> => {
    const { status, body } = await told.send({ method: 'GET', path: `/api/v1${path}`, as });
    expect({ path, status, problem: status === 200 ? undefined : body }).toEqual({ path, status: 200, problem: undefined });
    return body;
  };

  beforeAll(async () => {
    if (!engines) return;
    told = await openTold(engines);
    seeded = await tellIn(told, told.send);
  }, SLOW_MS);
  afterAll(async () => {
    await told?.close();
    await engines?.stop();
  }, SLOW_MS);

  it('is told to its end, over one host, by services that share nothing but their engines', async () => {
    expect(seeded.events).toBe(await told.events());
    const plan = await shown('maria', `/plans/${seeded.story.plan}`);
    expect(plan.status).toBe('agreed');
  });

  it('tells partnerships what persons knows, without what leads back to a person', async () => {
    const { items } = await shown('sara', '/need-dossiers?category=transport&area=valcurta');
    expect(items).toMatchObject([{ id: seeded.story.dossier, unmet: 1 }]);
  });

  it('lets comanagement carry out what persons agreed', async () => {
    expect(await shown('sara', `/referrals/${seeded.story.referral}`)).toMatchObject({ person: seeded.story.maria, plan: seeded.story.plan });
  });

  it('lets accountability answer for all of it, and for who read it', async () => {
    const { items } = await shown('marta', `/obligations?holder=${seeded.story.comune}&state=breached`);
    expect(items.length).toBeGreaterThan(0);
    expect((await shown('maria', `/persons/${seeded.story.maria}/accesses`)).items.length).toBeGreaterThan(0);
  });

  it('has each service serve its own addresses alone, and say how it is', async () => {
    for (const { name, controllers } of services) {
      const { body } = await told.about(name, '/openapi.json');
      const tags = new Set(
        Object.values(body.paths as Record<string, Record<string, { tags?: string[] }>>).flatMap((path) =>
          Object.values(path).flatMap(({ tags = [] }) => tags),
        ),
      );
      expect(controllers.length).toBeGreaterThan(0);
      expect([...tags].filter((tag) => services.some((service) => service.name === tag && tag !== name))).toEqual([]);
      expect(await told.about(name, '/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } });
      expect(await told.metrics(name)).toContain(`\npatto_follower_lag{follower="relay:${name}"} 0\n`);
    }
  });

  if (engines) staysErased(engines, () => ({ told, somebody: seeded.story.maria })); // The last: it stops the four.
};

if (engines) describe('the story of Valcurta over four processes', overFourProcesses);
else {
  describe('the story of Valcurta over four processes', () => {
    it('is not told here, and the last lines of the tests say why', () => expect(engines).toBeUndefined());
  });
}
