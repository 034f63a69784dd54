export * from './canonical.ts';
export * from './keyring.ts';
export * from './keys.ts';
export { type AccessReceipt, issueReceipt } from './receipt.ts';
export { SealBroken } from './seal.ts';
export * from './sqlite/open-keyring.ts';
