import { NotThere } from '../outage.ts';

/** What the client's errors call the cases in which a server is away or changes its leader. */
const AWAY = new Set(['unavailable', 'deadline-exceeded', 'timeout', 'cancelled', 'not-leader']);
/** The native half of the client gives failures of the connection no type. */
const CONNECTION = /\b(connect(ion)?|transport|tcp|gossip|discover|h2 protocol|broken pipe)\b/i;

/** The type of an error of the client: `stream-not-found`, `unsupported`, … They are told apart by it, since classes differ between realms. */
export const typeOf = (error: unknown): string | undefined => {
  const { type } = typeof error === 'object' && error !== null ? (error as { type?: unknown }) : {};
  return typeof type === 'string' ? type : undefined;
};

/** An error of the client, as who calls the log knows it: `NotThere` where the server is away. */
export const plainly = (error: unknown): unknown => {
  const type = typeOf(error);
  const message = String((error as { message?: unknown } | undefined)?.message ?? error);
  if (type !== undefined && (AWAY.has(type) || (type === 'unknown' && CONNECTION.test(message)))) {
    return new NotThere(`KurrentDB is away: ${message}`, { cause: error });
  }
  return error;
};

/**
 * Waits for an answer so long and no longer: the client has calls without an end, and some that never come back.
 * @throws NotThere when none came
 */
export const within = async <Answer>(ms: number, answer: Promise<Answer>): Promise<Answer> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NotThere(`KurrentDB gave no answer within ${ms / 1_000} seconds.`)), ms);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } catch (error) {
    throw plainly(error);
  } finally {
    clearTimeout(timer);
  }
};

/** Reads on as long as each item comes in time. */
export async function* eachWithin<Item>(ms: number, items: AsyncIterable<Item>): AsyncIterable<Item> {
  const iterator = items[Symbol.asyncIterator]();
  let isAtEnd = false;
  try {
    for (;;) {
      const next = await within(ms, iterator.next());
      isAtEnd = next.done === true;
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // It is not waited for: one that gives no answer does not end either.
    if (!isAtEnd) void iterator.return?.().catch(() => {});
  }
}
