/** The log cannot be opened as it is; the message says why and what to do about it. */
export class LogUnusable extends Error {
  override readonly name = 'LogUnusable';
}

export const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;
const SQLITE_NOTADB = 26;
/** The primary code of an SQLite error is its last byte; the rest refines it. */
const PRIMARY_CODE = 0xff;

/** What errors of SQLite and of the operating system carry. They are known by their members: an error of Node's own realm is no `Error` in Jest's. */
const partsOf = (error: unknown): { readonly errcode?: unknown; readonly code?: unknown; readonly message?: unknown } =>
  typeof error === 'object' && error !== null ? error : {};

/** The primary SQLite code of an error, if it is one of SQLite's. */
export const errorCodeOf = (error: unknown): number | undefined => {
  const { errcode } = partsOf(error);
  return typeof errcode === 'number' ? errcode & PRIMARY_CODE : undefined;
};

/** The sentence that an error was thrown with. */
export const messageOf = (error: unknown): string => String(partsOf(error).message ?? error);

const CANNOT_BE_WRITTEN = 'cannot be written. Give this user write permission to its folder, or choose another data folder.';
const REMEDIES = new Map<unknown, string>([
  ['EACCES', CANNOT_BE_WRITTEN],
  ['EPERM', CANNOT_BE_WRITTEN],
  ['EROFS', CANNOT_BE_WRITTEN],
  ['ENOTDIR', CANNOT_BE_WRITTEN],
  ['EEXIST', CANNOT_BE_WRITTEN],
  ['ENOSPC', 'has no room on its disk. Free some, then start again.'],
  [SQLITE_READONLY, CANNOT_BE_WRITTEN],
  [SQLITE_CANTOPEN, CANNOT_BE_WRITTEN],
  [SQLITE_FULL, 'has no room on its disk. Free some, then start again.'],
  [SQLITE_NOTADB, 'is not an event log of Patto. Choose another data folder.'],
  [SQLITE_BUSY, 'is held by another program. Close what has it open for writing, then start again.'],
  [SQLITE_CORRUPT, 'is damaged. Check the disk, restore a copy and verify it before you start again.'],
  [SQLITE_IOERR, 'cannot be read or written. Make sure that its disk has room and is sound, then start again.'],
]);

/** An error of the operating system or of SQLite while the log is opened, as a sentence with its remedy. */
export const unusable = (file: string, error: unknown): unknown => {
  const remedy = REMEDIES.get(errorCodeOf(error) ?? partsOf(error).code);
  return remedy === undefined ? error : new LogUnusable(`${file} ${remedy}`, { cause: error });
};
