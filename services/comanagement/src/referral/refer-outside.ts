import { IsCode, IsId, IsText, type OrganisationId, type PersonId } from '@patto/contracts';
import { ReferralRequested } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { referral } from './referral.ts';
import { referredOutside, referringOutside } from './referring.ts';

/** A body in charge refers a person to an organisation that runs no service of a pact for them, as an association that drives people. */
export class ReferOutside {
  @IsId('person') readonly person!: PersonId;
  @IsId('organisation') readonly recipient!: OrganisationId;
  /** What for, as `transport`. */
  @IsCode() readonly category!: string;
  /** In what and how much of it is asked for; 1 time where it is not said. */
  @IsOptional() @IsCode() readonly unit?: string;
  @IsOptional() @IsInt() @Min(1) @Max(1_000_000) readonly amount?: number;
  @IsOptional() @IsText(2_000) readonly words?: string;
}

/** Who asks for no unit asks for so many times. */
const UNIT = 'times';

export const referOutside = decides(
  referral,
  ReferOutside,
  { relies: ({ recipient, person }, facts, { by }) => referringOutside({ recipient, person, requester: by.organisation }, facts), stream: 'new' },
  (_, { person, category, unit = UNIT, amount = 1, words }, { by, now, newId, relied }) => {
    const to = referredOutside(relied, now);
    const requester = by.organisation as OrganisationId;
    const asked = { ...to, person, requester, category, unit, amount, lineAccepted: false, answerObligation: newId('obligation') };
    return [event(ReferralRequested, { ...asked, ...(words && { words }) })];
  },
);
