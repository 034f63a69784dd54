import {
  OutcomeAssigned,
  ReferralAccepted,
  ReferralAcknowledged,
  ReferralCompleted,
  ReferralHeld,
  ReferralRejected,
  ReferralRequested,
  ReferralStarted,
  ReferralWithdrawn,
} from '@patto/contracts/comanagement';
import { type Decided, event } from '@patto/event-store/pure';
import { comune, fact, filo, maria, mariasPlan, meals, named } from '@patto/testing';

/** Maria is referred to the home care that Filo performs under the pact and the Comune answers for. */
export const homeCareService = named('service', 1);
export const pact = named('pact', 1);
export const referral = named('referral', 1);

export const serviceRuns = fact(
  'service',
  {
    ...{ service: homeCareService, pact, obligation: named('obligation', 90), accountable: comune, performer: filo },
    ...{ category: 'home-care', area: 'valcurta', unit: 'hours-a-week' },
  },
  homeCareService,
);
const takesPart = (organisation: typeof filo) => fact('participation', { pact, organisation, role: 'co-manager' }, pact);
export const filoTakesPart = takesPart(filo);
export const comuneTakesPart = takesPart(comune);
/** A clause of the pact lets Filo know of plans, for care. */
export const clauseInForce = fact(
  'pact',
  {
    ...{ pact, parties: [], decisionRules: [], stepInOrder: [] },
    dataSharing: [{ recipients: [filo], purposes: ['care'], dataCategories: ['referral'], basis: 'public-task', act: 'Deliberation 9/2027' }],
  },
  pact,
);
export const comuneServesMaria = fact('charge', { person: maria, organisation: comune });
/** All that a referral of Maria to Filo rests on. */
export const basisStands = [serviceRuns, filoTakesPart, comuneTakesPart, clauseInForce, comuneServesMaria];

const between = { person: maria, service: homeCareService, pact, recipient: filo, accountable: comune, requester: comune };
const asked = { ...between, category: 'home-care', basis: 'public-task' as const, unit: 'hours-a-week', amount: 1 };
/** What a request adds besides ids. */
export const requestedFacts = { ...asked, answerBy: '2027-03-08T12:00:00.000Z', lineAccepted: false };
export const requested = event(ReferralRequested, { ...requestedFacts, answerObligation: named('obligation', 1) });
export const ofLine = { plan: mariasPlan, commitment: meals };
/** Of a line of the plan that Filo has accepted. */
export const requestedByPlan = event(ReferralRequested, { ...requestedFacts, ...ofLine, lineAccepted: true, answerObligation: named('obligation', 1) });
export const acceptedByFilo = event(ReferralAccepted, {
  ...{ ...between, steps: ['contacted'] as const, unit: 'hours-a-week', amount: 1 },
  ...{ answerObligation: named('obligation', 1), obligation: named('obligation', 101) },
});
export const started = event(ReferralStarted, { person: maria, service: homeCareService, performer: filo, startedAt: '2027-03-01T12:00:00.000Z' });

export const rejected = event(ReferralRejected, {
  reason: 'no-capacity',
  rejectedBy: 'provider',
  service: homeCareService,
  answerObligation: named('obligation', 1),
});
export const held = event(ReferralHeld, { reason: 'hospital', heldAt: '2027-03-01T12:00:00.000Z', obligation: named('obligation', 101) });
export const completed = event(ReferralCompleted, { service: homeCareService });
export const achieved = event(OutcomeAssigned, { outcome: 'achieved', person: maria });
/** The line of the plan, as the facts know it. */
export const lineAgreed = fact('line', { ...ofLine, person: maria, holder: filo, service: homeCareService }, mariasPlan);

export const withdrawn = event(ReferralWithdrawn, { reason: 'moved', service: homeCareService, answerObligation: named('obligation', 1) });
export const acknowledged = event(ReferralAcknowledged, { recipient: filo });

/** A past that leads to each state. */
export const PAST = {
  requested: [requested],
  received: [requested, acknowledged],
  accepted: [requested, acceptedByFilo],
  rejected: [requested, rejected],
  cancelled: [requested, withdrawn],
  'in-progress': [requested, acceptedByFilo, started],
  'on-hold': [requested, acceptedByFilo, started, held],
  completed: [requested, acceptedByFilo, started, completed],
} as const satisfies { readonly [state: string]: readonly Decided[] };
