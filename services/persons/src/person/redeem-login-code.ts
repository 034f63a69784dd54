import { IsSecret, Rejection } from '@patto/contracts';
import { LoginLinked } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { person } from './person.ts';

/**
 * Whoever is signed in says by the code from the desk which person they are: from now on this login is theirs, and the one before is
 * nobody's. A login belongs to one person only.
 */
export class RedeemLoginCode {
  @IsSecret() readonly code!: string;
}

export const redeemLoginCode = decides(
  person,
  RedeemLoginCode,
  { code: ({ code }) => code, stream: { of: (_, { by }) => by.actor } },
  (state, _, { login, idFor }) => {
    if (!state.code || !login) throw new Rejection('code-not-valid', 'This code is not good, or not any more.');
    if (idFor('operator', login.issuer, login.subject) === state.code.issuedBy) {
      throw new Rejection('own-code', 'Whoever gives a code cannot use it.');
    }

    return [event(LoginLinked, { login, replaces: state.hasLogin === true })];
  },
);
