import { setTimeout as delay } from 'node:timers/promises';
import { DEVELOPMENT_ISSUER, openDevelopmentIssuer } from '@patto/access';

/** What a unit of the load recorded: a need that somebody was put in charge of, and an organisation. */
export interface Acknowledged {
  readonly need: string;
  readonly charge: string;
  readonly organisation: string;
}

export interface LoadParts {
  readonly url: string;
  readonly keys: string;
  /** How long one command is sent again before it counts as lost. */
  readonly patienceMs: number;
}

const AREA = 'valcurta';
const A_YEAR_MS = 365 * 86_400_000;
const PERSONS = 20; // So many streams of charges take their turns.
const COMMANDS_PER_UNIT = 3;
/** The wait before a command is sent again; it doubles up to the longest, so that a service that has come back is not overrun by all who waited for it. */
const AGAIN_AFTER_MS = 100;
const LONGEST_WAIT_MS = 2_000;
const GIVES_UP_MS = 20_000; // On one answer: longer than a service itself waits for an engine that restarts.

/** Sends commands as callers do that want each recorded once, whatever happens: by a key, and again until there is an answer. */
export const openLoad = async ({ url, keys, patienceMs }: LoadParts) => {
  const issuer = openDevelopmentIssuer({ folder: keys, audience: 'patto' });
  const tokens = new Map<string, { readonly token: string; readonly at: number }>();
  const tokenOf = async (login: string): Promise<string> => {
    const known = tokens.get(login);
    if (known && Date.now() - known.at < 300_000) return known.token;
    const token = await issuer.issueToken({ login });
    tokens.set(login, { token, at: Date.now() });
    return token;
  };
  let keysMade = 0;
  let retries = 0;
  /** Until it is recorded. @throws Error where it is refused, or there is no answer in time */
  const does = async (as: string, path: string, body: object = {}): Promise<{ readonly id: string }> => {
    keysMade += 1;
    const key = `key-${keysMade}`;
    let last = 'nothing';
    for (let until = Date.now() + patienceMs, wait = AGAIN_AFTER_MS; Date.now() < until; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      const headers = { authorization: `Bearer ${await tokenOf(as)}`, 'content-type': 'application/json', 'idempotency-key': key };
      const came = await fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(GIVES_UP_MS) })
        .then(async (response) => ({ status: response.status, text: await response.text() }))
        .catch((error: Error) => ({ status: 0, text: error.message }));
      if (came.status === 200 || came.status === 201) return JSON.parse(came.text) as { id: string };
      last = `${came.status} ${came.text}`;
      const passes = came.status === 0 || came.status >= 500 || /still-running|too-contended|not-ready/.test(came.text);
      if (!passes) throw new Error(`${path} was refused: ${last}`);
      retries += 1;
      await delay(wait);
    }
    throw new Error(`${path} was not answered: ${last}`);
  };

  /** Who reports and who takes charge, and for whom. */
  const begin = async (comune: string): Promise<readonly string[]> => {
    await does('administrator', `/organisations/${comune}/affiliations`, {
      name: 'Sara',
      login: { issuer: DEVELOPMENT_ISSUER, subject: 'sara' },
      roles: ['operator', 'coordinator'],
    });
    await does('administrator', `/organisations/${comune}/competences`, { competence: 'reading-needs', evidence: 'Law 328/2000' });
    const [from, until] = [new Date().toISOString(), new Date(Date.now() + A_YEAR_MS).toISOString()];
    const terms = { competences: ['reading-needs'], areas: [AREA], categories: [], from, until, act: 'Law 328/2000', basis: 'law' };
    const { id } = await does('administrator', '/mandates', { holder: comune, ...terms });
    await does('administrator', `/mandates/${id}/acceptance`);
    const persons: string[] = [];
    for (let count = 0; count < PERSONS; count += 1) {
      const name = { given: 'Persona', family: `Numero ${count}` };
      persons.push((await does('sara', '/persons', { area: AREA, capacity: 'adult', name, birthDate: '1950-01-01' })).id);
    }
    return persons;
  };

  const unit = async (count: number, comune: string, persons: readonly string[]): Promise<Acknowledged> => {
    const person = persons[count % persons.length] as string;
    const [need, organisation] = await Promise.all([
      does('sara', `/persons/${person}/needs`, { category: 'care-at-home', area: AREA, desk: comune, words: 'She cannot manage the stairs.' }),
      does('administrator', '/organisations', { sector: 'third-sector', name: `Circolo ${count}`, identifiers: [] }),
    ]);
    const charge = await does('sara', '/charges', { person, need: need.id });
    return { need: need.id, charge: charge.id, organisation: organisation.id };
  };

  return {
    begin,
    /** Sends so many commands a second until it is told to stop; what was acknowledged, and what was not in time. */
    run: async (perSecond: number, comune: string, persons: readonly string[], signal: AbortSignal) => {
      const acknowledged: Acknowledged[] = [];
      const lost: string[] = [];
      const units: Promise<void>[] = [];
      for (let count = 0; !signal.aborted; count += 1) {
        units.push(
          unit(count, comune, persons).then(
            (one) => void acknowledged.push(one),
            (error: Error) => void lost.push(error.message),
          ),
        );
        await delay((1_000 * COMMANDS_PER_UNIT) / perSecond);
      }
      await Promise.all(units);
      return { acknowledged, lost, sent: units.length * COMMANDS_PER_UNIT, retries };
    },
  };
};
