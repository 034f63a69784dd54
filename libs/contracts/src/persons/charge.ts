import { IsIn, IsOptional } from 'class-validator';
import { authority, obligation } from '../effects.ts';
import { Event } from '../event.ts';
import { IsText } from '../fields.ts';
import { type Id, IsId, type OperatorId, type OrganisationId, type PersonId } from '../ids.ts';
import { Personal } from '../personal.ts';
import { DECLINE_REASONS, type DeclineReason } from './need.ts';

/**
 * A competent body has taken charge of a person (*presa in carico*). The organisation holds and performs it; the case manager is
 * who the person turns to, and carries no responsibility of their own.
 */
@Event('persons.charge', {
  version: 1,
  effect: [
    obligation('assumed', { id: 'obligation', kind: 'charge', holder: 'organisation', counterpart: 'person', subjects: 'person' }),
    authority('charge', 'begins', { with: { person: 'person', organisation: 'organisation', caseManager: 'caseManager' } }),
  ],
})
export class ChargeTaken {
  @IsId('person') readonly person!: PersonId;
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsId('need') readonly need!: Id<'need'>;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsId('operator') readonly caseManager!: OperatorId;
}

/** A further need of the person came under the charge that is in force. */
@Event('persons.charge', { version: 1 })
export class NeedJoinedCharge {
  @IsId('person') readonly person!: PersonId;
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsId('need') readonly need!: Id<'need'>;
}

/** The body does not take charge for this need, and says why. */
@Event('persons.charge', { version: 1 })
export class ChargeDeclined {
  @IsId('person') readonly person!: PersonId;
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsId('need') readonly need!: Id<'need'>;
  @IsIn(DECLINE_REASONS) readonly reason!: DeclineReason;
}

const namesManager = authority('charge', 'changes', { with: { caseManager: 'caseManager' } });

/** Another operator of the body is the person's case manager (*referente del caso*) from now on. */
@Event('persons.charge', { version: 1, effect: namesManager })
export class CaseManagerNamed {
  @IsId('person') readonly person!: PersonId;
  @IsId('operator') readonly caseManager!: OperatorId;
}

/** The case manager offered the case to a colleague; until it is accepted nothing changes. */
@Event('persons.charge', { version: 1 })
export class CaseHandOverOffered {
  @IsId('person') readonly person!: PersonId;
  @IsId('operator') readonly to!: OperatorId;
}

/** The colleague accepted the case and is the case manager. */
@Event('persons.charge', { version: 1, effect: namesManager })
export class CaseAccepted {
  @IsId('person') readonly person!: PersonId;
  @IsId('operator') readonly caseManager!: OperatorId;
}

/** What became of a charge. */
export const CHARGE_OUTCOMES = ['needs-met', 'ended-by-person', 'moved', 'died', 'transferred', 'other'] as const;
export type ChargeOutcome = (typeof CHARGE_OUTCOMES)[number];

/** The charge has ended, with its outcome. */
@Event('persons.charge', { version: 1, effect: [obligation('discharged', { id: 'obligation' }), authority('charge', 'ends')] })
export class ChargeClosed {
  @IsId('person') readonly person!: PersonId;
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsIn(CHARGE_OUTCOMES) readonly outcome!: ChargeOutcome;
  @Personal('person') @IsOptional() @IsText(2_000) readonly note?: Personal<string>;
}
