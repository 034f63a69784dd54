import { describe, expect, it } from '@jest/globals';
import { AccessReceipt, issueReceipt } from './receipt.ts';

describe('the receipt of an access record', () => {
  it('covers the subjects that the record names, and no other', () => {
    const receipt = issueReceipt('access-1', ['person-maria']);
    expect(receipt.record).toBe('access-1');
    expect(AccessReceipt.covers(receipt, 'person-maria')).toBe(true);
    expect(AccessReceipt.covers(receipt, 'person-piero')).toBe(false);
  });

  it('cannot be imitated', () => {
    const receipt = issueReceipt('access-1', ['person-maria']);
    const forged = [
      { ...receipt },
      { record: 'access-1', covers: () => true },
      Object.create(AccessReceipt.prototype),
      structuredClone(receipt),
      new Proxy(receipt, {}),
    ];
    for (const imitation of [...forged, undefined, null, 'access-1', true]) expect(AccessReceipt.covers(imitation, 'person-maria')).toBe(false);
  });
});
