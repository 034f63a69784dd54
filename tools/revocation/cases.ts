import type { Caller } from '@patto/access';
import { districtPolicy } from '@patto/access';
import { PublishPolicy } from '@patto/accountability';
import type { Id, OrganisationId, PersonId } from '@patto/contracts';
import { command } from '@patto/event-store/pure';
import { AffiliateOperator, RegisterOrganisation } from '@patto/partnerships';
import { OpenDecision } from '../../services/comanagement/src/decision/open-decision.ts';
import { ReferOutside } from '../../services/comanagement/src/referral/refer-outside.ts';
import { EndAffiliation } from '../../services/partnerships/src/affiliation/end-affiliation.ts';
import { AcceptMandate } from '../../services/partnerships/src/mandate/accept-mandate.ts';
import { GrantMandate } from '../../services/partnerships/src/mandate/grant-mandate.ts';
import { RevokeMandate } from '../../services/partnerships/src/mandate/revoke-mandate.ts';
import { RecogniseCompetence } from '../../services/partnerships/src/organisation/recognise-competence.ts';
import { DraftPact } from '../../services/partnerships/src/pact/draft-pact.ts';
import { ResumeParticipation } from '../../services/partnerships/src/pact/resume-participation.ts';
import { SignPact } from '../../services/partnerships/src/pact/sign-pact.ts';
import { SuspendParticipation } from '../../services/partnerships/src/pact/suspend-participation.ts';
import { TakeCharge } from '../../services/persons/src/charge/take-charge.ts';
import { GrantConsent } from '../../services/persons/src/consent/grant-consent.ts';
import { WithdrawConsent } from '../../services/persons/src/consent/withdraw-consent.ts';
import { ReportNeed } from '../../services/persons/src/need/report-need.ts';
import { AppointDelegate } from '../../services/persons/src/network/appoint-delegate.ts';
import { RevokeDelegate } from '../../services/persons/src/network/revoke-delegate.ts';
import { RegisterPerson } from '../../services/persons/src/person/register-person.ts';
import type { Place } from './place.ts';

const A_DAY_MS = 86_400_000;
const AREA = 'valcurta';
const READING = 'reading-needs' as const;

/** An act and the revocation of what it relies on, ready to be begun at the same time. */
export interface Pair {
  /** The position at which the act was recorded; nothing where it was refused. */
  readonly act: () => Promise<number | undefined>;
  /** The position at which the revocation was recorded. */
  readonly revoke: () => Promise<number>;
  /** Puts back what others rely on as well. */
  readonly restore?: () => Promise<unknown>;
}
export type Case = (round: number) => Promise<Pair>;

/** A day from now. */
export const soon = (): string => new Date(Date.now() + A_DAY_MS).toISOString();
const person = (area = AREA): RegisterPerson => ({ name: { given: 'Maria', family: 'Costa' }, birthDate: '1945-04-12', area, capacity: 'adult' });

/** The people of these tests: a public body with an administrator and a mandate, and Filo, with which it has a pact. */
export const settle = async (place: Place) => {
  const { system, does, operator } = place;
  const [admin, franca]: readonly Caller[] = [{ operator: operator('administrator') }, { operator: operator('franca') }];
  const affiliation = (organisation: string, subject: string, ...roles: ('administrator' | 'operator')[]) =>
    command(AffiliateOperator, { organisation: organisation as OrganisationId, name: subject, login: { issuer: 'https://issuer.example', subject }, roles });
  const comune = (await system('partnerships', command(RegisterOrganisation, { sector: 'public-body', name: 'Comune', identifiers: [] })))
    .stream as OrganisationId;
  await system('partnerships', affiliation(comune, 'administrator', 'administrator'));
  const filo = (await does(admin as Caller, command(RegisterOrganisation, { sector: 'third-sector', name: 'Filo', identifiers: [] }))).stream as OrganisationId;
  await does(admin as Caller, affiliation(filo, 'franca', 'administrator'));
  await does(admin as Caller, command(RecogniseCompetence, { organisation: comune, competence: READING, evidence: 'Law 328/2000' }));
  const mandate = async (area: string): Promise<Id<'mandate'>> => {
    const terms = { competences: [READING], areas: [area], categories: [], from: new Date().toISOString(), until: soon(), act: 'Law 328/2000' };
    const { stream } = await does(admin as Caller, command(GrantMandate, { holder: comune, basis: 'law', ...terms }));
    await does(admin as Caller, command(AcceptMandate, { mandate: stream as Id<'mandate'> }));
    return stream as Id<'mandate'>;
  };
  await mandate(AREA);
  const [maria, anna] = [await does(admin as Caller, command(RegisterPerson, person())), await does(admin as Caller, command(RegisterPerson, person()))];
  const need = await does(
    { person: maria.stream as PersonId },
    command(ReportNeed, { person: maria.stream as PersonId, category: 'care-at-home', area: AREA, desk: comune }),
  );
  await does(admin as Caller, command(TakeCharge, { person: maria.stream as PersonId, need: need.stream as Id<'need'> }));
  return {
    admin: admin as Caller,
    franca: franca as Caller,
    comune,
    filo,
    maria: maria.stream as PersonId,
    anna: anna.stream as PersonId,
    mandate,
    affiliation,
  };
};
export type People = Awaited<ReturnType<typeof settle>>;

/** Maria lets Filo be told of her, until she takes that back. */
export const consented = async ({ does }: Place, { maria, filo }: People) => {
  const terms = { recipients: [filo], purposes: ['care'], dataCategories: ['identity', 'contacts', 'referral'], until: soon() };
  const { stream } = await does({ person: maria }, command(GrantConsent, { person: maria, ...terms }));
  return { withdraw: () => does({ person: maria }, command(WithdrawConsent, { consent: stream as Id<'consent'> })) };
};

const positionOf = async (done: Promise<{ readonly position: number } | undefined>): Promise<number | undefined> => (await done)?.position;

/** An act for each kind of authority that can be taken away. */
export const casesOf = async (place: Place, people: People): Promise<Readonly<Record<string, Case>>> => {
  const { does, act, operator } = place;
  const { admin, franca, comune, filo, anna } = people;
  const recorded = async (caller: Caller, call: Parameters<Place['does']>[1]): Promise<number> => (await does(caller, call)).position;
  const pact = await activePact(place, people);
  const terms = {
    title: 'Care',
    category: 'care',
    area: AREA,
    accountable: comune,
    performer: filo,
    locations: ['Here'],
    capacity: [{ unit: 'hours', amount: 1 }],
    schedule: [],
  };
  return {
    affiliation: async (round) => {
      const { stream } = await does(admin, people.affiliation(comune, `ugo-${round}`, 'operator'));
      return {
        act: () => positionOf(act({ operator: operator(`ugo-${round}`) }, command(RegisterPerson, person()))),
        revoke: () => recorded(admin, command(EndAffiliation, { affiliation: stream as Id<'affiliation'>, reason: 'left' })),
      };
    },
    mandate: async (round) => {
      const area = `area-${round}`;
      const mandate = await people.mandate(area);
      return {
        act: () => positionOf(act(admin, command(RegisterPerson, person(area)))),
        revoke: () => recorded(admin, command(RevokeMandate, { mandate, motivation: 'No more.' })),
      };
    },
    delegation: async () => {
      const maria = (await does(admin, command(RegisterPerson, person()))).stream as PersonId;
      const appointed = { person: maria, delegate: anna, basis: 'delegation', acts: ['report-need'], exercise: 'instead', until: soon() } as const;
      await does({ person: maria }, command(AppointDelegate, { ...appointed, acts: [...appointed.acts] }));
      return {
        act: () => positionOf(act({ person: anna }, command(ReportNeed, { person: maria, category: 'care-at-home', area: AREA, desk: comune }), maria)),
        revoke: () => recorded({ person: maria }, command(RevokeDelegate, { person: maria, delegate: anna })),
      };
    },
    consent: async () => {
      const { withdraw } = await consented(place, people);
      return {
        act: () => positionOf(act(admin, command(ReferOutside, { person: people.maria, recipient: filo, category: 'transport' }))),
        revoke: async () => (await withdraw()).position,
      };
    },
    participation: async () => ({
      act: () => positionOf(act(franca, command(OpenDecision, { pact, change: { type: 'establishment', terms } }))),
      revoke: () => recorded(franca, command(SuspendParticipation, { pact, organisation: filo, reason: 'rests' })),
      restore: () => does(franca, command(ResumeParticipation, { pact, organisation: filo })),
    }),
    policy: async (round) => {
      const forbids = { roles: ['administrator' as const], action: ['RegisterOrganisation'], inverted: true as const, reason: `Not in round ${round}.` };
      return {
        act: () => positionOf(act(admin, command(RegisterOrganisation, { sector: 'third-sector', name: 'Passi', identifiers: [] }))),
        revoke: () => recorded(admin, command(PublishPolicy, { rules: [...districtPolicy(), forbids] })),
        restore: () => does(admin, command(PublishPolicy, { rules: districtPolicy() })),
      };
    },
  };
};

const activePact = async ({ does }: Place, { admin, franca, comune, filo }: People): Promise<Id<'pact'>> => {
  const { stream } = await does(
    admin,
    command(DraftPact, {
      kind: 'convention',
      title: 'Care',
      signatories: [
        { organisation: comune, role: 'lead' },
        { organisation: filo, role: 'co-manager' },
      ],
      resources: [],
      decisionRules: [{ type: 'establishment', rule: 'unanimity', silence: 'nothing' }],
      stepInOrder: [],
      dataSharing: [],
      from: new Date().toISOString(),
      until: soon(),
    }),
  );
  for (const signatory of [admin, franca]) await does(signatory, command(SignPact, { pact: stream as Id<'pact'> }));
  return stream as Id<'pact'>;
};
