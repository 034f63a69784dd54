import type { By, Id, OperatorId, OrganisationId, PersonId } from '@patto/contracts';
import type { Recorded } from '@patto/event-store';
import { all, type Deployment } from './deployment.ts';

/** One who acts for an organisation. */
export type Operator = By & { readonly organisation: OrganisationId };
/** Decides a command for somebody; the same again has the same outcome. */
export type Does = (command: string, data: object, by: By) => Promise<{ readonly stream: string; readonly revision: number }>;

/** A pact of three parties, and the two services that they run. */
export interface HomeCare {
  readonly pact: Id<'pact'>;
  /** The lead, which is the body, and two co-managers. */
  readonly parties: readonly Operator[];
  readonly services: readonly Id<'service'>[];
}

/** A line of the plan of one person. */
export interface Line {
  readonly plan: Id<'plan'>;
  readonly person: PersonId;
  readonly commitment: Id<'commitment'>;
}

/** Few enough that referrals wait for each other. */
const PLACES = 2;
const PERIOD = { from: '2027-01-01T00:00:00.000Z', until: '2037-01-01T00:00:00.000Z' };
const RULES = [
  { type: 'establishment', rule: 'unanimity', silence: 'nothing' },
  { type: 'capacity', rule: 'unanimity', silence: 'nothing' },
  { type: 'performer', rule: 'quorum', quorum: 60, silence: 'abstains' },
  { type: 'suspension', rule: 'delegated-to-lead', silence: 'nothing' },
  { type: 'resumption', rule: 'delegated-to-lead', silence: 'nothing' },
  { type: 'closure', rule: 'consent', days: 3, silence: 'abstains' },
];

/** Lets the parties agree on a pact and on the services that they run. */
export const makeHomeCare = async (does: Does, lead: Operator, operatorId: (name: string) => OperatorId): Promise<HomeCare> => {
  const joined = async (name: string): Promise<Operator> => {
    const { stream } = await does('RegisterOrganisation', { sector: 'third-sector', name, identifiers: [] }, lead);
    return { actor: operatorId(name), organisation: stream as OrganisationId };
  };
  const [filo, corte] = [await joined('Filo'), await joined('Corte')];
  const parties = [lead, filo, corte];
  const dataSharing = [
    {
      recipients: [filo.organisation, corte.organisation],
      purposes: ['care'],
      dataCategories: ['plan', 'referral'],
      basis: 'public-task',
      act: 'Deliberation 9/2027',
    },
  ];
  const signatories = parties.map(({ organisation }, index) => ({ organisation, role: index === 0 ? 'lead' : 'co-manager' }));
  const stepInOrder = parties.map(({ organisation }) => organisation);
  const terms = { kind: 'convention', title: 'Home care', signatories, resources: [], decisionRules: RULES, stepInOrder, dataSharing, ...PERIOD };
  const pact = (await does('DraftPact', terms, lead)).stream as Id<'pact'>;
  for (const party of parties) await does('SignPact', { pact }, party);

  const services: Id<'service'>[] = [];
  for (const [category, { organisation: performer }] of [
    ['home-care', filo],
    ['night-care', corte],
  ] as const) {
    const parts = { title: category, category, area: 'valcurta', locations: [], schedule: [], capacity: [{ unit: 'places', amount: PLACES }] };
    const change = { type: 'establishment', terms: { ...parts, accountable: lead.organisation, performer } };
    const decision = (await does('OpenDecision', { pact, change }, lead)).stream;
    for (const party of parties) await does('TakePosition', { decision, position: 'agree' }, party);
    services.push((await does('EstablishService', { pact, decision, terms: change.terms }, lead)).stream as Id<'service'>);
  }
  return { pact, parties, services };
};

/** Lets a person's plan be agreed, in which the first service is the line of its performer. */
export const agreeLine = async (
  { world }: Deployment,
  does: Does,
  { parties: [lead, filo], services: [service] }: HomeCare,
  { person, plan }: Omit<Line, 'commitment'>,
): Promise<Line> => {
  if (!lead || !filo) throw new RangeError('Somebody leads and somebody performs.');
  const recorded = async (name: string): Promise<Recorded['event']> => {
    const found = (await all(world.log.read(plan, {}))).find(({ type }) => type.includes(`${name}.`));
    if (!found) throw new Error(`${name} was not recorded.`);
    return found.event;
  };
  const said = ({ data }: Recorded['event']): Readonly<Record<string, unknown>> => ({ ...data });
  const herself = { actor: person };
  const holder = filo.organisation;
  await does('SetGoal', { plan, whose: person, words: 'To the market again.' }, herself);
  const { goal } = said(await recorded('GoalSet'));
  await does('OfferOption', { plan, goal, category: 'home-care', service, holder, performer: holder }, lead);
  const offered = await recorded('OptionOffered');
  const { option } = said(offered);
  await does('ChooseOption', { plan, option }, herself);
  const schedule = { dueAt: '2028-03-01T09:00:00.000Z', tolerance: 'P1D' };
  await does('MakeCommitment', { plan, goal, option, holder, counterpart: person, schedule, words: 'Home care.' }, lead);
  const made = await recorded('CommitmentMade');
  const commitment = said(made)['commitment'] as Id<'commitment'>;
  await does('AcceptCommitment', { plan, commitment, shown: [made.id, offered.id] }, filo);
  const { revision } = await does('ProposePlan', { plan }, lead);
  await does('SignPlan', { plan, revision, as: 'person' }, herself);
  await does('SignPlan', { plan, revision, as: 'case-manager' }, lead);
  return { plan, person, commitment };
};
