import type { Id, OperatorId, OrganisationId, PersonId } from '@patto/contracts';
import { idFrom } from '@patto/event-store';
import { command } from '@patto/event-store/pure';
import { AcceptMandate, GrantMandate, InitialiseDeployment, RecogniseCompetence, RegisterOrganisation } from '@patto/partnerships';
import { systemActor } from '@patto/service-kit';
import { Broker } from './broker.ts';
import { chances } from './chances.ts';
import { type Deployment, openDeployment } from './deployment.ts';
import { Faults } from './faults.ts';
import { agreeLine, type Does, type HomeCare, type Line, makeHomeCare, type Operator } from './home-care.ts';
import { comeToRest } from './rest.ts';

/** 1 March 2027, 09:00 UTC: when every schedule begins, in milliseconds. */
export const MORNING = Date.UTC(2027, 2, 1, 9);
export const AREA = 'valcurta';
const PERSONS = 3;

/** Whom a schedule is about: a body, its operator, persons with a plan each, and what the body runs together with others. */
export interface District {
  readonly operator: Operator;
  readonly care: HomeCare;
  /** The first person's agreed plan has a service as its line. */
  readonly line: Line;
  readonly persons: readonly { readonly person: PersonId; readonly need: Id<'need'>; readonly plan: Id<'plan'> }[];
}

/** Makes the district in a folder, as every schedule finds it: at rest, but for a plan that was just agreed and of which nobody was told. */
export const makeDistrict = async (folder: string): Promise<District> => {
  const faults = new Faults();
  const broker = new Broker(chances(0), faults);
  const deployment = await openDeployment({ folder, clock: () => MORNING, broker, faults, idByChance: () => '' });
  try {
    return await recorded(deployment, broker);
  } finally {
    await deployment.close();
  }
};

const recorded = async (deployment: Deployment, broker: Broker): Promise<District> => {
  const { act, send } = deployment;
  const { keyring } = deployment.world;
  const deriveUuid = (...parts: readonly string[]) => keyring.deriveUuid(...parts);
  const idOf = (...parts: readonly string[]) => deriveUuid('simulation', ...parts);
  await send('partnerships', command(InitialiseDeployment, { system: systemActor('partnerships', deriveUuid), ledgers: [] }), { commandId: idOf('genesis') });
  const registered = await send('partnerships', command(RegisterOrganisation, { sector: 'public-body', name: 'Comune di Valcurta', identifiers: [] }), {
    commandId: idOf('organisation'),
  });
  const organisation = registered.stream as OrganisationId;
  const operator = { actor: `operator-${idOf('operator')}` satisfies OperatorId, organisation };
  const does = (declared: { readonly name: string }, data: object) => act(declared.name, data, operator, idOf(declared.name, JSON.stringify(data)));

  await does(RecogniseCompetence, { organisation, competence: 'reading-needs', evidence: 'L. 328/2000, art. 6' });
  const period = { from: new Date(MORNING).toISOString(), until: '2037-03-01T09:00:00.000Z' };
  const scope = { holder: organisation, competences: ['reading-needs'], areas: [AREA], categories: [] };
  const mandate = await does(GrantMandate, { ...scope, ...period, basis: 'law', act: 'L. 328/2000, art. 6' });
  await does(AcceptMandate, { mandate: mandate.stream });

  const persons: District['persons'][number][] = [];
  for (let number = 1; number <= PERSONS; number += 1) {
    const name = { given: 'Maria', family: `Rinaldi ${number}` };
    const person = (await does({ name: 'RegisterPerson' }, { area: AREA, capacity: 'adult', name, birthDate: '1944-05-02' })).stream as PersonId;
    const need = (await does({ name: 'ReportNeed' }, { person, category: 'home-care', area: AREA, desk: organisation })).stream as Id<'need'>;
    await does({ name: 'TakeCharge' }, { person, need });
    const plan = (await does({ name: 'OpenPlan' }, { subjects: [person] })).stream as Id<'plan'>;
    persons.push({ person, need, plan });
  }
  const [first] = persons;
  if (!first) throw new RangeError('A district without persons has nothing to do.');
  const forThem: Does = (name, data, by) => act(name, data, by, idOf(name, JSON.stringify([data, by])));
  const care = await makeHomeCare(forThem, operator, (name) => `operator-${idOf('operator', name)}`);
  await comeToRest(deployment, broker);
  return { operator, persons, care, line: await agreeLine(deployment, forThem, care, first) };
};

/** The dossier of a need in the area. */
export const dossierOf = ({ world }: Deployment, category: string): Id<'dossier'> =>
  idFrom((...parts) => world.keyring.deriveUuid(...parts))('dossier', 'one-per', `${AREA}/${category}`);
