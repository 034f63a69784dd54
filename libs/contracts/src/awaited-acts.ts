import { ArrayMaxSize, IsObject, IsOptional, Matches } from 'class-validator';
import { authority } from './effects.ts';
import { Event } from './event.ts';
import { type Instant, IsCode, IsInstant, IsText } from './fields.ts';
import { AreIds, type Id, IsId, type PersonId } from './ids.ts';
import { Personal } from './personal.ts';

/** So many people one act of a person can wait for: parents, legal representatives, the person. */
const MOST_AWAITED = 10;

/** Where a person's acts stand in a stream of another service: their word on what was delivered to them. */
const ALSO_IN = ['delivery'];

/**
 * An act of a person was dictated, taken from paper, or done by one of two who have to: it waits for these and does nothing yet. It stands in the
 * stream that it is about, whatever that is, and no state or document there is moved by it.
 */
@Event('persons.*', {
  version: 1,
  alsoIn: ALSO_IN,
  effect: authority('act', 'begins', {
    key: 'act',
    with: {
      ...{ act: 'act', command: 'command', kind: 'kind', person: 'person', awaits: 'awaits' },
      ...{ channel: 'channel', actor: 'by.actor', organisation: 'by.organisation' },
    },
    until: 'until',
  }),
})
export class ActAwaited {
  @IsId('act') readonly act!: Id<'act'>;
  /** The name of the command, as in the OpenAPI document. */
  @Matches(/^[A-Z][A-Za-z]{1,79}$/) readonly command!: string;
  /** Of which kind of a person's acts it is, as `sign-plan`. */
  @IsCode() readonly kind!: string;
  /** Whose act it is. */
  @IsId('person') readonly person!: PersonId;
  /** All who have to confirm it. */
  @AreIds('person') @ArrayMaxSize(MOST_AWAITED) readonly awaits!: readonly PersonId[];
  /** After that it is confirmed no more. */
  @IsInstant() readonly until!: Instant;
  /** What the command says, to be decided once it is confirmed. */
  @Personal('person') @IsObject() readonly content!: Personal<object>;
}

/** Somebody confirmed the act. Where it waits for nobody else, what follows from it stands right behind, in the same append. */
@Event('persons.*', { version: 1, alsoIn: ALSO_IN, effect: authority('act', 'changes', { key: 'act', with: { awaits: 'awaits' } }) })
export class ActConfirmed {
  @IsId('act') readonly act!: Id<'act'>;
  @IsId('person') readonly person!: PersonId;
  /** Whom it still waits for. */
  @AreIds('person') @ArrayMaxSize(MOST_AWAITED) readonly awaits!: readonly PersonId[];
}

/** The act will not be: whoever it waited for said no, or those who brought it took it back. */
@Event('persons.*', { version: 1, alsoIn: ALSO_IN, effect: authority('act', 'ends', { key: 'act' }) })
export class ActCalledOff {
  @IsId('act') readonly act!: Id<'act'>;
  @IsId('person') readonly person!: PersonId;
  @Personal('person') @IsOptional() @IsText(1_000) readonly words?: Personal<string>;
}
