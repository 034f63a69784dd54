import { once } from 'node:events';
import { type AsOfWish, type Rebuilt, readModelsAsOf, rebuildReadModels, type ReplayProgress } from '@patto/all-in-one';
import { readSettings } from '@patto/service-kit';
import { mendably } from './mendably.ts';

/** So often a terminal is told how far it is. */
const TOLD_EVERY_MS = 200;

/** One line of a terminal that says how far it is; nothing anywhere else. */
const told = (): ReplayProgress => {
  let last = 0;
  return (replayed, of) => {
    if (!process.stderr.isTTY || (replayed < of && Date.now() - last < TOLD_EVERY_MS)) return;
    last = Date.now();
    process.stderr.write(`\r${replayed.toLocaleString('en')} of ${of.toLocaleString('en')} events replayed${replayed < of ? '' : '\n'}`);
  };
};

/** `patto replay --all`: folds every read model anew from the whole log of a deployment that is stopped, and says what differs from before. */
export const rebuildCommand = (json: boolean): Promise<number> =>
  mendably(async () => {
    const rebuilt = await rebuildReadModels(readSettings(process.env), told());
    process.stdout.write(json ? `${JSON.stringify(rebuilt)}\n` : `${rebuilt.map(sentence).join('\n')}\n`);
  });

const sentence = ({ name, documents, differing }: Rebuilt): string => `${name}: ${documents} documents, ${comparison(differing)}`;

const comparison = (differing: number | undefined): string => {
  if (differing === undefined) return 'none of this version were there before';
  return differing === 0 ? 'equal to before' : `${differing} differ from before`;
};

/** `patto replay --as-of`: read models as of then, or with `--diff` what differs, a document a line as JSON. */
export const asOfCommand = (wish: AsOfWish): Promise<number> =>
  mendably(async () => {
    const tell = async (line: object) => {
      if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain');
    };
    await readModelsAsOf(readSettings(process.env), wish, tell, told());
  });
