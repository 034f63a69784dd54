import { AREA, type District } from './district.ts';
import type { People } from './people.ts';
import type { Teller } from './teller.ts';

const DAY_MS = 24 * 3_600_000;
const WEDNESDAY = 3;

/** The first date from this one on that is such a day of the week, RFC 3339. */
const firstOn = (weekday: number, from: string): string => {
  const ahead = (weekday - new Date(from).getUTCDay() + 7) % 7;
  return new Date(Date.parse(from) + ahead * DAY_MS).toISOString();
};

/** The plan of the story and its commitments, by what they are about. */
export interface MariasPlan {
  readonly plan: string;
  readonly exercises: string;
  readonly physiotherapy: string;
  readonly meals: string;
  readonly walks: string;
  readonly careAtHome: string;
  readonly service: string;
  /** The need dossier that the unavailable transport is counted in. */
  readonly dossier: string;
}

/** Steps 8 to 11: the choice, what could not be had, the pairing, and the agreement. */
export const agreePlan = async (tell: Teller, district: District, people: People, service: string): Promise<MariasPlan> => {
  const { asl, filo, corte } = district;
  const { maria, anna, piero } = people;
  const plan = (await tell.does('sara', '/plans', { subjects: [maria] })).id;
  const seen = () => tell.reads('sara', `/plans/${plan}`);

  await tell.does('maria', `/plans/${plan}/goals`, { whose: maria, words: 'To go to the Thursday market again.' });
  const goal: string = (await seen()).goals[0].goal;
  await tell.does('sara', `/plans/${plan}/options`, { goal, category: 'day-centre', holder: corte });
  await tell.does('sara', `/plans/${plan}/options`, { goal, category: 'care-at-home', holder: district.comune, performer: filo, service });
  const [dayCentre, homeCare] = (await seen()).options.map(({ option }: { option: string }) => option);
  await tell.does('maria', `/plans/${plan}/options/${dayCentre}/refusal`, { reason: 'not-wanted' });
  await tell.does('maria', `/plans/${plan}/options/${homeCare}/choice`);
  await tell.does('sara', `/plans/${plan}/unavailable-options`, { category: 'transport', area: AREA, reason: 'no-transport', goal });
  const dossier: string = (await tell.reads('sara', `/need-dossiers?category=transport&area=${AREA}`)).items[0].id;

  const weekly = { dueAt: new Date(tell.now().getTime() + 7 * DAY_MS).toISOString(), every: 'P7D', tolerance: 'P2D' };
  const commit = async (as: string, line: object): Promise<string> => {
    await tell.does(as, `/plans/${plan}/commitments`, { goal, schedule: weekly, ...line });
    return (await seen()).commitments.at(-1).commitment;
  };
  const exercises = await commit('maria', { holder: maria, counterpart: asl, words: 'I do my exercises every morning.' });
  await tell.isRefused('commitment-unpaired', 'sara', `/plans/${plan}/proposal`, {});

  const physiotherapy = await commit('sara', { holder: asl, counterpart: maria, pairedWith: exercises, words: 'Physiotherapy at home once a week.' });
  const meals = await commit('sara', { holder: anna, counterpart: maria, words: 'Lunch together on Sundays.' });
  const wednesdays = { ...weekly, dueAt: firstOn(WEDNESDAY, weekly.dueAt) };
  const walks = await commit('sara', { holder: piero, counterpart: maria, schedule: wednesdays, words: 'A walk on Wednesdays.' });
  const visits = { dueAt: new Date(tell.now().getTime() + 2 * DAY_MS).toISOString(), every: 'P3D', tolerance: 'P1D' };
  const words = 'Help in the house and on the stairs.';
  const careAtHome = await commit('sara', { holder: district.comune, performer: filo, counterpart: maria, option: homeCare, schedule: visits, words });
  await tell.does('sara', `/plans/${plan}/proposal`);
  const { proposedRevision } = await seen();

  const accept = async (as: string, commitment: string) => {
    const { lines } = await tell.reads(as, `/plans/${plan}/excerpt`);
    const { events } = lines.find((line: { commitment: string }) => line.commitment === commitment);
    await tell.does(as, `/plans/${plan}/commitments/${commitment}/acceptance`, { shown: events });
  };
  await accept('maria', exercises);
  await accept('paolo', physiotherapy);
  await accept('sara', careAtHome);
  await accept('anna', meals);
  await accept('piero', walks);
  await tell.does('maria', `/plans/${plan}/signatures`, { revision: proposedRevision, as: 'person' });
  await tell.does('sara', `/plans/${plan}/signatures`, { revision: proposedRevision, as: 'case-manager' });
  return { plan, exercises, physiotherapy, meals, walks, careAtHome, service, dossier };
};
