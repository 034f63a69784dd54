import { afterAll, describe, expect, it } from '@jest/globals';
import { allPlaces } from './postgres/trials/places.ts';

const all = await allPlaces('checkpoints');
afterAll(async () => {
  for (const places of all) await places.remove();
}, 60_000); // On a busy machine.

describe.each(all)('checkpoints on $engine', (places) => {
  it('are not there before they are saved, and stay over a restart', async () => {
    const before = await places.checkpoints();
    expect(await before.load('relay:persons')).toBeUndefined();
    await before.save('relay:persons', 41);
    await before.save('relay:persons', 42);
    await before.save('group:reactions', 7);
    await before.close();
    const after = await places.checkpoints();
    expect([(await after.load('relay:persons'))?.position, (await after.load('group:reactions'))?.position]).toEqual([42, 7]);
    await after.close();
  });

  it('count tries of one position, also over a restart, and begin anew at another', async () => {
    const before = await places.checkpoints();
    expect([await before.tried('needs', 5), await before.tried('needs', 5), await before.tried('plans', 5)]).toEqual([1, 2, 1]);
    await before.close();
    const after = await places.checkpoints();
    expect([await after.tried('needs', 5), await after.tried('needs', 6), await after.tried('needs', 5)]).toEqual([3, 1, 1]);
    await after.close();
  });
});

describe.each(all.filter(({ engine }) => engine === 'PostgreSQL'))('checkpoints that several processes keep, on $engine,', (places) => {
  it('are not taken back by one that does not know yet that another works on', async () => {
    const [late, quick] = [await places.checkpoints(), await places.checkpoints()];
    await late.save('sealer', 10);
    await quick.save('sealer', 20);
    await late.save('sealer', 11);
    expect((await late.load('sealer'))?.position).toBe(20);
    await late.close();
    await quick.close();
  });
});
