import type { Documents } from './documents.ts';

/** Another process has these documents open, and would go on with what is not there any more. */
export class DocumentsInUse extends Error {
  override readonly name = 'DocumentsInUse';
}

/** What one process replaces: the documents that it makes, and those that answer until then. */
export interface Replacing {
  readonly made: Documents;
  /** Undefined where there were none. */
  readonly before: Documents | undefined;
}
