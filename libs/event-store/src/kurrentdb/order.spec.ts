import { describe, expect, it } from '@jest/globals';
import { newStream } from '../conformance/examples.ts';
import { Order } from './order.ts';

const event = (stream: string, revision: number, command = 'a command') => ({ stream, revision, command });

describe('the order of our events in a server’s log', () => {
  it('numbers them from 0 without a gap, wherever they are there', () => {
    const order = new Order();
    const [plan, need] = [newStream('plan'), newStream('need')];
    expect(order.last).toBe(-1);
    const positions = [order.take(event(plan, 1), 1_000), order.take(event(need, 1), 5_000_000_000)];
    positions.push(order.take(event(plan, 2), 9_000_000_000));
    expect(positions).toEqual([0, 1, 2]);
    expect(order.last).toBe(2);
    expect(order.of({ stream: plan, revision: 2 })).toBe(2);
    expect([-1, 0, 1, 2, 3].map((position) => order.offsetOf(position))).toEqual([undefined, 1_000, 5_000_000_000, 9_000_000_000, undefined]);
  });

  it('knows where a command recorded something first', () => {
    const order = new Order();
    const plan = newStream('plan');
    for (const [index, command] of ['opened', 'signed', 'signed', 'opened'].entries()) order.take(event(plan, index + 1, command), index);
    expect(['opened', 'signed', 'closed'].map((command) => order.firstOf(command))).toEqual([0, 1, undefined]);
  });

  it('takes an event once, however often it comes', () => {
    const order = new Order();
    const first = event(newStream('plan'), 1);
    expect([order.take(first, 1_000), order.take(first, 1_000)]).toEqual([0, undefined]);
    expect(order.last).toBe(0);
  });

  it('refuses to go on over events that are missing', () => {
    const order = new Order();
    const [plan, need] = [newStream('plan'), newStream('need')];
    order.take(event(plan, 1), 1_000);
    expect(() => order.take(event(plan, 3), 2_000)).toThrow(/revision 3 of plan-\S+ and not 2: .* deleted or scavenged/);
    expect(() => order.take(event(need, 2), 2_000)).toThrow(/deleted or scavenged/);
    expect(order.last).toBe(0);
  });
});
