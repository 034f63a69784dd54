import { describe, expect, it } from '@jest/globals';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLog, Guard } from '../log.ts';
import { all, chances, newStream, type OpenLog, type SuiteOptions, tally, upTo, verdict, write } from './examples.ts';
import { eachWithItsOwn } from './opened.ts';

/** So many run at the same time; each in its own streams. */
const AT_ONCE = 250;
/** Ten thousand pairs on a slow disk. */
const TIMEOUT_MS = 120_000;

/** What guards promise: no act under an authority that had ended when it was recorded. */
export const guarding = (open: OpenLog, { interleavings }: SuiteOptions): void => {
  describe('guards', () => {
    const its = eachWithItsOwn(open);

    it('records an act while what it relies on stands, and refuses it once that has moved', async () => {
      const mandate = newStream('mandate');
      await write(its.log, mandate, 0);
      const guards = [{ stream: mandate, revision: 1 }];
      expect(await verdict(write(its.log, newStream('plan'), 0, { guards }))).toBe('recorded');
      await write(its.log, mandate, 1);
      await expect(write(its.log, newStream('plan'), 0, { guards })).rejects.toMatchObject({ name: 'GuardMoved', guard: guards[0], actual: 2 });
      const reopened = await its.reopen();
      expect(await verdict(write(reopened, newStream('plan'), 0, { guards }))).toBe('GuardMoved');
    });

    it('takes revision 0 to mean that a stream must not exist', async () => {
      const consent = newStream('consent');
      const guards = [{ stream: consent, revision: 0 }];
      expect(await verdict(write(its.log, newStream('plan'), 0, { guards }))).toBe('recorded');
      await write(its.log, consent, 0);
      expect(await verdict(write(its.log, newStream('plan'), 0, { guards }))).toBe('GuardMoved');
    });

    it('asks every guard', async () => {
      const [mandate, consent] = [newStream('mandate'), newStream('consent')];
      await write(its.log, mandate, 0);
      await write(its.log, consent, 0, { count: 2 });
      const under = (first: number, second: number) =>
        verdict(write(its.log, newStream('plan'), 0, { guards: [guard(mandate, first), guard(consent, second)] }));
      expect(await Promise.all([under(1, 2), under(1, 1), under(2, 2)])).toEqual(['recorded', 'GuardMoved', 'GuardMoved']);
    });

    it('asks a guard that is named twice, one on the stream itself, and hundreds', async () => {
      const mandates = upTo(200).map(() => newStream('mandate'));
      for (const mandate of mandates) await write(its.log, mandate, 0);
      const [first = '', ...others] = mandates;
      const under = (...guards: Guard[]) => {
        const plan = newStream('plan');
        return verdict(write(its.log, plan, 0, { guards: guards.map((one) => ({ ...one, stream: one.stream || plan })) }));
      };
      expect(await under(guard(first, 1), guard(first, 1))).toBe('recorded');
      expect(await under(guard(first, 1), guard(first, 2))).toBe('GuardMoved');
      expect(await under(guard(first, 2), guard(first, 1))).toBe('GuardMoved');
      expect(await under(guard('', 0), guard(first, 1))).toBe('recorded');
      expect(await under(guard('', 1), guard(first, 1))).toBe('GuardMoved');
      expect(await under(...mandates.map((mandate) => guard(mandate, 1)))).toBe('recorded');
      await write(its.log, others.at(-1) ?? '', 1);
      expect(await under(...mandates.map((mandate) => guard(mandate, 1)))).toBe('GuardMoved');
    });

    it(
      `records no act after the revocation of what it relies on, in ${interleavings} interleavings`,
      async () => {
        const { verdicts, late } = await interleave(its.log, its.log, interleavings, (mandate) => [guard(mandate, 1)]);
        const counts = tally(verdicts);
        expect(late).toBe(0);
        expect(counts.recorded).toBeGreaterThan(interleavings / 10);
        expect(counts.GuardMoved).toBeGreaterThan(interleavings / 10);
        expect(verdicts).toHaveLength(interleavings);
      },
      TIMEOUT_MS,
    );

    it('would record acts after the revocation without the guard', async () => {
      const { late } = await interleave(its.log, its.log, AT_ONCE, () => []);
      expect(late).toBeGreaterThan(0);
    });
  });
};

/** What a decision relied on. */
export const guard = (stream: string, revision: number): Guard => ({ stream, revision });

/** Lets acts and revocations race, each over its own opening of the one log; counts the acts that the log holds after the revocation of their mandate. */
export const interleave = async (
  log: EventLog,
  revoking: EventLog,
  times: number,
  guardsOn: (mandate: string) => Guard[],
): Promise<{ verdicts: string[]; late: number }> => {
  const chance = chances(20_270_301);
  const verdicts: string[] = [];
  const mandateOf = new Map<string, string>();
  const race = async (): Promise<void> => {
    const [mandate, plan] = [newStream('mandate'), newStream('plan')];
    mandateOf.set(plan, mandate);
    await write(revoking, mandate, 0);
    const act = async () => {
      verdicts.push(await verdict(write(log, plan, 0, { guards: guardsOn(mandate) })));
    };
    const revoke = () => write(revoking, mandate, 1);
    const [first, second] = chance() < 0.5 ? [act, revoke] : [revoke, act];
    const started = first();
    for (const _ of upTo(Math.floor(chance() * 3))) await nextTurn();
    await Promise.all([started, second()]);
  };
  for (let done = 0; done < times; done += AT_ONCE) await Promise.all(upTo(Math.min(AT_ONCE, times - done)).map(race));

  const revoked = new Set<string>();
  let late = 0;
  for (const { stream, revision } of await all(log.readAll())) {
    if (revision === 2) revoked.add(stream);
    if (revoked.has(mandateOf.get(stream) ?? '')) late += 1;
  }
  return { verdicts, late };
};
