/** What a proof of one entry says: its place, the hashes that lead to the root, and the checkpoint with all signatures under it. */
export interface EntryProof {
  readonly index: number;
  readonly hashes: readonly Buffer[];
  readonly note: string;
}

/** A proof as C2SP tlog-proof writes it: who has it, the entry and the keys needs nobody else to check it. */
export const formatProof = ({ index, hashes, note }: EntryProof): string =>
  ['c2sp.org/tlog-proof@v1', `index ${index}`, ...hashes.map((hash) => hash.toString('base64')), '', note].join('\n');
