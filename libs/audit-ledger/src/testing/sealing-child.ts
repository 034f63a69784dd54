import { openLedger } from '../ledger.ts';
import { loadOrCreateLedgerKey } from '../key.ts';
import { entry, ORIGIN } from './sealed-folders.ts';

/** Seals without end, in batches of up to so many entries, and says each checkpoint when it is published: `sealing-child.ts <folder> <key file>`. */
const MOST_IN_BATCH = 700;

const [folder = '', keyFile = ''] = process.argv.slice(2);
const ledger = await openLedger({ folder, origin: ORIGIN, key: loadOrCreateLedgerKey(keyFile, ORIGIN) });
for (;;) {
  const count = 1 + Math.floor(Math.random() * MOST_IN_BATCH);
  await ledger.append(Array.from({ length: count }, (_, n) => entry(ledger.size + n)));
  await ledger.sign();
  process.stdout.write(`${ledger.signedSize} ${ledger.root().toString('base64')}\n`);
}
