import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { isOutage } from '@patto/event-store';
import { killableMongoFor } from '@patto/testing/engines';
import { randomUUID } from 'node:crypto';
import { openMongoDocuments } from './open.ts';

jest.setTimeout(90_000); // Each question waits five seconds for a server that is away.

const server = await killableMongoFor("a server of MongoDB's protocol that is killed and comes back");
afterAll(() => server?.stop());

describe("a server of MongoDB's protocol that is killed", () => {
  it('is told as an outage, which followers wait for, and what was asked works again when it is back', async () => {
    if (!server) return;
    const documents = await openMongoDocuments({ url: server.url.replace(/[^/]*$/, `test-${randomUUID()}`) });
    const plans = await documents.collection({ name: 'plans', version: 1, indexes: ['status'] });
    await plans.commit({ upserts: [{ id: 'plan-1', status: 'draft' }], deletes: [], through: 3 });
    const again = () => plans.commit({ upserts: [{ id: 'plan-1', status: 'agreed' }], deletes: [], through: 4 });

    await server.kill();
    const failures = await Promise.all([plans.find({}), plans.load(['plan-1']), again(), plans.tried()].map((asked) => asked.then(() => undefined, isOutage)));
    expect(failures).toEqual([true, true, true, true]);

    await server.start();
    expect(await plans.progress()).toEqual({ position: 3, tries: 0 });
    expect(await again()).toBe(true);
    expect(await plans.find({ status: 'agreed' })).toEqual([{ id: 'plan-1', status: 'agreed' }]);
    await documents.close();
  });
});
