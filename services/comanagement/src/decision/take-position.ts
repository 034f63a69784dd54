import { type Id, IsId, IsText, Rejection } from '@patto/contracts';
import { POSITIONS, type Position, PositionTaken } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { IsIn, IsOptional } from 'class-validator';
import { positionOwedBy } from './asking.ts';
import { awaitedWithout, decision } from './decision.ts';
import { refuseUnlessOpen } from './open.ts';
import { pactOf, refuseUnlessDeciding } from './parties.ts';
import { settled } from './settle.ts';

/** A party says what it wants; with the last position that is awaited the decision is settled. */
export class TakePosition {
  @IsId('decision') readonly decision!: Id<'decision'>;
  @IsIn(POSITIONS) readonly position!: Position;
  /** Why, with an objection and a block. */
  @IsOptional() @IsText(1_000) readonly reason?: string;
}

export const takePosition = decides(
  decision,
  TakePosition,
  { relies: (_, facts, __, state) => pactOf(facts, state) },
  (state, { position, reason }, context) => {
    if (state.status === 'none') return [];
    const { by, now, relied } = context;
    const organisation = refuseUnlessDeciding(relied, by.organisation);
    refuseUnlessOpen(state, now);
    if ((position === 'object' || position === 'block') && reason === undefined) {
      throw new Rejection('reason-needed', 'Say why: an objection is answered, and a block is read.', ['/reason']);
    }
    const before = state.said[organisation];
    if (before?.position === position && before.reason === reason) return []; // Saying it twice is harmless.
    const taken = { organisation, position, ...(reason !== undefined && { reason }), round: state.round, obligation: positionOwedBy(organisation, context) };
    const said = { ...state.said, [organisation]: { position, reason, answered: false } };
    const awaited = awaitedWithout(state.awaited, organisation);
    return [event(PositionTaken, taken), ...settled({ ...state, said, awaited }, relied, context)];
  },
);
