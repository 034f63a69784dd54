import { type Id, IsId, Rejection } from '@patto/contracts';
import { PactActivated, PactSigned } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { pact } from './pact.ts';

/** Who may bind a signatory puts its name to the pact; with the last one it is active. */
export class SignPact {
  @IsId('pact') readonly pact!: Id<'pact'>;
}

export const signPact = decides(pact, SignPact, ({ status, signatories, signed, until }, _, { by, now }) => {
  const organisation = by.organisation;
  if (!organisation || !signatories.some((one) => one.organisation === organisation)) {
    throw new Rejection('not-a-pact-signatory', 'This pact does not wait for your organisation.');
  }
  if (signed.includes(organisation)) return []; // Signing twice is harmless.
  if (status !== 'draft' || until <= now) throw new Rejection('pact-over', 'This pact cannot be signed any more.');
  const last = signatories.every((one) => one.organisation === organisation || signed.includes(one.organisation));
  return [event(PactSigned, { organisation }), ...(last ? [event(PactActivated, { signatories })] : [])];
});
