/** What the system, PostgreSQL, MongoDB's and Kafka's clients say when a server is not there, or goes while it is asked. */
const CODES = /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08\w{3}|57P0[1-5]|53300|25P03)$/;
const NAMES = /^(Mongo(Network|ServerSelection|NotConnected|TopologyClosed|PoolClosed|PoolCleared)\w*|MongooseServerSelectionError|KafkaJS\w+|NotThere)$/;
/** The driver of PostgreSQL gives these no code. */
const MESSAGES =
  /^(Connection terminated|Client (has encountered a connection error|was closed)|timeout exceeded when trying to connect|terminating connection|Query read timeout|The server does not answer)/;
/** Kafka's client names these as it names an outage, but the server is there and refuses. */
const REFUSALS =
  /^KafkaJS(\w*SASL\w*|ServerDoesNotSupportApiKey)$|_AUTHORIZATION_FAILED$|^(MESSAGE|RECORD_LIST)_TOO_LARGE$|^(INVALID_RECORD|POLICY_VIOLATION)$/;
/** A certificate that does not count here, or a server that speaks no TLS: it is refused by us, today and tomorrow. */
const UNTRUSTED = /^(ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|INVALID_CA$)/;

/** An engine of ours is away: what was asked of it is asked again, as often as needed. */
export class NotThere extends Error {
  override readonly name = 'NotThere';
}

/** Whether this failure says nothing of what was done, only that a server is away: it is waited for, and no try is counted. */
export const isOutage = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null) return false;
  const { code, name, message, cause, errors } = error as Readonly<Record<'code' | 'name' | 'message' | 'cause' | 'errors', unknown>>;
  if (isRefusal(error)) return false;
  if (CODES.test(String(code)) || NAMES.test(String(name)) || MESSAGES.test(String(message))) return true;
  return isOutage(cause) || (Array.isArray(errors) && errors.some(isOutage));
};

/** Whether a server is there and refuses on principle, also where that is the cause of something that sounds like an outage. */
const isRefusal = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null) return false;
  const { code, name, type, cause } = error as Readonly<Record<'code' | 'name' | 'type' | 'cause', unknown>>;
  return REFUSALS.test(String(name)) || REFUSALS.test(String(type)) || UNTRUSTED.test(String(code)) || isRefusal(cause);
};
