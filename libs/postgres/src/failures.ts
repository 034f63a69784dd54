/** The server or a connection to it cannot be used as it is; the message says why and what to do about it. */
export class PostgresUnusable extends Error {
  override readonly name = 'PostgresUnusable';
}

/** The members by which errors of the driver are known: an error of Node's own realm is no `Error` in Jest's. */
const partsOf = (error: unknown): { readonly code?: unknown; readonly message?: unknown; readonly errors?: unknown; readonly syscall?: unknown } =>
  typeof error === 'object' && error !== null ? error : {};

/** What the server or the driver said. */
export const messageOf = (error: unknown): string => String(partsOf(error).message || partsOf(error).code || error);

/** The SQLSTATE of an error of the server, or the system's code. */
export const codeOf = (error: unknown): string => String(partsOf(error).code ?? '');

/** The server is not there, goes or comes: 08 are its own errors of connections, 57P01 to 57P05 its stops and starts, 53300 too many connections. */
const AWAY = /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT|08\w{3}|57P0[1-5]|53300|25P0[34])$/;
/** What Node says of a certificate that does not count here, of keys that do not fit, and of a server that speaks no TLS. */
const UNTRUSTED = /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|EPROTO$|CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|INVALID_CA$)/;
/** The driver gives that no code. */
const NO_TLS = 'The server does not support SSL connections';

/** Whether a server was not gone to for want of trust: no password was sent, and the same happens tomorrow. Other engines' clients know it by the same codes. */
export const isUntrusted = (error: unknown): boolean => UNTRUSTED.test(codeOf(error)) || partsOf(error).message === NO_TLS;

/** Whether a file that a URL names cannot be read; the message says which. A socket that is not there has the same code. */
const isUnreadable = (error: unknown): boolean => partsOf(error).syscall === 'open';

/** The driver gives these no code. */
const LOST =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|The server does not answer|Query read timeout)/;

/** Whether this says only that the connection or the server is away: what was asked may have been done or not. */
export const isAway = (error: unknown): boolean => {
  const { message, errors } = partsOf(error);
  if (isUnreadable(error)) return false;
  return AWAY.test(codeOf(error)) || LOST.test(String(message)) || (Array.isArray(errors) && errors.length > 0 && errors.every(isAway));
};

/** A lock was not to be had in time: nothing was done. */
export const LOCK_TIMEOUT = '55P03';
/** A statement took too long or was stopped by an operator: nothing was done. */
export const STATEMENT_STOPPED = '57014';

const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/^28(000|P01)$/, 'refuses this role or its password. Set the URL that `patto db prepare` wrote.'],
  [/^3D000$/, 'has no such database. Make it, then run `patto db prepare`.'],
  [/^(42P01|42883|3F000|42703)$/, 'is not prepared for this version of Patto. Run `patto db prepare` as the owner of the database.'],
  [/^42501$/, 'does not let this role do that. Run `patto db prepare` as the owner of the database.'],
  [/^53[012]00$/, 'has no room left. Free some, then start again.'],
];

const remedyFor = (error: unknown): string | undefined => {
  if (isAway(error)) return 'cannot be reached. Start the server, or set the URL of one that runs.';
  if (isUnreadable(error)) return 'is not asked, since a file that its URL names cannot be read. Name one that this user may read.';
  if (isUntrusted(error)) {
    return 'shows no certificate that counts here. Name in the URL the authority that signed it, as sslrootcert, and the host as the certificate does.';
  }
  return REMEDIES.find(([code]) => code.test(codeOf(error)))?.[1];
};

/** The server of a URL, without role and password. */
export const placeOf = (url: string): string => {
  const { host, pathname } = new URL(url);
  return `postgres://${host}${pathname}`;
};

/** An error met while an engine is opened, as a sentence with its remedy; what has none is passed on. */
export const unusable = (url: string, error: unknown): unknown => {
  if (error instanceof PostgresUnusable) return error;
  const remedy = remedyFor(error);
  return remedy === undefined ? error : new PostgresUnusable(`${placeOf(url)} ${remedy} (${messageOf(error)})`, { cause: error });
};
