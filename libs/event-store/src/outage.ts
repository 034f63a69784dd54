import { isUntrusted } from '@patto/postgres';

/** What the system, PostgreSQL, MongoDB's and Kafka's clients say when a server is not there, or goes while it is asked. */
const CODES = /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08\w{3}|57P0[1-5]|53300|25P03)$/;
const NAMES = /^(Mongo(Network|ServerSelection|NotConnected|TopologyClosed|PoolClosed|PoolCleared)\w*|MongooseServerSelectionError|KafkaJS\w+|NotThere)$/;
/** The driver of PostgreSQL gives these no code. */
const MESSAGES =
  /^(Connection terminated|Client (has encountered a connection error|was closed)|timeout exceeded when trying to connect|terminating connection|Query read timeout|The server does not answer)/;
/** Kafka's client names these as it names an outage, but the server is there and refuses: a login, or anything else. */
const LOGIN = /^KafkaJS\w*SASL\w*$/;
const REFUSALS = /^KafkaJSServerDoesNotSupportApiKey$|_AUTHORIZATION_FAILED$|^(MESSAGE|RECORD_LIST)_TOO_LARGE$|^(INVALID_RECORD|POLICY_VIOLATION)$/;
/** MongoDB's names for a login that does not count, and for what may not be done without one. */
const MONGO_LOGIN = /^(AuthenticationFailed|Unauthorized)$/;

/** An engine of ours is away: what was asked of it is asked again, as often as needed. */
export class NotThere extends Error {
  override readonly name = 'NotThere';
}

/** Whether this failure says nothing of what was done, only that a server is away: it is waited for, and no try is counted. */
export const isOutage = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null) return false;
  const { code, name, message, cause, errors } = error as Readonly<Record<'code' | 'name' | 'message' | 'cause' | 'errors', unknown>>;
  if (refusalIn(error)) return false;
  if (CODES.test(String(code)) || NAMES.test(String(name)) || MESSAGES.test(String(message))) return true;
  return isOutage(cause) || (Array.isArray(errors) && errors.some(isOutage));
};

/** What is refused: by us its certificate, by the server our login, or by the server something else. */
export type Refusal = 'certificate' | 'login' | 'other';

/** What is refused on principle where a server is there, also where that is the cause of something that sounds like an outage. */
export const refusalIn = (error: unknown): Refusal | undefined => {
  if (typeof error !== 'object' || error === null) return undefined;
  const { name, type, codeName, cause } = error as Readonly<Record<'name' | 'type' | 'codeName' | 'cause', unknown>>;
  if (isUntrusted(error)) return 'certificate';
  if (LOGIN.test(String(name)) || MONGO_LOGIN.test(String(codeName))) return 'login';
  if (REFUSALS.test(String(name)) || REFUSALS.test(String(type))) return 'other';
  return refusalIn(cause) ?? refusalByAll(cause);
};

/** MongoDB's client says of several servers together what each of them said: they refuse where all do. */
const refusalByAll = (topology: unknown): Refusal | undefined => {
  const { servers } = typeof topology === 'object' && topology !== null ? (topology as { readonly servers?: unknown }) : {};
  if (!(servers instanceof Map)) return undefined;
  const refusals = [...servers.values()].map(({ error }: { readonly error?: unknown }) => refusalIn(error));
  return refusals.includes(undefined) ? undefined : refusals[0];
};
