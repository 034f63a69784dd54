/** Who may do the work of a name: one process at a time. */
export interface Leases {
  /** So long a lease is good without being kept; this bounds how long work rests after its process died. Infinite where the process is the lease. */
  readonly leaseMs: number;
  /** Takes the lease of this name, or keeps it, from now on; false where another process has it. */
  hold(name: string, holder: string): Promise<boolean>;
  /** Gives it back, if this holder has it: another takes it at once. */
  release(name: string, holder: string): Promise<void>;
  close(): Promise<void>;
}

/** On embedded engines the process is the lease: the lock of the log keeps any other out. */
export const noOtherProcess: Leases = {
  leaseMs: Number.POSITIVE_INFINITY,
  hold: async () => true,
  release: async () => {},
  close: async () => {},
};
