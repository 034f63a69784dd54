import { Schema } from 'mongoose';
import type { Doc } from '../documents.ts';

/**
 * A document as MongoDB keeps it. There are no transactions, since not every server that speaks its protocol has them; so a document says at which
 * position it was written, and what it was before. What was written beyond the position that its collection has reached is not there yet for whoever
 * folds events into it: a page that was broken off is folded again from what was before.
 */
export interface Kept {
  readonly _id: string;
  /** The position through which the log had been looked at. */
  readonly at: number;
  /** Missing where it was deleted. */
  readonly doc?: Doc;
  /** What the collection had when the page began that wrote it; missing where that was nothing. */
  readonly before?: Doc;
  /** One of the two was escaped. */
  readonly escaped?: true;
}

/** How far a version of a collection got. */
export interface Registered {
  /** `<name>.v<version>`. */
  readonly _id: string;
  /** The name of the collection that holds the documents: one that nobody else ever had, so that to drop an old one takes nothing from a new one. */
  readonly place: string;
  readonly name: string;
  readonly version: number;
  readonly position: number;
  readonly tries: number;
  /** Who took over last: nobody else moves the position. */
  readonly writer?: string;
}

/** Which version answers. */
export interface Serving {
  /** The collection's name. */
  readonly _id: string;
  readonly version: number;
}

/** Nothing is made, cast, added or left out by a schema: documents are open JSON, and a number is not found as a text. */
const asItIs = { versionKey: false, autoCreate: false, autoIndex: false, minimize: false, id: false, strictQuery: false } as const;

const { Mixed } = Schema.Types;
export const keptSchema = new Schema<Kept>({ _id: Mixed, at: Mixed, doc: Mixed, before: Mixed, escaped: Mixed }, asItIs);
export const registeredSchema = new Schema<Registered>(
  { _id: Mixed, place: Mixed, name: Mixed, version: Mixed, position: Mixed, tries: Mixed, writer: Mixed },
  asItIs,
);
export const servingSchema = new Schema<Serving>({ _id: Mixed, version: Mixed }, asItIs);

/** What a document was once the log had been followed through this position, as it is kept. */
export const keptAt = ({ at, doc, before }: Kept, position: number): Doc | undefined => (at <= position ? doc : before);
