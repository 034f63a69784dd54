/** The ledger would have to contradict what it signed before, or cannot know whether it would. */
export class LedgerRefused extends Error {
  override readonly name = 'LedgerRefused';
}
