/**
 * Says that a durable record tells who is about to be shown the content of these subjects. Opening demands one, so that nothing is shown without a
 * trace. Only `access` issues receipts, once the record is on disk; a look-alike object is refused because it has not the private member.
 */
export class AccessReceipt {
  readonly #subjects: ReadonlySet<string>;

  private constructor(
    /** The id of the access record. */
    readonly record: string,
    subjects: Iterable<string>,
  ) {
    this.#subjects = new Set(subjects);
  }

  /** Whether this is a receipt that was issued, and its record names the subject. */
  static covers(receipt: unknown, subject: string): boolean {
    return typeof receipt === 'object' && receipt !== null && #subjects in receipt && receipt.#subjects.has(subject);
  }

  /** @internal Use `issueReceipt`. */
  static issue(record: string, subjects: Iterable<string>): AccessReceipt {
    return new AccessReceipt(record, subjects);
  }
}

/** A receipt for the record of an access to these subjects' content, which must be durable already. For `access` alone. */
export const issueReceipt = (record: string, subjects: Iterable<string>): AccessReceipt => AccessReceipt.issue(record, subjects);
