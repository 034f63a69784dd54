import { IsId, IsText, later, type OperatorId, type OrganisationId, type PersonId, Rejection } from '@patto/contracts';
import { EMERGENCY_REASONS, EmergencyAccessOpened, type EmergencyReason, LONGEST_EMERGENCY_HOURS } from '@patto/contracts/accountability';
import { type Acting, decides, event, type FactsInForce } from '@patto/event-store/pure';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { emergency } from './emergency.ts';

/** Those in charge look at it within three days, while everybody remembers. */
const REVIEW_WITHIN = 'P3D';

/** An operator opens a person's content for a while, on their own responsibility: life or health is at stake and nothing else covers it. */
export class OpenEmergencyAccess {
  @IsId('person') readonly person!: PersonId;
  @IsIn(EMERGENCY_REASONS) readonly reason!: EmergencyReason;
  /** How long it is needed; a day where it is not said. */
  @IsOptional() @IsInt() @Min(1) @Max(LONGEST_EMERGENCY_HOURS) readonly hours?: number;
  @IsOptional() @IsText(2_000) readonly words?: string;
}

/** The mandate of whoever helps where the person lives, and the bodies in charge, which look at it afterwards. */
const helping = ({ person }: OpenEmergencyAccess, facts: FactsInForce, { by }: Acting) => {
  const registered = facts.find('person', person).find(({ is }) => is.person === person);
  const mandates = by.organisation ? facts.find('mandate', by.organisation) : [];
  return {
    registered,
    mandate: registered && mandates.find(({ is }) => is.holder === by.organisation && is.areas.includes(registered.is.area)),
    charges: facts.find('charge', person).filter(({ is }) => is.person === person && is.organisation !== by.organisation),
  };
};

export const openEmergencyAccess = decides(
  emergency,
  OpenEmergencyAccess,
  { stream: 'new', relies: helping },
  (_, { person, reason, hours = LONGEST_EMERGENCY_HOURS, words }, { by, now, newId, relied }) => {
    // Alike where there is no such person: it tells nobody who is registered.
    if (!relied.mandate || !by.organisation) throw new Rejection('no-mandate', 'Your organisation has no mandate where this person lives.');
    const bodies = [...new Set(relied.charges.map(({ is }) => is.organisation as OrganisationId))];
    return [
      event(EmergencyAccessOpened, {
        ...{ person, organisation: by.organisation, actor: by.actor as OperatorId, reason },
        until: later(now, `PT${hours}H`),
        reviews: bodies.map((organisation) => ({ organisation, obligation: newId('obligation') })),
        reviewBy: later(now, REVIEW_WITHIN),
        words,
      }),
    ];
  },
);
