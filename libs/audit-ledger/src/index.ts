/** The audit ledger: an RFC 6962 Merkle tree over the log's entries, in C2SP tiles on disk, under signed checkpoints. */
export { MOST_ENTRY_BYTES } from './bundle.ts';
export { type Checkpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts';
export { cosignedAt } from './cosignature.ts';
export { LedgerFiles } from './files.ts';
export { Frontier } from './frontier.ts';
export { leafHash } from './hashing.ts';
export { type LedgerKey, loadOrCreateLedgerKey, loadOrCreateWitnessKey, type WitnessKey } from './key.ts';
export { type TileLevel, tilePath } from './layout.ts';
export { type Lease, takeLease } from './lease.ts';
export { type Ledger, type LedgerOptions, openLedger } from './ledger.ts';
export { COSIGNERS, ML_DSA_44, openNote, parseVerifierKey, splitNote, UnverifiedNote, type Verifier } from './note.ts';
export { parsePolicy, type Policy, type PolicyWitness, WrongPolicy } from './policy.ts';
export { provesConsistency, provesInclusion } from './proofs.ts';
export { LedgerRefused } from './refused.ts';
export { type Proofs, proofsFrom } from './stored-proofs.ts';
export { type EntryProof, formatProof } from './tlog-proof.ts';
export { WITNESSED, witnessedSize, Witnessing, type WitnessingOptions } from './witnessing.ts';
