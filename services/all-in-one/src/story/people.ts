import { AREA, type District } from './district.ts';
import type { Teller } from './teller.ts';

/** The people of the story, by name. */
export interface People {
  readonly maria: string;
  readonly anna: string;
  readonly piero: string;
}

const A_YEAR_MS = 365 * 24 * 3_600_000;

/** Steps 4 and 5: Maria reports a need and Sara takes charge; Anna becomes her delegate, and Piero supports her on Wednesdays. */
export const meetPeople = async (tell: Teller, { comune }: District): Promise<People> => {
  const register = async (login: string, given: string, family: string, birthDate: string) => {
    const { id } = await tell.does('sara', '/persons', { area: AREA, capacity: 'adult', name: { given, family }, birthDate });
    const { secret } = await tell.does('sara', `/persons/${id}/login-codes`);
    await tell.does(login, '/login-links', { code: secret });
    return id;
  };
  const maria = await register('maria', 'Maria', 'Costa', '1945-04-12');
  const anna = await register('anna', 'Anna', 'Ferri', '1974-09-30');
  const piero = await register('piero', 'Piero', 'Villa', '1951-01-22');

  const need = await tell.does('maria', `/persons/${maria}/needs`, {
    category: 'care-at-home',
    area: AREA,
    desk: comune,
    words: 'Since the fall I cannot manage the house and the stairs by myself.',
  });
  await tell.does('sara', '/charges', { person: maria, need: need.id });

  await tell.does('maria', `/persons/${maria}/delegates`, {
    delegate: anna,
    basis: 'delegation',
    acts: ['accept-commitments', 'report-fulfilment', 'confirm-fulfilment', 'shape-plan'],
    exercise: 'instead',
    until: new Date(tell.now().getTime() + A_YEAR_MS).toISOString(),
  });
  await tell.does('maria', `/persons/${maria}/supporters`, { supporter: piero });
  await tell.does('piero', `/persons/${maria}/support/acceptance`, { days: ['wednesday'], limits: 'Walks, not errands.' });
  return { maria, anna, piero };
};
