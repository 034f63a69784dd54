import { describe, expect, it } from '@jest/globals';
import { newStream } from '../conformance/examples.ts';
import { Order } from './order.ts';

describe('the order of our events in a server’s log', () => {
  it('numbers them from 0 without a gap, wherever they are there', () => {
    const order = new Order();
    const [plan, need] = [newStream('plan'), newStream('need')];
    expect(order.last).toBe(-1);
    const positions = [order.take({ stream: plan, revision: 1 }, 1_000), order.take({ stream: need, revision: 1 }, 5_000_000_000)];
    positions.push(order.take({ stream: plan, revision: 2 }, 9_000_000_000));
    expect(positions).toEqual([0, 1, 2]);
    expect(order.last).toBe(2);
    expect(order.of({ stream: plan, revision: 2 })).toBe(2);
    expect([-1, 0, 1, 2, 3].map((position) => order.offsetOf(position))).toEqual([undefined, 1_000, 5_000_000_000, 9_000_000_000, undefined]);
  });

  it('takes an event once, however often it comes', () => {
    const order = new Order();
    const event = { stream: newStream('plan'), revision: 1 };
    expect([order.take(event, 1_000), order.take(event, 1_000)]).toEqual([0, undefined]);
    expect(order.last).toBe(0);
  });

  it('refuses to go on over events that are missing', () => {
    const order = new Order();
    const [plan, need] = [newStream('plan'), newStream('need')];
    order.take({ stream: plan, revision: 1 }, 1_000);
    expect(() => order.take({ stream: plan, revision: 3 }, 2_000)).toThrow(/revision 3 of plan-\S+ and not 2: .* deleted or scavenged/);
    expect(() => order.take({ stream: need, revision: 2 }, 2_000)).toThrow(/deleted or scavenged/);
    expect(order.last).toBe(0);
  });
});
