import type { Id, OrganisationId } from '@patto/contracts';
import { AttributeRecorded, AttributeRevoked } from '@patto/contracts/partnerships';
import { command } from '@patto/event-store/pure';
import { type Heard, when } from '@patto/messaging';
import { ResumeParticipation } from '../pact/resume-participation.ts';
import { SuspendParticipation } from '../pact/suspend-participation.ts';
import { pacts } from '../read/pacts.ts';

/** The active pacts that require the attribute of the organisation, by its role. */
const requiring = async ({ find }: Heard, organisation: OrganisationId, attribute: string): Promise<readonly Id<'pact'>[]> => {
  const among = await find(pacts, { 'participations.organisation': organisation, status: 'active' });
  return among
    .filter(({ requirements = [], participations }) => {
      const role = participations.find((one) => one.organisation === organisation)?.role;
      return role !== undefined && requirements.some((one) => one.attribute === attribute && one.roles.includes(role));
    })
    .map(({ id }) => id as Id<'pact'>);
};

/** Who lost what a pact requires takes no part in it for now; the pact's stream sees whether what is left is sure enough. */
export const whenAttributeRevokedSuspendParticipation = when(
  'when-attribute-revoked-suspend-participation',
  AttributeRevoked,
  async ({ organisation, attribute, motivation }, heard) =>
    (await requiring(heard, organisation, attribute)).map((pact) => command(SuspendParticipation, { pact, organisation, reason: motivation })),
);

/** Who has it again takes part again, unless somebody else suspended it too. */
export const whenAttributeRecordedResumeParticipation = when(
  'when-attribute-recorded-resume-participation',
  AttributeRecorded,
  async ({ organisation, attribute }, heard) =>
    (await requiring(heard, organisation, attribute)).map((pact) => command(ResumeParticipation, { pact, organisation })),
);
