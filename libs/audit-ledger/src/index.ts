/** The audit ledger: an RFC 6962 Merkle tree over the log's entries, in C2SP tiles on disk, under signed checkpoints. */
export { MOST_ENTRY_BYTES } from './bundle.ts';
export { type Checkpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts';
export { leafHash } from './hashing.ts';
export { type LedgerKey, loadOrCreateLedgerKey } from './key.ts';
export { type TileLevel, tilePath } from './layout.ts';
export { type Ledger, type LedgerOptions, openLedger } from './ledger.ts';
export { openNote, parseVerifierKey, UnverifiedNote, type Verifier } from './note.ts';
export { provesConsistency, provesInclusion } from './proofs.ts';
export { LedgerRefused } from './refused.ts';
