import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type District, makeDistrict } from './district.ts';
import { runSchedule } from './schedule.ts';

/** A thousand sequences on a busy machine. */
const TIMEOUT_MS = 3_600_000;
/** What has to have happened somewhere among the sequences, so that the rules were tried at all. */
const HAPPENED = [
  ...['ReferralAccepted', 'ReferralStarted', 'ReferralHeld', 'ReferralResumed', 'ReferralCompleted', 'ReferralWithdrawn', 'ReferralRejected'],
  ...['ReferralReRouted', 'ReferralTransferred', 'ReferralClosed', 'OutcomeAssigned', 'DeliveryRecorded', 'PlaceTaken', 'PlaceAwaited', 'PlaceFreed'],
  ...['DecisionCarried', 'DecisionBlocked', 'DecisionLapsed', 'ServiceCapacityChanged', 'PerformerChanged', 'ServiceSuspended', 'ServiceResumed'],
  ...['ServiceSuspendedUrgently', 'UrgentSuspensionLapsed', 'ServiceClosed', 'TransferAccepted', 'TransferDeclined', 'StepInOffered', 'StepInAccepted'],
  ...['StepInDeclined', 'OfferCalledOff', 'CommitmentWaived', 'ParticipationSuspended', 'ParticipationResumed', 'PlanToldOfReferral'],
];

/** Registers the test of so many random sequences of commands, from this seed on. */
export const tries = ({ from, sequences }: { readonly from: number; readonly sequences: number }): void => {
  describe('persons, partnerships and co-management under random commands', () => {
    const folder = mkdtempSync(join(tmpdir(), 'patto-sequences-'));
    let district: District | undefined;
    beforeAll(async () => {
      district = await makeDistrict(folder);
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it(
      `keep every rule in ${sequences} sequences: one holder, places counted, nothing closed without an outcome, the register as written by hand`,
      async () => {
        if (!district) throw new Error('The district is made before its sequences run.');
        const names = new Set<string>();
        for (let seed = from; seed < from + sequences; seed += 1) {
          const outcome = await runSchedule({ folder, district }, seed, { isCalm: true });
          expect({ seed, violations: outcome.violations }).toEqual({ seed, violations: [] });
          for (const name of outcome.names) names.add(name);
        }
        expect(HAPPENED.filter((name) => !names.has(name))).toEqual([]);
      },
      TIMEOUT_MS,
    );
  });
};
