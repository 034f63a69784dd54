import type { MariasPlan } from './marias-plan.ts';
import type { People } from './people.ts';
import type { Teller } from './teller.ts';

const DAY_MS = 24 * 3_600_000;

/** The first weeks of the plan: meals are brought and confirmed, Maria is ill, the physiotherapist does not come, and the answer to her wish for transport arrives. */
export const keepWord = async (tell: Teller, people: People, { plan, exercises, meals, dossier, service }: MariasPlan): Promise<void> => {
  const { maria } = people;
  const pass = (days: number) => tell.until(new Date(tell.now().getTime() + days * DAY_MS));

  const until = new Date(tell.now().getTime() + 21 * DAY_MS).toISOString();
  await tell.does('maria', `/plans/${plan}/commitments/${exercises}/suspension`, { reason: 'illness', until });
  await pass(2);
  await tell.does('anna', `/plans/${plan}/commitments/${meals}/fulfilments`);
  const { commitments } = await tell.reads('sara', `/plans/${plan}`);
  const reported: string = commitments.find((line: { commitment: string }) => line.commitment === meals).reported[0].obligation;

  // Step 20: nobody acts on both sides of one obligation, not even by delegation.
  const confirmation = `/plans/${plan}/commitments/${meals}/fulfilments/${reported}/confirmation`;
  await tell.isRefused('own-obligation', 'anna', confirmation, {}, maria);
  await tell.does('maria', confirmation);

  // The ASL misses its visit and the tolerance passes: a breach on its side, and none on Maria's, whose exercises rest.
  await pass(6);
  await tell.does('sara', `/need-dossiers/${dossier}/answers`, { answer: service, explanation: 'Who cares at home also brings people to the market.' });
};
