import { OptionReportedUnavailable } from '@patto/contracts/persons';
import { command } from '@patto/event-store/pure';
import { when } from '@patto/messaging';
import { RecordUnmetNeed } from '../dossier/record-unmet-need.ts';

/** What a plan could not have is told to the need's dossier, and nothing of the plan: not who, not which, not when it was said. */
export const whenOptionUnavailableRecordUnmetNeed = when(
  'when-option-unavailable-record-unmet-need',
  OptionReportedUnavailable,
  ({ category, area, reason }) => [command(RecordUnmetNeed, { category, area, reason })],
  { anonymous: true },
);
