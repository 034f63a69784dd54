import { describe, expect, it } from '@jest/globals';
import { follow, openCheckpoints } from '@patto/event-store';
import { join } from 'node:path';
import type { Message } from './bus.ts';
import { conformsAsBus, newEvent, openRecording } from './conformance.ts';
import { CATEGORIES, type Example, knocks, newDoor, numbers, SERVICE, TOPIC } from './conformance/examples.ts';
import { logBus } from './log-bus.ts';
import { relay } from './relay.ts';

const place = async () => {
  const { folder, log, record, dispose } = await openRecording();
  const open = () => {
    const checkpoints = openCheckpoints(join(folder, 'checkpoints.db'));
    return { checkpoints, bus: logBus({ log, checkpoints, categoriesOf: () => CATEGORIES, onTrouble: () => {} }) };
  };
  let opened = open();
  const close = async () => {
    await opened.bus.close();
    await opened.checkpoints.close();
  };
  return {
    log,
    bus: opened.bus,
    checkpoints: opened.checkpoints,
    record,
    reopen: async () => {
      await close();
      opened = open();
      return opened.bus;
    },
    dispose: async () => {
      await close();
      await dispose();
    },
  };
};

conformsAsBus('The log read in process', place);

describe('the relay', () => {
  it('tells on the bus what the service records, and says where it is after a restart', async () => {
    const its = await place();
    const parts = { bus: its.bus, service: SERVICE, categories: CATEGORIES, checkpoints: its.checkpoints };
    const heard: Message[] = [];
    const group = await its.bus.subscribe([TOPIC], 'neighbours', async (message) => {
      heard.push(message);
    });
    const following = follow(its.log, relay(parts));
    await its.record(knocks([newDoor()], 5));
    expect(await following.reached(4, 10_000)).toBe(true);
    await group.caughtUp();
    expect(numbers(heard)).toEqual([0, 1, 2, 3, 4]);
    await following.stop();
    expect(await relay(parts).position()).toBe(4);
    await its.dispose();
  });

  it('moves on only when the bus has the messages', async () => {
    const its = await place();
    const bus = { ...its.bus, publish: () => Promise.reject(new Error('The broker is away.')) };
    const waiting = relay({ bus, service: SERVICE, categories: CATEGORIES, checkpoints: its.checkpoints });
    const events = await its.record(knocks([newDoor()], 1));
    await expect(waiting.handle({ events, through: 0 })).rejects.toThrow('away');
    expect(await waiting.position()).toBe(-1);
    await its.dispose();
  });

  it('does not tell the sealed part', async () => {
    const its = await place();
    const [door] = [newDoor()];
    const plain = newEvent({ ...(knocks([door], 1)[0] as Example) });
    const publicEnd = plain.body.length - '}}'.length;
    await its.log.append(door, 0, [{ ...plain, publicEnd, body: `${plain.body.slice(0, publicEnd)},"personal":[{"sealed":"canary"}]}}` }], { command: 'one' });
    const heard: Message[] = [];
    const group = await its.bus.subscribe([TOPIC], 'curious', async (message) => {
      heard.push(message);
    });
    const following = follow(its.log, relay({ bus: its.bus, service: SERVICE, categories: CATEGORIES, checkpoints: its.checkpoints }));
    await following.reached(0, 10_000);
    await group.caughtUp();
    expect(heard.map(({ body }) => body)).toEqual([plain.body]);
    await following.stop();
    await its.dispose();
  });
});
