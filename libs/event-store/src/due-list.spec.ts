import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { declarationOf, Event } from '@patto/contracts';
import { randomUUID } from 'node:crypto';
import type { DueList } from './due-list.ts';
import { Recorded } from './log.ts';
import { allPlaces } from './postgres/trials/places.ts';
import { type Due, type DueDates, dueDates } from './pure/index.ts';

@Event('tests-due.visit', { version: 1 })
class VisitAgreed {
  readonly visit!: string;
  readonly at!: string;
}
@Event('tests-due.visit', { version: 1 })
class VisitMade {
  readonly visit!: string;
}
class MissVisit {
  readonly visit!: string;
}

const [NINE, TEN, ELEVEN] = ['2027-03-01T09:00:00.000Z', '2027-03-01T10:00:00.000Z', '2027-03-01T11:00:00.000Z'] as const;
const all = await allPlaces('due dates');
afterAll(async () => {
  for (const places of all) await places.remove();
}, 60_000); // On a busy machine.

describe.each(all)('due dates on $engine', (places) => {
  let list: DueList;
  let dates: DueDates;
  let plan = '';
  beforeEach(async () => {
    list = await places.dueList();
    plan = `plan-${randomUUID()}`;
    // Each test has a list of its own in the one place of the engine.
    dates = dueDates(
      `visits-${randomUUID()}`,
      { VisitAgreed, VisitMade },
      { VisitAgreed: ({ visit, at }) => [{ key: visit, dueAt: at }], VisitMade: ({ visit }) => [{ key: visit, dueAt: undefined }] },
      ({ key }) => ({ command: MissVisit, data: { visit: key } }),
    );
  });
  afterEach(() => list.close());

  const recorded = (position: number, declared: typeof VisitAgreed | typeof VisitMade, data: object): Recorded => {
    const { type } = declarationOf(declared);
    const about = { by: { actor: 'system-1' }, initiative: 'agency', channel: 'self', happenedAt: NINE };
    const body = JSON.stringify({ id: randomUUID(), type, subject: plan, revision: position + 1, time: NINE, data: { ...data, ...about } });
    return new Recorded(position, plan, position + 1, type, Date.parse(NINE), body, 0);
  };
  const agreed = (position: number, visit: string, at: string) => recorded(position, VisitAgreed, { visit, at });
  const made = (position: number, visit: string) => recorded(position, VisitMade, { visit });
  const due = async (at: string, of: DueList = list): Promise<readonly Due[]> => {
    const sent: Due[] = [];
    await of.tick(new Date(at), async (whose, one) => void (whose.name === dates.name && sent.push(one)), [dates.name]);
    return sent;
  };

  it('are sent when they have passed, the earliest first, and once', async () => {
    await list.follower(dates).handle({ events: [agreed(0, 'second', TEN), agreed(1, 'first', NINE), agreed(2, 'later', ELEVEN)], through: 2 });
    expect(await due('2027-03-01T08:59:59Z')).toEqual([]);
    expect(await due(TEN)).toEqual([
      { stream: plan, key: 'first', dueAt: NINE },
      { stream: plan, key: 'second', dueAt: TEN },
    ]);
    expect(await due(TEN)).toEqual([]);
    expect(await due(ELEVEN)).toHaveLength(1);
  });

  it('are moved and lifted by what is recorded, within one page too', async () => {
    const follower = list.follower(dates);
    await follower.handle({ events: [agreed(0, 'moved', NINE), agreed(1, 'lifted', NINE), agreed(2, 'moved', ELEVEN)], through: 2 });
    await follower.handle({ events: [made(3, 'lifted'), agreed(4, 'again', NINE), made(5, 'again'), agreed(6, 'again', TEN)], through: 6 });
    expect((await due(TEN)).map(({ key }) => key)).toEqual(['again']);
    expect((await due(ELEVEN)).map(({ key }) => key)).toEqual(['moved']);
  });

  it('stay with their checkpoint over a restart', async () => {
    expect(await list.follower(dates).position()).toBe(-1);
    await list.follower(dates).handle({ events: [agreed(0, 'first', NINE)], through: 5 });
    const again = await places.dueList();
    expect(await again.follower(dates).position()).toBe(5);
    expect(await due(TEN, again)).toHaveLength(1);
    await again.close();
  });

  it('stay due when their command could not be sent', async () => {
    await list.follower(dates).handle({ events: [agreed(0, 'first', NINE)], through: 0 });
    await expect(
      list.tick(new Date(TEN), async () => {
        throw new Error('The log is away.');
      }, [dates.name]),
    ).rejects.toThrow('The log is away.');
    expect(await due(TEN)).toHaveLength(1);
  });

  it('that were moved while their command was sent are still due', async () => {
    const follower = list.follower(dates);
    await follower.handle({ events: [agreed(0, 'first', NINE)], through: 0 });
    await list.tick(new Date(TEN), () => follower.handle({ events: [agreed(1, 'first', ELEVEN)], through: 1 }), [dates.name]);
    expect(await due(ELEVEN)).toEqual([{ stream: plan, key: 'first', dueAt: ELEVEN }]);
  });

  it('count the tries of a position', async () => {
    const follower = list.follower(dates);
    expect([await follower.tried(3), await follower.tried(3), await follower.tried(4)]).toEqual([1, 2, 1]);
    expect(await follower.position()).toBe(-1);
  });

  it('tell the next of them', async () => {
    await list.follower(dates).handle({ events: [agreed(0, 'first', '1999-01-01T00:00:00.000Z')], through: 0 });
    expect(await list.next()).toBe('1999-01-01T00:00:00.000Z');
    await due(NINE);
    expect(await list.next()).not.toBe('1999-01-01T00:00:00.000Z');
  });
});

describe.each(all.filter(({ engine }) => engine === 'PostgreSQL'))('due dates that several processes keep, on $engine,', (places) => {
  it('are not changed by a page that another has handled already', async () => {
    const [late, quick] = [await places.dueList(), await places.dueList()];
    const plan = `plan-${randomUUID()}`;
    const dates = dueDates(`visits-${randomUUID()}`, { VisitMade }, { VisitMade: ({ visit }) => [{ key: visit, dueAt: NINE }] }, () => ({
      command: MissVisit,
      data: {},
    }));
    const data = { visit: 'first', by: { actor: 'system-1' }, initiative: 'agency', channel: 'self', happenedAt: NINE };
    const { type } = declarationOf(VisitMade);
    const page = {
      events: [new Recorded(4, plan, 1, type, 0, JSON.stringify({ id: 'a', type, subject: plan, revision: 1, time: NINE, data }), 0)],
      through: 4,
    };
    await quick.follower(dates).handle({ events: [], through: 9 });
    await late.follower(dates).handle(page);
    expect(await late.tick(new Date(TEN), async () => {}, [dates.name])).toBe(0);
    expect(await late.follower(dates).position()).toBe(9);
    await late.close();
    await quick.close();
  });
});
