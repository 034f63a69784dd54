import type { Findable, Sealed } from '@patto/contracts';
import type { AccessReceipt } from './receipt.ts';

/** What sealing binds a part to: the event that it will stand in. */
export interface EventHeader {
  /** The event's id. */
  readonly id: string;
  readonly type: string;
  /** The stream that the event will be appended to. */
  readonly stream: string;
}

/** Personal content in clear, on its way to being sealed. */
export interface Part {
  /** The id of the one whose content it is. */
  readonly subject: string;
  /** The member of the event that it was. */
  readonly part: string;
  /** Anything that JSON can say. For `find`: text for `tax-code` and `name`, `{ issuer, subject }` for `login`. */
  readonly value: unknown;
  /** By what kind of search the subject shall be found by this content, if it shall. */
  readonly find?: Findable;
}

/** A sealed part with the event that it stands in: what read models hold and what is opened. */
export type SealedPart = Sealed & {
  /** The event's id. */
  readonly event: string;
  readonly type: string;
};

/** What a person is searched by. All that is given has to fit, of the name every word. */
export interface Sought {
  readonly taxCode?: string;
  readonly name?: string;
}

/** Holds one key per subject, seals and opens their content, and finds them by blind tokens. */
export interface Keyring {
  /**
   * Seals the parts of one event, before it is appended; in the order given. A subject's key is made, durably, when first needed.
   * What one may be found by is claimed for the command: found once `settle` says, or the log shows, that the command is recorded, and then in place
   * of what the subject was found by before in this kind (so a correction seals all content of a kind). A claim whose command does not arrive within
   * a minute may be taken by another. Seal only for a command that the log has not recorded yet.
   * @throws a `Rejection` `already-registered` where a tax code or login belongs to another subject, `person-erased` where the subject's key was destroyed
   */
  seal(header: EventHeader, parts: readonly Part[], command: string): Promise<readonly Sealed[]>;

  /** Says that the command's events are recorded. Costs no write of its own; whoever forgets it, or crashes before, loses nothing but time. */
  settle(command: string): void;

  /**
   * Opens sealed parts, in the order given, for a reader whose access is on record; undefined where the subject's key is gone, so the content is erased.
   * @throws TypeError where the receipt is not one or does not cover each subject (nothing is opened then)
   * @throws SealBroken where a part is not what was sealed
   */
  open(parts: readonly SealedPart[], receipt: AccessReceipt): Promise<readonly unknown[]>;

  /**
   * The keys of these parts and of nothing else, in the order given, on the same terms as `open`: whoever is handed one can open that part offline, and
   * check by its commitment that it is the one.
   */
  disclose(parts: readonly SealedPart[], receipt: AccessReceipt): Promise<readonly (Buffer | undefined)[]>;

  /** The subjects that are found by all of this, sorted; none where nothing is sought. */
  search(sought: Sought): Promise<readonly string[]>;

  /** The one to whom this login belongs. */
  subjectOfLogin(issuer: string, subject: string): Promise<string | undefined>;

  /** The HMAC (base64url) of a canonical text under the subject's key, which goes with it; under the deployment's secret where there is no subject. */
  digest(subject: string | undefined, text: string): Promise<string>;

  /** The one UUID (version 8) that these parts have in this deployment; without its secret nobody can tell them from it. */
  deriveUuid(...parts: readonly string[]): string;

  /** The same in a domain of its own: an anonymous id never equals, and cannot be related to, one from `deriveUuid`. */
  deriveAnonymousUuid(...parts: readonly string[]): string;

  /**
   * Destroys the subject's key, and all that the subject is found by, for good. When this resolves nothing of the subject can be sealed or opened any
   * more, here or by whoever else has this keyring open; a second time changes nothing.
   * @returns the newest epoch under which a copy of the key may lie in a backup: once its key-encryption key is gone too, no copy opens
   */
  destroy(subject: string): Promise<number>;

  /** The oldest epoch whose key-encryption key there still is. */
  readonly oldestEpoch: number;

  /** Wraps all keys anew under the current epoch, and asks for no key of an older epoch from then on. @returns how many keys it wrapped */
  rewrap(): Promise<number>;

  close(): Promise<void>;
}
