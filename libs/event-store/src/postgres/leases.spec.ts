import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { preparePostgres } from '@patto/postgres';
import { postgresFor } from '@patto/testing/engines';
import { type KeptLease, keepLease } from '../keep-lease.ts';
import type { Leases } from '../leases.ts';
import { leasesSchema, openPostgresLeases } from './leases.ts';

const LEASE_MS = 900;
/** A lease that is not kept is over by then, and whoever stands by has looked since. */
const SOON_MS = 2 * LEASE_MS;
const LOOK_EVERY_MS = 10;
const TIMEOUT_MS = 30_000;

const server = await postgresFor('the leases of services on PostgreSQL');
afterAll(() => server?.stop());

let url = '';
const opened: Leases[] = [];
const kept: KeptLease[] = [];

/** One process of a service, as far as its lease goes: what it was told, in order. */
class Process {
  readonly told: string[] = [];
  mayGoOn: () => boolean = () => false;
  fails = false;
  beginsMs = 0;

  async start(name: string): Promise<KeptLease> {
    const leases = await openPostgresLeases({ url, leaseMs: LEASE_MS });
    opened.push(leases);
    const lease = await keepLease(leases, {
      name,
      begin: async (mayGoOn) => {
        if (this.fails) throw new Error('It cannot begin.');
        this.mayGoOn = mayGoOn;
        await delay(this.beginsMs);
        this.told.push('begin');
      },
      end: async () => {
        this.told.push('end');
      },
      onTrouble: () => {},
    });
    kept.push(lease);
    return lease;
  }
  async until(what: string, times = 1): Promise<void> {
    for (const end = Date.now() + 2 * SOON_MS; this.told.filter((one) => one === what).length < times; await delay(LOOK_EVERY_MS)) {
      if (Date.now() > end) throw new Error(`It was told ${this.told.join(', ')}, and not ${what}.`);
    }
  }
}

beforeAll(async () => {
  if (!server) return;
  const owner = await server.database();
  await preparePostgres({ url: owner, roles: [{ name: 'standby', password: 'standby' }], schemas: [leasesSchema] });
  url = owner.replace(/\/\/[^@]*@/, '//standby:standby@');
}, TIMEOUT_MS);
afterEach(async () => {
  await Promise.all(kept.splice(0).map((lease) => lease.release()));
  await Promise.all(opened.splice(0).map((leases) => leases.close()));
});

const workInTurn = () => {
  it(
    'one works and the other stands by, until the first gives the work back',
    async () => {
      const [first, second] = [new Process(), new Process()];
      const lease = await first.start('persons');
      await second.start('persons');
      await delay(SOON_MS);
      expect([first.told, second.told]).toEqual([['begin'], []]);
      expect([first.mayGoOn(), second.mayGoOn()]).toEqual([true, false]);
      await lease.release();
      await second.until('begin');
      expect(first.told).toEqual(['begin', 'end']);
    },
    TIMEOUT_MS,
  );

  it(
    'the other goes on when the first is cut off from the database, which knows by itself that its time is over',
    async () => {
      const [first, second] = [new Process(), new Process()];
      await first.start('comanagement');
      await second.start('comanagement');
      await opened[0]?.close();
      await second.until('begin');
      expect(first.mayGoOn()).toBe(false); // Over before it is over at the server: never two at once.
      await first.until('end');
    },
    TIMEOUT_MS,
  );

  it(
    'one keeps the lease while it begins, however long that takes',
    async () => {
      const [first, second] = [new Process(), new Process()];
      first.beginsMs = SOON_MS;
      const starting = first.start('persons');
      await delay(LEASE_MS / 2);
      await second.start('persons');
      await starting;
      expect([first.told, second.told, first.mayGoOn()]).toEqual([['begin'], [], true]);
    },
    TIMEOUT_MS,
  );

  it(
    'one that was stopped for longer than the lease begins anew, and what it was at may not go on',
    async () => {
      const process = new Process();
      await process.start('persons');
      const before = process.mayGoOn;
      const until = Date.now() + 2 * LEASE_MS;
      while (Date.now() < until); // As if the whole process had been stopped.
      expect(before()).toBe(false);
      await process.until('begin', 2);
      expect([process.told, before(), process.mayGoOn()]).toEqual([['begin', 'end', 'begin'], false, true]);
    },
    TIMEOUT_MS,
  );

  it(
    'one that cannot begin its work leaves it to the other',
    async () => {
      const [first, second] = [new Process(), new Process()];
      first.fails = true;
      await expect(first.start('accountability')).rejects.toThrow('It cannot begin.');
      await second.start('accountability');
      expect(second.told).toEqual(['begin']);
    },
    TIMEOUT_MS,
  );

  it(
    'each works for another service',
    async () => {
      const [first, second] = [new Process(), new Process()];
      await first.start('persons');
      await second.start('partnerships');
      expect([first.told, second.told]).toEqual([['begin'], ['begin']]);
    },
    TIMEOUT_MS,
  );
};

if (server) describe('of two processes of one service', workInTurn);
else {
  describe('leases on PostgreSQL', () => {
    it('are not here, and the last lines of the tests say so', () => expect(server).toBeUndefined());
  });
}
