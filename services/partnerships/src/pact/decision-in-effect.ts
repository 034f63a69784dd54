import type { Fact } from '@patto/contracts';
import type { FactsInForce } from '@patto/event-store/pure';

/** A decision of one type that the parties of this pact took and that is in effect. */
export const decisionInEffect = (
  facts: FactsInForce,
  { pact, decision, type }: { readonly pact: string; readonly decision: string; readonly type: string },
): Fact<'decision'> | undefined => facts.find('decision', decision).find(({ is }) => is.decision === decision && is.pact === pact && is.type === type);
