/** A sealed part is not what was sealed: altered, moved to another event or member, or under another key. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}
