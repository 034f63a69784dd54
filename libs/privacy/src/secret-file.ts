import { closeSync, fstatSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

/** The keys are missing, open to others, in the wrong place or not those of this deployment; the message says what to do. */
export class KeysUnusable extends Error {
  override readonly name = 'KeysUnusable';
}

/** The length of each key and of the deployment's secret: what AES-256 and HMAC-SHA256 take. */
export const SECRET_BYTES = 32;
/** The permission bits of group and world. */
const OF_OTHERS = 0o077;
/** Windows has no permission bits; there the folder's own access list is the administrator's. */
const HAS_MODES = process.platform !== 'win32';

/** What node:fs throws is known by its members: an error of Node's own realm is no `Error` in Jest's. */
const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined);

const refuseOpenToOthers = (place: string, mode: number, needed: string): void => {
  if (!HAS_MODES || (mode & OF_OTHERS) === 0) return;
  const permissions = (mode & 0o777).toString(8).padStart(4, '0');
  throw new KeysUnusable(`${place} can be read by others (mode ${permissions}). Run: chmod ${needed} ${place}`);
};

/** The bytes of a secret in base64url, which must be exactly as many as are needed. */
export const parseSecret = (text: string, place: string): Buffer => {
  const secret = Buffer.from(text, 'base64url');
  if (secret.length === SECRET_BYTES && secret.toString('base64url') === text) return secret;
  throw new KeysUnusable(`${place} does not hold ${SECRET_BYTES} bytes in base64url (43 characters). Put back the right one from its backup.`);
};

/** Reads a secret; undefined where there is no such file. @throws KeysUnusable where others can read it, or it is not one */
export const readSecret = (file: string): Buffer | undefined => {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new KeysUnusable(`${file} cannot be read (${codeOf(error)}). Give it to the user that runs this, and to no other.`, { cause: error });
  }
  try {
    refuseOpenToOthers(file, fstatSync(descriptor).mode, '600');
    return parseSecret(readFileSync(descriptor, 'utf8').trim(), file);
  } finally {
    closeSync(descriptor);
  }
};

/** Makes a secret that is whole and durable before it has its name. Of two who make it at once, one does, and both get the same. */
export const makeSecret = (file: string): Buffer => {
  const unnamed = join(dirname(file), `.${basename(file)}.${randomBytes(8).toString('hex')}`);
  try {
    const descriptor = openSync(unnamed, 'wx', 0o600);
    writeFileSync(descriptor, `${randomBytes(SECRET_BYTES).toString('base64url')}\n`);
    fsyncSync(descriptor);
    closeSync(descriptor);
    linkSync(unnamed, file);
    syncFolder(dirname(file));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST')
      throw new KeysUnusable(`${file} cannot be written (${codeOf(error)}). Let this user write to its folder.`, { cause: error });
  } finally {
    rmSync(unnamed, { force: true });
  }
  const made = readSecret(file);
  if (!made) throw new KeysUnusable(`${file} disappeared while it was made. Start again.`);
  return made;
};

/** Makes durable which files a folder has. */
export const syncFolder = (folder: string): void => {
  if (!HAS_MODES) return; // Windows cannot sync a folder.
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
};

/** Makes sure that the folder is there and is nobody else's to read. */
export const openSecretFolder = (folder: string): void => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new KeysUnusable(`${folder} cannot be made (${codeOf(error)}). Make it, or set PATTO_KEYS to another folder.`, { cause: error });
  }
  refuseOpenToOthers(folder, statSync(folder).mode, '700');
};

/** Where a path really leads, links followed as far as it exists. */
const realPlace = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(resolve(path));
    return parent === resolve(path) ? parent : join(realPlace(parent), basename(path));
  }
};

/** Whether a path is a folder or lies within it. */
export const isWithin = (path: string, folder: string): boolean => {
  const way = relative(realPlace(folder), realPlace(path));
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || resolve(way) === way);
};
