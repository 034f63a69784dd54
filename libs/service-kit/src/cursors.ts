import { timingSafeEqual } from 'node:crypto';
import type { Place } from '@patto/read-models';
import { Invalid } from './schemas.ts';

/** Opaque, signed cursors: a place in one list, which cannot be taken to another. */
export class Cursors {
  readonly #deriveUuid: (...parts: readonly string[]) => string;

  constructor(deriveUuid: (...parts: readonly string[]) => string) {
    this.#deriveUuid = deriveUuid;
  }

  /** @param list what tells one list from another: the question with its parameters and its asker */
  write(list: string, place: Place): string {
    const payload = Buffer.from(JSON.stringify(place), 'utf8').toString('base64url');
    return `${payload}.${this.#signature(list, payload)}`;
  }

  /** @throws Invalid for a cursor that we did not write for this list */
  read(list: string, cursor: string): Place {
    const [payload = ''] = cursor.split('.');
    const [sent, expected] = [Buffer.from(cursor), Buffer.from(`${payload}.${this.#signature(list, payload)}`)];
    if (sent.length !== expected.length || !timingSafeEqual(sent, expected)) {
      throw new Invalid('invalid-parameter', [{ pointer: '/cursor', detail: 'It must be the nextCursor of a page of this list.' }]);
    }
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Place;
  }

  #signature(list: string, payload: string): string {
    return this.#deriveUuid('cursor', list, payload);
  }
}
