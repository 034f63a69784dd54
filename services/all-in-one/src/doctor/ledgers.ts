import { ledgerPlace } from '@patto/accountability';
import { LedgerFiles, openCheckpoint, parseVerifierKey } from '@patto/audit-ledger';
import type { LogEnd } from '@patto/event-store';
import type { Settings } from '@patto/service-kit';
import type { LogName } from '../move.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** Says what is found of a ledger, once it is known where its log ends. */
type Judge = (end: LogEnd | undefined) => Finding;

/** Reads the checkpoint of a ledger; its log is looked at later, since both grow meanwhile. */
export const lookAtLedger = async (name: LogName, settings: Settings): Promise<Judge> => {
  const about = `ledger of ${name}`;
  const { folder, origin } = ledgerPlace(name, settings);
  const files = new LedgerFiles(folder);
  try {
    const [note, key] = [await files.text(files.checkpointFile), await files.text(files.verifierKeyFile)];
    if (note === undefined || key === undefined) return () => warn(about, `Nothing is sealed in ${folder} yet; accountability does it while it runs.`);
    const { size } = openCheckpoint(note, origin, parseVerifierKey(key));
    return (end) => {
      if (end === undefined || size <= end.position + 1) return ok(about, `${folder}, ${size} events under a checkpoint that its key signed.`);
      return fail(
        about,
        `${size} events are sealed in ${folder}, and its log has ${end.position + 1}: it was rolled back or exchanged. Restore it from its newest backup.`,
      );
    };
  } catch (error) {
    return () =>
      fail(
        about,
        `The checkpoint in ${folder} is damaged (${(error as Error).message}). Restore the folder, or remove it while nothing runs: it is made anew.`,
      );
  }
};
