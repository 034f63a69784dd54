import { less } from '@patto/access';
import { IsText } from '@patto/contracts';
import { PolicyRule } from '@patto/contracts/accountability';
import type { Recorded } from '@patto/event-store';

const LONGEST_NAME = 200;

/** The rule that allowed something, as it was published in the version of the policy that was in force then. */
export class AllowingRule extends less(PolicyRule, 'action') {
  /** Where it stands: `policy-…@14#/rules/7/action/3`. */
  @IsText(LONGEST_NAME) readonly cited!: string;
  /** What it allowed: the command that recorded this. */
  @IsText(LONGEST_NAME) readonly command!: string;
  /** Where the proof is fetched that the ledger has this version. */
  @IsText(LONGEST_NAME) readonly proof!: string;
}

const PLACE = /^\/rules\/(\d+)\/action\/(\d+)$/;

/** The rule that an event says it was allowed by, from the version of the policy that it names; nothing where it names none, as earlier events do not. */
export const allowingRule = ({ event }: Recorded, citedEvent: (cited: string) => Recorded | undefined): AllowingRule | undefined => {
  const [cited = '', pointer = ''] = event.allowedby?.split('#') ?? [];
  const [, rule, action] = PLACE.exec(pointer) ?? [];
  const version = citedEvent(cited)?.event;
  const found = (version?.data['rules'] as readonly PolicyRule[] | undefined)?.[Number(rule)];
  const command = found?.action[Number(action)];
  if (!version || !found || command === undefined || event.allowedby === undefined) return undefined;
  const { action: _, ...said } = found;
  return { ...said, cited: event.allowedby, command, proof: proofPlace(version.id) };
};

/** Where the proof of an event is fetched. */
export const proofPlace = (event: string): string => `/api/v1/ledger/proofs/${event}`;
