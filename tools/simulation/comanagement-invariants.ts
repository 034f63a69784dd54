import type { OpenModel } from '@patto/read-models';
import { owedByHand, type Told } from './told.ts';

/** What our services may be refused when they follow each other: what was decided or agreed cannot be done any more, and people see it as work. */
const EXPECTED_REFUSALS: { readonly [command: string]: readonly string[] } = {
  ApplyDecision: ['capacity-below-taken', 'service-closed'],
  OfferStepIn: ['nobody-steps-in'],
  TakePlace: ['service-closed'],
  ReferAgreedLine: ['no-such-service', 'participation-suspended', 'no-legal-basis'],
};
const STATES: { readonly [event: string]: string } = {
  ...{ ReferralRequested: 'asked', ReferralAccepted: 'waiting', ReferralStarted: 'going', ReferralResumed: 'going', ReferralHeld: 'resting' },
  ...{ ReferralCompleted: 'over', ReferralWithdrawn: 'over', ReferralRejected: 'over' },
  ...{ ServiceEstablished: 'runs', ServiceResumed: 'runs', UrgentSuspensionLapsed: 'runs' },
  ...{ ServiceSuspended: 'rests', ServiceSuspendedUrgently: 'rests', ServiceClosed: 'closed' },
};
const DECIDED: { readonly [event: string]: string } = {
  ServiceEstablished: 'establishment',
  ServiceCapacityChanged: 'capacity',
  ScheduleChanged: 'schedule',
  ServiceSuspended: 'suspension',
  ServiceResumed: 'resumption',
  ServiceClosed: 'closure',
};

/** What of the rules of co-management does not hold, a sentence each; `told` is all that was recorded, at rest. */
export const comanagementViolations = async (told: readonly Told[], models: ReadonlyMap<string, OpenModel>): Promise<readonly string[]> => [
  ...placesMiscounted(told),
  ...closedWithoutOutcome(told),
  ...countedWrongly(told),
  ...changedWithoutDecision(told),
  ...linesNotReferredOnce(told),
  ...referralsApartFromTheirService(told),
  ...(await registerDiffers(told, models)),
  ...told
    .filter(({ name, data }) => name.endsWith('ReactionParked') || (name.endsWith('ReactionRefused') && !isExpected(data)))
    .map(({ name, data }) => `${name}: ${data['command']} ${data['code']}.`),
];

const isExpected = ({ command, code }: Told['data']): boolean => EXPECTED_REFUSALS[String(command)]?.includes(String(code)) ?? false;

interface Place {
  readonly unit: string;
  readonly amount: number;
}

const sum = (unit: string, places: Iterable<Place>): number => [...places].reduce((total, place) => total + (place.unit === unit ? place.amount : 0), 0);

interface Places {
  readonly capacity: readonly Place[];
  readonly taken: ReadonlyMap<unknown, Place>;
  readonly waiting: ReadonlySet<unknown>;
}

const without = <Item>(items: ReadonlyMap<unknown, Item>, key: unknown) => new Map([...items].filter(([one]) => one !== key));

/** The places of a service after an event about them. */
const placesAfter = ({ capacity, taken, waiting }: Places, { name, data }: Told): Places => {
  const { referral } = data;
  const others = new Set([...waiting].filter((one) => one !== referral));
  switch (name) {
    case 'ServiceEstablished':
    case 'ServiceCapacityChanged':
      return { capacity: data['capacity'] as readonly Place[], taken, waiting };
    case 'PlaceTaken':
      return { capacity, taken: new Map([...taken, [referral, { unit: String(data['unit']), amount: Number(data['amount']) }]]), waiting: others };
    case 'PlaceAwaited':
      return { capacity, taken, waiting: new Set([...waiting, referral]) };
    case 'PlaceFreed':
      return { capacity, taken: without(taken, referral), waiting: others };
    default:
      return { capacity, taken, waiting };
  }
};

/** Never more is taken than there is, nobody has two places, and nobody gives back what they have not. */
const placesMiscounted = (told: readonly Told[]): readonly string[] => {
  const services = new Map<string, Places>();
  return told.flatMap((one) => {
    if (!one.stream.startsWith('service-')) return [];
    const before = services.get(one.stream) ?? { capacity: [], taken: new Map(), waiting: new Set() };
    const after = placesAfter(before, one);
    services.set(one.stream, after);
    const { referral } = one.data;
    const [has, waits] = [before.taken.has(referral), before.waiting.has(referral)];
    const isTwice = (one.name === 'PlaceTaken' && has) || (one.name === 'PlaceAwaited' && (has || waits));
    const isOver = [...after.taken.values()].some(({ unit }) => sum(unit, after.taken.values()) > sum(unit, after.capacity));
    return [
      ...(isTwice ? [`${String(referral)} has two places at ${one.position}.`] : []),
      ...(one.name === 'PlaceFreed' && !has && !waits ? [`${String(referral)} gives back nothing at ${one.position}.`] : []),
      ...(isOver ? [`${one.stream} has more taken than there is at ${one.position}.`] : []),
    ];
  });
};

const closedWithoutOutcome = (told: readonly Told[]): readonly string[] =>
  told
    .filter(({ name }) => name === 'ReferralClosed')
    .filter((closed) => !told.some(({ name, stream, position }) => name === 'OutcomeAssigned' && stream === closed.stream && position < closed.position))
    .map(({ stream }) => `${stream} was closed without an outcome.`);

const inForceAfter = (inForce: ReadonlySet<unknown>, { name, data }: Told): ReadonlySet<unknown> => {
  if (name === 'PactActivated') return new Set((data['signatories'] as { organisation: string }[]).map(({ organisation }) => organisation));
  if (name === 'ParticipationResumed') return new Set([...inForce, data['organisation']]);
  return name === 'ParticipationSuspended' ? new Set([...inForce].filter((one) => one !== data['organisation'])) : inForce;
};

/** A count has those who take part then, each with what it said last, and no decision is settled twice. */
const countedWrongly = (told: readonly Told[]): readonly string[] => {
  let inForce: ReadonlySet<unknown> = new Set();
  const said = new Map<string, unknown>();
  const settled = new Set<string>();
  return told.flatMap((one) => {
    const { stream, name, data, position } = one;
    inForce = inForceAfter(inForce, one);
    if (name === 'PositionTaken') {
      said.set(`${stream} ${data['organisation']}`, data['position']);
      return inForce.has(data['organisation']) ? [] : [`${data['organisation']} took a position without taking part at ${position}.`];
    }
    if (!['DecisionCarried', 'DecisionBlocked', 'DecisionLapsed'].includes(name)) return [];
    const isAgain = settled.has(stream);
    settled.add(stream);
    const counted = data['positions'] as { organisation: string; position: string }[];
    const isRight = counted.every((party) => inForce.has(party.organisation) && party.position === (said.get(`${stream} ${party.organisation}`) ?? 'silent'));
    return [
      ...(isAgain ? [`${stream} is settled twice.`] : []),
      ...(isRight && counted.length === inForce.size ? [] : [`${stream} was counted wrongly at ${position}.`]),
    ];
  });
};

/** A service changes by a decision of its type that is in effect, or by an accepted hand-over; each has its effect once. */
const changedWithoutDecision = (told: readonly Told[]): readonly string[] => {
  const allowed = new Map<string, string>();
  return told.flatMap(({ stream, name, data, position }) => {
    if (name === 'DecisionTookEffect') allowed.set(stream, (data['change'] as { type: string }).type);
    if (name === 'TransferAccepted' || name === 'StepInAccepted') allowed.set(stream, 'performer');
    const type = name === 'PerformerChanged' ? 'performer' : DECIDED[name];
    if (type === undefined) return [];
    const because = String(name === 'PerformerChanged' ? data['because'] : data['decision']);
    const isAllowed = allowed.get(because) === type;
    allowed.delete(because);
    return isAllowed ? [] : [`${stream} changed at ${position} without cause, or twice for one.`];
  });
};

/** Our services ask once for each line of a plan that is a service, unless it left the plan before, or cannot be. */
const linesNotReferredOnce = (told: readonly Told[]): readonly string[] => {
  const refused = told.some(({ data }) => data['command'] === 'ReferAgreedLine');
  const waived = new Set(told.filter(({ name }) => name === 'CommitmentWaived').map(({ data }) => data['commitment']));
  const lines = told.filter(({ name }) => name === 'PlanAgreed').flatMap(({ data }) => data['lines'] as { commitment: string; service?: string }[]);
  return lines.flatMap(({ commitment, service }) => {
    const asked = told.filter(({ name, by, data }) => name === 'ReferralRequested' && by.startsWith('system-') && data['commitment'] === commitment).length;
    const isRight = asked === 1 || (asked === 0 && (!service || refused || waived.has(commitment)));
    return isRight ? [] : [`${commitment} was referred ${asked} times.`];
  });
};

/** At rest what has started goes on exactly while its service runs, a closed one has no open referral, and exactly those who were accepted have a place or wait. */
const referralsApartFromTheirService = (told: readonly Told[]): readonly string[] => {
  const states = new Map<string, string>();
  const facts = new Map<string, Record<string, unknown>>();
  const places = new Set<unknown>();
  for (const { stream, name, data } of told) {
    if (STATES[name]) states.set(stream, STATES[name]);
    if (STATES[name] || name === 'ReferralReRouted') facts.set(stream, { ...facts.get(stream), ...data });
    if (name === 'PlaceTaken' || name === 'PlaceAwaited') places.add(data['referral']);
    if (name === 'PlaceFreed') places.delete(data['referral']);
  }
  return [...states].flatMap(([stream, state]) => {
    if (!stream.startsWith('referral-')) return [];
    const { service, reason } = facts.get(stream) ?? {};
    const itsService = states.get(String(service));
    const wrong: string[] = [];
    if (state === 'going' && itsService !== 'runs') wrong.push(`${stream} goes on while its service does not run.`);
    if (state === 'resting' && reason === 'service-suspended' && itsService !== 'rests') wrong.push(`${stream} rests for a service that does not.`);
    if (state !== 'over' && itsService === 'closed') wrong.push(`${stream} is open in a closed service.`);
    if (['waiting', 'going', 'resting'].includes(state) !== places.has(stream)) wrong.push(`${stream} is ${state}, and its place says otherwise.`);
    return wrong;
  });
};

/** The register knows of each thing that is owed about services and referrals one holder, and the same as a fold written by hand. */
const registerDiffers = async (told: readonly Told[], models: ReadonlyMap<string, OpenModel>): Promise<readonly string[]> => {
  const register = new Map(((await models.get('obligations')?.serving.find({})) ?? []).map((doc) => [doc.id, doc as Record<string, unknown>]));
  return [...owedByHand(told)].flatMap(([id, { holder, performer, state }]) => {
    const known = register.get(id);
    const isSame = holder !== undefined && known?.['holder'] === holder && known['performer'] === performer && known['state'] === state;
    return isSame ? [] : [`${id} is ${state} for ${String(holder)} and ${String(performer)}, and the register says ${JSON.stringify(known)}.`];
  });
};
