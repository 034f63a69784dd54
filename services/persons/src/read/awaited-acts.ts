import { IsOpened, less, stored } from '@patto/access';
import {
  ActAwaited,
  ActCalledOff,
  ActConfirmed,
  type ActorId,
  CHANNELS,
  type Channel,
  type Instant,
  IsId,
  IsInstant,
  IsText,
  type OrganisationId,
} from '@patto/contracts';
import { readModel, type SealedPart } from '@patto/read-models';
import { IsIn, IsOptional } from 'class-validator';

const STATUSES = ['waits', 'confirmed', 'called-off'] as const;

class AwaitedActDocument extends less(ActAwaited, 'act') {
  @IsIn(STATUSES) readonly status!: (typeof STATUSES)[number];
  /** What it is about: the plan, the consent. */
  @IsText(80) readonly about!: string;
  @IsIn(CHANNELS) readonly channel!: Channel;
  /** Who brought it. */
  @IsId('person', 'operator') readonly actor!: ActorId;
  @IsOptional() @IsId('organisation') readonly organisation?: OrganisationId;
  @IsInstant() readonly at!: Instant;
  @IsOptional() @IsOpened(ActAwaited, 'content') readonly content?: SealedPart;
  @IsOptional() @IsOpened(ActCalledOff, 'words') readonly words?: SealedPart;
}

/** An act that waits for somebody, or did; what it says is opened in each alone. */
export class AwaitedActView extends stored(AwaitedActDocument, 'act') {}

/** Acts that wait to be confirmed, in whatever stream they stand. */
export const awaitedActs = readModel(
  'awaited-acts',
  1,
  { events: { ActAwaited, ActConfirmed, ActCalledOff }, indexes: ['person', 'awaits', 'organisation', 'status'], key: ({ act }) => act },
  {
    ActAwaited: (
      _: AwaitedActDocument | undefined,
      { act: _id, ...facts },
      { stream, time, channel, by: { actor, organisation }, sealed },
    ): AwaitedActDocument => {
      const content = sealed('content');
      return { ...facts, status: 'waits', about: stream, channel, actor, ...(organisation && { organisation }), at: time, ...(content && { content }) };
    },
    ActConfirmed: (view, { awaits }): AwaitedActDocument | undefined => view && { ...view, awaits, status: awaits.length > 0 ? 'waits' : 'confirmed' },
    ActCalledOff: (view, _, { sealed }): AwaitedActDocument | undefined => {
      const words = sealed('words');
      return view && { ...view, status: 'called-off', ...(words && { words }) };
    },
  },
);
