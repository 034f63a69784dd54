import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, ValidateNested } from 'class-validator';
import { authority } from '../effects.ts';
import { Event } from '../event.ts';
import { type Instant, IsCode, IsInstant, IsText } from '../fields.ts';
import { AreIds, type Id, IsId, type OrganisationId } from '../ids.ts';
import { DataSharingClause, DECISION_TYPES, DecisionRule, MOST_SIGNATORIES, PactRequirement, Signatory } from './pact-terms.ts';

/** A *convenzione* with public money in it, or a *patto di collaborazione* among those who act. */
export const PACT_KINDS = ['convention', 'collaboration-pact'] as const;
export type PactKind = (typeof PACT_KINDS)[number];

/** Something that a party brings into the pact. */
export class PactResource {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsCode() readonly kind!: string;
  @IsText(300) readonly description!: string;
}

/** The text of a pact that is to be signed. */
@Event('partnerships.pact', {
  version: 1,
  audience: 'partners',
  effect: [
    authority('participation', 'offers', {
      each: 'signatories',
      key: 'organisation',
      with: { pact: '$stream', organisation: 'organisation', role: 'role' },
      from: 'from',
      until: 'until',
    }),
    authority('pact', 'offers', {
      with: {
        pact: '$stream',
        parties: 'signatories',
        decisionRules: 'decisionRules',
        stepInOrder: 'stepInOrder',
        dataSharing: 'dataSharing',
        requirements: 'requirements',
      },
      from: 'from',
      until: 'until',
    }),
  ],
})
export class PactDrafted {
  @IsIn(PACT_KINDS) readonly kind!: PactKind;
  @IsText(200) readonly title!: string;
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(MOST_SIGNATORIES)
  @ValidateNested({ each: true })
  @Type(() => Signatory)
  readonly signatories!: readonly Signatory[];
  @IsArray() @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => PactResource) readonly resources!: readonly PactResource[];
  @IsArray() @ArrayMaxSize(DECISION_TYPES.length) @ValidateNested({ each: true }) @Type(() => DecisionRule) readonly decisionRules!: readonly DecisionRule[];
  /** Who steps in for whom: the first that can. */
  @AreIds('organisation') @ArrayMaxSize(MOST_SIGNATORIES) readonly stepInOrder!: readonly OrganisationId[];
  @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => DataSharingClause) readonly dataSharing!: readonly DataSharingClause[];
  /** What the parties have to have to take part. */
  @IsOptional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => PactRequirement) readonly requirements?: readonly PactRequirement[];
  @IsInstant() readonly from!: Instant;
  @IsInstant() readonly until!: Instant;
}

/** A signatory put its name to exactly this text. */
@Event('partnerships.pact', { version: 1, audience: 'partners' })
export class PactSigned {
  @IsId('organisation') readonly organisation!: OrganisationId;
}

/** The last signature is there: all signatories take part from now on, for the pact's period. */
@Event('partnerships.pact', {
  version: 1,
  audience: 'partners',
  effect: [authority('participation', 'begins', { each: 'signatories', key: 'organisation' }), authority('pact', 'begins')],
})
export class PactActivated {
  @IsArray() @ArrayMaxSize(MOST_SIGNATORIES) @ValidateNested({ each: true }) @Type(() => Signatory) readonly signatories!: readonly Signatory[];
}

/** The parties decided to admit another; it takes part once it has signed. */
@Event('partnerships.pact', {
  version: 1,
  audience: 'partners',
  effect: authority('participation', 'offers', { key: 'organisation', with: { pact: '$stream', organisation: 'organisation', role: 'role' }, until: 'until' }),
})
export class SignatoryAdmitted extends Signatory {
  @IsId('decision') readonly decision!: Id<'decision'>;
  /** The end of the pact. */
  @IsInstant() readonly until!: Instant;
}

/** The admitted signatory signed and takes part from now on. */
@Event('partnerships.pact', {
  version: 1,
  audience: 'partners',
  effect: [authority('participation', 'begins', { key: 'organisation' }), authority('pact', 'changes', { with: { parties: 'parties' } })],
})
export class SignatoryJoined {
  @IsId('organisation') readonly organisation!: OrganisationId;
  /** All that have signed by now. */
  @IsArray() @ArrayMaxSize(MOST_SIGNATORIES) @ValidateNested({ each: true }) @Type(() => Signatory) readonly parties!: readonly Signatory[];
}

/** The pact is over by decision of its parties; nobody takes part any more. */
@Event('partnerships.pact', { version: 1, audience: 'partners', effect: [authority('participation', 'ends'), authority('pact', 'ends')] })
export class PactConcluded {
  @IsId('decision') readonly decision!: Id<'decision'>;
}
