import { IsIn } from 'class-validator';
import { Event } from '../event.ts';
import { IsCode, IsText } from '../fields.ts';
import { IsId, type Id, type OrganisationId } from '../ids.ts';
import { SECTORS, type Sector } from './organisation.ts';

/** An organisation says that something is needed in an area. Nobody is named. */
@Event('partnerships.dossier', { version: 1, audience: 'partners' })
export class NeedSignalled {
  @IsCode() readonly category!: string;
  @IsCode() readonly area!: string;
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsIn(SECTORS) readonly sector!: Sector;
}

/** Another organisation has seen it too; what counts is from how many sectors. */
@Event('partnerships.dossier', { version: 1, audience: 'partners' })
export class NeedCorroborated {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsIn(SECTORS) readonly sector!: Sector;
}

/** Something that a plan wanted was not to be had. Neither the plan nor the person is told, here or anywhere. */
@Event('partnerships.dossier', { version: 1, audience: 'partners' })
export class UnmetNeedRecorded {
  @IsCode() readonly category!: string;
  @IsCode() readonly area!: string;
  /** Why it was not to be had, as `no-transport`. */
  @IsCode() readonly reason!: string;
}

/** A pact, a service or a call answers the need from now on. */
@Event('partnerships.dossier', { version: 1, audience: 'partners' })
export class NeedAnswered {
  @IsCode() readonly category!: string;
  @IsCode() readonly area!: string;
  /** What answers it. */
  @IsId('pact', 'service', 'listing', 'call') readonly answer!: Id<'pact' | 'service' | 'listing' | 'call'>;
  @IsText(500) readonly explanation!: string;
}
