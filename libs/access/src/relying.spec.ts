import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { authority, Event, type Fact } from '@patto/contracts';
import { type EventLog, GuardMoved, openSqliteLog } from '@patto/event-store';
import { named } from '@patto/testing';
import { type AuthorityFacts, authorityFacts } from './facts.ts';
import { type Record, recorder } from './testing/recorder.ts';

@Event('tests.licence', { version: 1, effect: authority('mandate', 'begins', { with: { holder: 'to' }, until: 'until' }) })
class LicenceGranted {
  readonly to!: string;
  readonly until!: string;
}
@Event('tests.licence', { version: 1, effect: authority('mandate', 'ends') })
class LicenceWithdrawn {}
@Event('tests.licence', { version: 1 })
class AddressCorrected {}
@Event('tests.chatter', { version: 1 })
class SomethingSaid {}

const licence = named('licence', 1);
const [acli, comune] = [named('organisation', 1), named('organisation', 2)];
const grant = { to: acli, until: '2027-12-31' };
const NOON = '2027-03-01T12:00:00Z';

let folder: string;
let log: EventLog;
let facts: AuthorityFacts;
let record: Record;

const mandates = async (now = NOON, ...ids: string[]) => (await facts.current()).at(now).find('mandate', ...ids);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patto-facts-'));
  log = openSqliteLog({ file: join(folder, 'events.sqlite'), onFatal: () => {} });
  facts = authorityFacts(log);
  record = recorder(log, { actor: named('operator', 1), organisation: comune });
});
afterEach(async () => {
  await log.close();
  rmSync(folder, { recursive: true });
});

describe('relying on a fact', () => {
  it('is guarded at the revision of its stream, so an event without an effect does not leave the guard stale for ever', async () => {
    await record(licence, LicenceGranted, grant);
    const [before] = await mandates();
    await record(licence, AddressCorrected, {});
    await expect(record(named('chatter', 1), SomethingSaid, {}, [before as Fact])).rejects.toThrow(GuardMoved);

    const [after] = await mandates();
    expect(after?.revision).toBe(2);
    await expect(record(named('chatter', 1), SomethingSaid, {}, [after as Fact])).resolves.toMatchObject({ revision: 1 });
  });

  it('no longer stands when its stream moved, it ended, or its period is over', async () => {
    await record(licence, LicenceGranted, grant);
    const [relied] = (await mandates()) as [Fact];
    expect(await facts.stillStand([relied], NOON)).toBe(true);
    expect(await facts.stillStand([relied], '2028-01-01T00:00:00Z')).toBe(false);
    await record(licence, LicenceWithdrawn, {});
    expect(await facts.stillStand([relied], NOON)).toBe(false);
  });
});

describe('catching up', () => {
  it('gives every caller all that was acknowledged before they asked, and is the same after a restart', async () => {
    for (let round = 1; round <= 20; round += 1) {
      const stream = named('licence', round);
      await record(named('chatter', round), SomethingSaid, {});
      const early = facts.current();
      await record(stream, LicenceGranted, grant);
      const asked = await Promise.all([facts.current(), facts.current(), facts.current()]);
      for (const view of asked) expect(view.at(NOON).find('mandate', acli)).toHaveLength(round);
      await early;
    }
    const anew = await authorityFacts(log).current();
    expect(anew.position).toBe(await log.head());
    expect(anew.at(NOON).find('mandate')).toEqual(await mandates());
  });

  it('is shared by those who ask at the same time, and reads nothing where the head has not moved', async () => {
    await record(licence, LicenceGranted, grant);
    let reads = 0;
    const counting: EventLog = Object.assign(Object.create(log) as EventLog, {
      head: () => log.head(),
      readAll: (range: Parameters<EventLog['readAll']>[0]) => {
        reads += 1;
        return log.readAll(range);
      },
    });
    const counted = authorityFacts(counting);
    await Promise.all(Array.from({ length: 64 }, () => counted.current()));
    await counted.current();
    expect(reads).toBe(1);
  });

  it('passes over events of other categories and still reaches the head', async () => {
    await record(named('chatter', 1), SomethingSaid, {});
    expect((await facts.current()).position).toBe(0);
  });

  it('says that authority is unavailable where the log cannot be read', async () => {
    await record(licence, LicenceGranted, grant);
    await log.close();
    await expect(facts.current()).rejects.toMatchObject({ code: 'authority-unavailable' });
  });
});
