import type { AuditOpened } from '@patto/contracts/accountability';
import type { Recorded } from '@patto/event-store';

/** Why something that was asked for is not in a bundle. */
export const WITHHELD_BECAUSE = ['outside-scope', 'outside-period', 'not-asked', 'erased'] as const;
export type WithheldBecause = (typeof WITHHELD_BECAUSE)[number];

/** Why an event is not part of an audit; nothing where it is. */
export const outside = (
  { recordedAt, publicForm }: Recorded,
  { scope, from, until }: Pick<AuditOpened, 'scope' | 'from' | 'until'>,
): WithheldBecause | undefined => {
  if (recordedAt < Date.parse(from) || recordedAt >= Date.parse(until)) return 'outside-period';
  return scope === undefined || publicForm.includes(`"${scope}"`) ? undefined : 'outside-scope';
};
