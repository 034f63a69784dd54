import type { District } from './district.ts';
import type { People } from './people.ts';
import type { Teller } from './teller.ts';

/** Steps 6 and 7: nobody's finding comes before Maria has spoken for herself; she objects to one that the ASL contributes. @returns the assessment */
export const assessMaria = async (tell: Teller, { asl }: District, { maria }: People): Promise<string> => {
  const { id } = await tell.does('sara', '/assessments', { person: maria, invited: [asl] });
  const of = `/assessments/${id}`;
  const walking = {
    domain: 'mobility',
    observed: {
      level: 2,
      barriers: ['The stairs of the house'],
      facilitators: ['A handrail'],
      protectiveFactors: [],
      words: 'Walks with a stick since the fall.',
    },
  };
  await tell.isRefused('person-not-heard', 'paolo', `${of}/findings`, walking);

  await tell.does('maria', `${of}/voice`, { words: 'I miss the market and the people there. I can cook; the stairs frighten me.' });
  await tell.does('paolo', `${of}/findings`, walking);
  const cooking = {
    domain: 'domestic-life',
    observed: { level: 3, barriers: ['Cannot lift pots'], facilitators: [], protectiveFactors: ['Her daughter comes on Sundays'] },
  };
  await tell.does('paolo', `${of}/findings`, cooking);
  const { findings } = await tell.reads('maria', of);
  const { finding } = findings.find(({ domain }: { domain: string }) => domain === 'domestic-life');
  await tell.does('maria', `${of}/findings/${finding}/objection`, { words: 'I cook every day, with the small pot.' });
  await tell.does('sara', `${of}/completion`);
  return id;
};
