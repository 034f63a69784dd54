import { problemOf, Rejection } from '@patto/contracts';
import type { Call, Decider, Done } from '@patto/event-store';

const FORBIDDEN = 403;

/**
 * Answers a call that was sent before with what came of it then, although whoever sends it again may not do it any more: their link is used up, their act
 * waits no longer, their delegation has ended. Who asks is who sent it, for the id of a call is made of its caller and key; and the answer names what was
 * recorded and tells nothing of it. What an act hands out is a way in, so whoever has lost theirs is not given it again.
 */
export const sentBefore =
  (decider: Decider) =>
  async (refusal: unknown, call: Call): Promise<Done> => {
    const isForbidden = refusal instanceof Rejection && problemOf(refusal.code)?.status === FORBIDDEN;
    if (!isForbidden || call.decision.handsOut) throw refusal;
    const done = await decider.recall(call);
    if (!done) throw refusal;
    return done;
  };
