import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { authority, Event } from '@patto/contracts';
import { type EventLog, openSqliteLog } from '@patto/event-store';
import { named } from '@patto/testing';
import { type AuthorityFacts, authorityFacts } from './facts.ts';
import { type Record, recorder } from './testing/recorder.ts';

/** A kind of events that no service has: the fold must know it by its declaration alone. */
@Event('tests.licence', { version: 1, effect: authority('mandate', 'offers', { with: { holder: 'to', areas: 'areas', basis: 'ground' }, until: 'until' }) })
class LicenceOffered {
  readonly to!: string;
  readonly areas!: readonly string[];
  readonly ground!: string;
  readonly until!: string;
}
@Event('tests.licence', { version: 1, effect: authority('mandate', 'begins', { from: '$time' }) })
class LicenceTaken {}
@Event('tests.licence', { version: 1, effect: authority('mandate', 'changes', { with: { areas: 'areas' } }) })
class LicenceWidened {
  readonly areas!: readonly string[];
}
@Event('tests.licence', { version: 1, effect: authority('mandate', 'suspends') })
class LicenceSuspended {}
@Event('tests.licence', { version: 1, effect: authority('mandate', 'resumes') })
class LicenceResumed {}
@Event('tests.licence', { version: 1, effect: authority('mandate', 'ends') })
class LicenceWithdrawn {}
@Event('tests.guild', {
  version: 1,
  effect: authority('participation', 'begins', { each: 'members', key: 'name', with: { pact: '$stream', organisation: 'name', role: 'role' } }),
})
class GuildFounded {
  readonly role!: string;
  readonly members!: readonly { name: string; role?: string }[];
}
@Event('tests.guild', { version: 1, effect: authority('participation', 'ends', { key: 'name' }) })
class MemberLeft {
  readonly name!: string;
}
@Event('tests.guild', { version: 1, effect: authority('participation', 'ends') })
class GuildDissolved {}
@Event('tests.guild', { version: 1, effect: authority('participation', 'suspends') })
class GuildClosedForWinter {}
@Event('tests.guild', { version: 1, effect: authority('participation', 'begins') })
class GuildReopened {}
@Event('tests.guild', { version: 1, effect: authority('support', 'begins', { with: { person: '$party', supporter: '$stream' } }) })
class GuildHelped {}

const licence = named('licence', 1);
const guild = named('guild', 1);
const [acli, auser, comune] = [named('organisation', 1), named('organisation', 2), named('organisation', 3)];
const NOON = '2027-03-01T12:00:00Z';

let folder: string;
let log: EventLog;
let facts: AuthorityFacts;
let record: Record;

const offer = { to: acli, areas: ['north'], ground: 'law', until: '2027-12-31' };
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

describe('a fact that gives authority', () => {
  it('is without force while it is only offered', async () => {
    await record(licence, LicenceOffered, offer);
    expect(await mandates()).toEqual([]);
  });

  it('is in force from its beginning, with what was offered', async () => {
    await record(licence, LicenceOffered, offer);
    await record(licence, LicenceTaken, {});
    const is = { holder: acli, areas: ['north'], basis: 'law' };
    expect(await mandates()).toEqual([
      { kind: 'mandate', stream: licence, revision: 2, state: 'in-force', from: '2027-01-01T00:02:00.000Z', until: '2027-12-31', is },
    ]);
  });

  it('is not in force before its period nor at its end, however the instant is written', async () => {
    await record(licence, LicenceOffered, offer);
    await record(licence, LicenceTaken, {});
    expect(await mandates('2027-01-01T00:01:59.999Z')).toHaveLength(0);
    expect(await mandates('2027-01-01T00:02:00Z')).toHaveLength(1);
    expect(await mandates('2027-12-30T23:59:59.999Z')).toHaveLength(1);
    expect(await mandates('2027-12-31T00:00:00Z')).toHaveLength(0);
  });

  it('keeps its force when a member changes, and is found by the new one only', async () => {
    await record(licence, LicenceOffered, offer);
    await record(licence, LicenceTaken, {});
    await record(licence, LicenceWidened, { areas: [named('area', 7)] });
    expect(await mandates(NOON, 'north')).toHaveLength(0);
    expect(await mandates(NOON, named('area', 7), acli)).toHaveLength(1);
    expect(await mandates(NOON, named('area', 7), auser)).toHaveLength(0);
  });

  it('is interrupted by a suspension, resumed, and ended for good', async () => {
    await record(licence, LicenceOffered, offer);
    await record(licence, LicenceTaken, {});
    await record(licence, LicenceSuspended, {});
    expect(await mandates()).toHaveLength(0);
    await record(licence, LicenceResumed, {});
    expect(await mandates()).toHaveLength(1);
    await record(licence, LicenceWithdrawn, {});
    await record(licence, LicenceResumed, {});
    await record(licence, LicenceWidened, { areas: ['south'] });
    expect(await mandates()).toHaveLength(0);
  });
});

describe('facts of which a stream holds several', () => {
  const members = [{ name: acli, role: 'lead' }, { name: auser }];
  const participations = async (...ids: string[]) => (await facts.current()).at(NOON).find('participation', ...ids);

  it('happen once for each item, looked up in the item first and then in the data', async () => {
    await record(guild, GuildFounded, { role: 'member', members });
    expect((await participations(guild)).map(({ is }) => is)).toEqual([
      { pact: guild, organisation: acli, role: 'lead' },
      { pact: guild, organisation: auser, role: 'member' },
    ]);
    expect(await participations(guild, auser)).toHaveLength(1);
  });

  it('end one by one by their key', async () => {
    await record(guild, GuildFounded, { role: 'member', members });
    await record(guild, MemberLeft, { name: acli });
    expect((await participations()).map(({ is }) => is.organisation)).toEqual([auser]);
  });

  it('end all together where no key is said', async () => {
    await record(guild, GuildFounded, { role: 'member', members });
    await record(guild, GuildDissolved, {});
    expect(await participations(guild)).toEqual([]);
  });

  it('begin again all together without those that ended before', async () => {
    await record(guild, GuildFounded, { role: 'member', members });
    await record(guild, MemberLeft, { name: acli });
    await record(guild, GuildClosedForWinter, {});
    expect(await participations(guild)).toEqual([]);
    await record(guild, GuildReopened, {});
    expect((await participations(guild)).map(({ is }) => is.organisation)).toEqual([auser]);
  });

  it('name the party and the stream of the event', async () => {
    await record(guild, GuildHelped, {});
    const [found] = (await facts.current()).at(NOON).find('support', comune);
    expect(found?.is).toEqual({ person: comune, supporter: guild });
  });
});
