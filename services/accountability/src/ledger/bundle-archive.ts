import { readFile } from 'node:fs/promises';
import { LedgerFiles, parseCheckpoint, splitNote } from '@patto/audit-ledger';
import { Rejection } from '@patto/contracts';
import type { World } from '@patto/service-kit';
import { strToU8, zipSync } from 'fflate';
import { note } from './file.ts';
import { ledgerPlace, policyFile } from './place.ts';
import { noteOver } from './proofs.ts';
import { tilesOver } from './tiles-over.ts';

/** What was chosen, with the keys in place of the parts. */
export interface Chosen {
  readonly audit: object;
  readonly entries: readonly { readonly index: number; readonly body: string }[];
  readonly withheldEntries: readonly { readonly index: number; readonly event: string; readonly because: string }[];
  readonly disclosed: readonly { readonly event: string; readonly part: string; readonly key?: unknown }[];
  readonly withheldParts: readonly { readonly event: string; readonly part: string; readonly because: string }[];
}

const README = `Evidence from Patto, to be verified without it and without trusting it:

  npx patto verify <this file> --key <the verifier key that you were given>

checkpoint       the signed tree that everything here is held against, with its cosignatures
verifier.key     the log's key, as it lay beside; the one that you were given before is the one to trust
policy           whose cosignatures count, where there are witnesses
entries/<n>.json the exact bytes of the entry n of the log
tile/<L>/<N>     the hash tiles (C2SP tlog-tiles) that lead from these entries to the checkpoint, each once
keys.json        the keys of single sealed parts that were disclosed; each is checked against its commitment
withheld.json    what was asked for and is not here, and why; of a withheld entry, its leaf hash
audit.json       the audit that this was made for
`;

/** The archive of a bundle: ZIP. @throws Rejection `not-sealed` where the ledger has not come to all of it */
export const archiveOf = async (world: World, { audit, entries, withheldEntries, disclosed, withheldParts }: Chosen): Promise<Buffer> => {
  const indexes = [...entries, ...withheldEntries].map(({ index }) => index);
  const checkpoint = await noteOver(world, Math.max(...indexes));
  const { size } = parseCheckpoint(splitNote(checkpoint).text);
  if (Math.max(...indexes) >= size) throw new Rejection('not-sealed', 'The ledger has not come to all of these events.');
  const files = new LedgerFiles(ledgerPlace('events', world.settings).folder);
  const tiles = await tilesOver(files, indexes, size);
  const policy = await readFile(policyFile(world.settings)).catch(() => undefined);
  const erased = disclosed.flatMap(({ event, part, key }) => (typeof key === 'string' ? [] : [{ event, part, because: 'erased' }]));
  const withheld = {
    entries: withheldEntries.map((entry) => ({ ...entry, leaf: tiles.leaf(entry.index).toString('base64') })),
    parts: [...withheldParts, ...erased],
  };
  const zip = zipSync({
    'README.txt': strToU8(README),
    checkpoint: strToU8(checkpoint),
    'verifier.key': await note(world, 'events', 'verifier.key'),
    ...(policy && { policy }),
    'audit.json': json(audit),
    'keys.json': json(disclosed.filter(({ key }) => typeof key === 'string')),
    'withheld.json': json(withheld),
    ...Object.fromEntries(entries.map(({ index, body }) => [`entries/${index}.json`, strToU8(body)])),
    ...tiles.files,
  });
  return Buffer.from(zip.buffer, zip.byteOffset, zip.length);
};

const json = (value: unknown): Uint8Array => strToU8(`${JSON.stringify(value, null, 2)}\n`);
