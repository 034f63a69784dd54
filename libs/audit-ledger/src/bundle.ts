/** At most so many bytes in one entry: its length is given in 16 bits. */
export const MOST_ENTRY_BYTES = 65_535;

/** An entry bundle: for each entry its length as big-endian uint16, then its bytes. Throws a RangeError where an entry is too long. */
export const encodeBundle = (entries: readonly Uint8Array[]): Buffer => {
  const bundle = Buffer.alloc(entries.reduce((bytes, entry) => bytes + 2 + entry.length, 0));
  let offset = 0;
  for (const entry of entries) {
    offset = bundle.writeUInt16BE(entry.length, offset);
    bundle.set(entry, offset);
    offset += entry.length;
  }
  return bundle;
};

/** The entries of a bundle, as views of its bytes. Throws where the bytes end inside an entry. */
export const decodeBundle = (bundle: Buffer): Buffer[] => {
  const entries: Buffer[] = [];
  for (let offset = 0; offset < bundle.length; ) {
    if (offset + 2 > bundle.length) throw new Error('An entry bundle ends inside the length of an entry.');
    const end = offset + 2 + bundle.readUInt16BE(offset);
    if (end > bundle.length) throw new Error('An entry bundle ends inside an entry.');
    entries.push(bundle.subarray(offset + 2, end));
    offset = end;
  }
  return entries;
};
