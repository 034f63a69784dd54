import { describe, expect, it } from '@jest/globals';
import { REFERRAL_STATES, type ReferralState } from '@patto/contracts/comanagement';
import { comune, filo, maria, named } from '@patto/testing';
import { homeCareService, pact, requestedFacts } from '../../testing/referred.ts';
import type { ReferralView } from '../referrals.ts';
import { bundleOf, STATUS_OF } from './bundle-of.ts';

/** The required value sets of FHIR R4 (4.0.1): task-status and request-status. */
const TASK_STATUS = [
  'draft',
  'requested',
  'received',
  'accepted',
  'rejected',
  'ready',
  'cancelled',
  'in-progress',
  'on-hold',
  'failed',
  'completed',
  'entered-in-error',
];
const REQUEST_STATUS = ['draft', 'active', 'on-hold', 'revoked', 'completed', 'entered-in-error', 'unknown'];

const at = (day: number) => `2027-03-0${day}T09:00:00.000Z`;
const viewIn = (state: ReferralState): ReferralView => ({
  ...{ ...requestedFacts, id: named('referral', 1), answerObligation: named('obligation', 1), revision: 3 },
  ...{ state, closed: false, requestedAt: at(1), words: { sealed: 'words' } as never },
  reached: [
    { provider: requestedFacts.recipient, state: 'requested', at: at(1) },
    { provider: requestedFacts.recipient, state: 'in-progress', at: at(2) },
    { provider: requestedFacts.recipient, state: 'completed', at: at(3) },
  ],
});

describe('a referral in FHIR R4', () => {
  it.each(REFERRAL_STATES)('has statuses of the value sets while it is %s', (state) => {
    const [task, request] = STATUS_OF[state];
    expect(TASK_STATUS).toContain(task);
    expect(REQUEST_STATUS).toContain(request);
    const statuses = bundleOf(viewIn(state), at(4)).entry.map(({ resource }) => `${resource.resourceType} ${resource.status}`);
    expect(statuses).toEqual([`ServiceRequest ${request}`, `Task ${task}`]);
  });

  it('has what the two resources require: status, intent, and for the request its subject', () => {
    const [request, task] = bundleOf(viewIn('completed'), at(4)).entry.map(({ resource }) => resource);
    expect(request).toMatchObject({ intent: 'order', subject: { type: 'Patient', identifier: { value: maria } } });
    expect(request?.performer?.map(({ identifier }) => identifier.value)).toEqual([filo]);
    expect(task).toMatchObject({ intent: 'order', for: { identifier: { value: maria } }, owner: { identifier: { value: filo } } });
    expect(task?.requester.identifier.value).toBe(comune);
    expect(task?.executionPeriod).toEqual({ start: at(2), end: at(3) });
  });

  it('points from the task to the request of the same bundle, by ids that FHIR takes', () => {
    const { entry } = bundleOf(viewIn('requested'), at(4));
    expect(entry[1]?.resource.focus?.reference).toBe(entry[0]?.fullUrl);
    for (const { resource } of entry) expect(resource.id).toMatch(/^[A-Za-z0-9.-]{1,64}$/);
  });

  it('tells nobody’s words, and nothing of the pact or the service but the category', () => {
    const text = JSON.stringify(bundleOf(viewIn('requested'), at(4)));
    for (const hidden of ['sealed', pact, homeCareService]) expect(text).not.toContain(hidden);
  });
});
