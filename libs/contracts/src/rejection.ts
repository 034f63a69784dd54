/** A refusal: a stable code with a page under `/problems/`, and a sentence for a person. The only way in which a decision says no. */
export class Rejection extends Error {
  override readonly name = 'Rejection';
  readonly code: string;
  /** Which members the refusal is about, as JSON pointers. */
  readonly pointers: readonly string[];

  constructor(code: string, sentence: string, pointers: readonly string[] = []) {
    super(sentence);
    this.code = code;
    this.pointers = pointers;
  }
}
