/** At most so many bytes in one entry: its length is given in 16 bits. */
export const MOST_ENTRY_BYTES = 65_535;

/** The bytes in which an entry's length is given, big-endian, before it. */
export const LENGTH_BYTES = 2;

/** What the first bundle has room for; it grows where entries are longer, and the next one begins as large. */
const FIRST_BYTES = 256 * 1_024;

/** An entry bundle that is being filled: for each entry its length as big-endian uint16, then its bytes. */
export class OpenBundle {
  #room: Buffer;
  #length = 0;
  #count = 0;

  constructor(room = FIRST_BYTES) {
    this.#room = Buffer.allocUnsafe(room);
  }

  /** Entries in it. */
  get count(): number {
    return this.#count;
  }

  /** Where its entries lie until it has to grow. */
  get room(): Buffer {
    return this.#room;
  }

  /** What it holds until now; these bytes do not change any more. */
  get bytes(): Buffer {
    return this.#room.subarray(0, this.#length);
  }

  /** Copies an entry into it, and says where it begins. @throws RangeError where it is too long */
  add(entry: Uint8Array): number {
    const start = this.#length + LENGTH_BYTES;
    const end = start + entry.length;
    if (end > this.#room.length) this.#grow(end);
    this.#room.writeUInt16BE(entry.length, this.#length);
    this.#room.set(entry, start);
    this.#length = end;
    this.#count += 1;
    return start;
  }

  /** An empty one with as much room. */
  next(): OpenBundle {
    return new OpenBundle(this.#room.length);
  }

  #grow(least: number): void {
    const room = Buffer.allocUnsafe(Math.max(least, 2 * this.#room.length));
    this.#room.copy(room, 0, 0, this.#length);
    this.#room = room;
  }
}

/** Where the entry ends whose length stands at `offset`. Throws where the bytes end before. */
export const entryEnd = (bundle: Buffer, offset: number): number => {
  if (offset + LENGTH_BYTES > bundle.length) throw new Error('An entry bundle ends inside the length of an entry.');
  const end = offset + LENGTH_BYTES + bundle.readUInt16BE(offset);
  if (end > bundle.length) throw new Error('An entry bundle ends inside an entry.');
  return end;
};

/** The entries of a bundle, as views of its bytes. Throws where the bytes end inside an entry. */
export const decodeBundle = (bundle: Buffer): Buffer[] => {
  const entries: Buffer[] = [];
  for (let offset = 0; offset < bundle.length; ) {
    const end = entryEnd(bundle, offset);
    entries.push(bundle.subarray(offset + LENGTH_BYTES, end));
    offset = end;
  }
  return entries;
};
