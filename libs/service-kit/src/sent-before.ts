import type { Caller } from '@patto/access';
import { type By, categoryOf, type OrganisationId, problemOf, Rejection } from '@patto/contracts';
import type { Call, Decider, Done } from '@patto/event-store';
import type { World } from './world.ts';

/** A call that was refused, and who sent it. */
export interface Refused {
  readonly call: Call;
  readonly caller: Caller;
  /** For whom: `Patto-Acting-For`. */
  readonly header: string | undefined;
}

const FORBIDDEN = 403;

/**
 * Answers a call that was sent before with what came of it then, although whoever sends it again may not do it any more: their link is used up, their act
 * waits no longer, their delegation has ended. Who asks is who sent it, for the id of a call is made of its caller and key; and the answer names what was
 * recorded and tells nothing of it. What an act hands out is a way in, so whoever has lost theirs is not given it again.
 */
export const sentBefore =
  ({ facts }: World, decider: Decider) =>
  async (refusal: unknown, { call, caller, header }: Refused): Promise<Done> => {
    const isForbidden = refusal instanceof Rejection && problemOf(refusal.code)?.status === FORBIDDEN;
    if (!isForbidden || call.decision.handsOut) throw refusal;
    const { act } = call.command as { act?: string };
    const place = call.decision.settles && act !== undefined ? (await facts.current()).placeOf(act) : undefined;
    if (call.decision.settles && place === undefined) throw refusal;
    const done = await decider.recall(call, askedBy(caller, header), place);
    if (!done) throw refusal;
    return done;
  };

/** Who sent it, as far as it takes to find what it was about. */
const askedBy = ({ person, operator, link }: Caller, header: string | undefined): By => {
  const actor = person ?? operator ?? link;
  if (actor === undefined) throw new Error('Nobody called.');
  return { actor, ...(header !== undefined && categoryOf(header) === 'organisation' && { organisation: header as OrganisationId }) };
};
