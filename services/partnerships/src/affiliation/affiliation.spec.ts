import { describe, it } from '@jest/globals';
import { AffiliationEnded, OperatorAffiliated, RolesChanged } from '@patto/contracts/partnerships';
import { event } from '@patto/event-store/pure';
import { asl, byOperator, bySystem, comune, elena, filo, franca, gino, given, idFor, named, passi, registrations, sara } from '@patto/testing';
import { affiliateOperator } from './affiliate-operator.ts';
import { changeRoles } from './change-roles.ts';
import { endAffiliation } from './end-affiliation.ts';

const affiliation = named('affiliation', 1);
const login = { issuer: 'https://login.example', subject: 'franca' };
const francas = { organisation: filo, name: 'Franca', login, roles: ['operator', 'coordinator'] } as const;
const command = { ...francas, roles: [...francas.roles] };
const affiliated = event(OperatorAffiliated, { operator: idFor('operator', login.issuer, login.subject), ...francas });
const left = event(AffiliationEnded, { reason: 'left' });
const nobodyYet = given([], affiliation).with(...registrations);
const francaIsThere = given([affiliated], affiliation).with(...registrations);
const francaHasLeft = given([affiliated, left], affiliation).with(...registrations);

describe('affiliating an operator', () => {
  it('says who works for the organisation, by which login and as what', () =>
    nobodyYet.when(affiliateOperator, command, byOperator(franca, filo)).then([affiliated]));

  it('is done for a new organisation by the one that registered it', () =>
    nobodyYet.when(affiliateOperator, command, byOperator(sara, comune)).then([affiliated]));

  it('is done by the deployment for the first administrator', () => nobodyYet.when(affiliateOperator, command, bySystem()).then([affiliated]));

  it('is not for anybody else, be it a public body', () => {
    nobodyYet.when(affiliateOperator, command, byOperator(gino, asl)).isRejected('not-your-organisation');
    nobodyYet.when(affiliateOperator, command, byOperator(elena, passi)).isRejected('not-your-organisation');
  });

  it('needs an organisation that is registered', () =>
    given([], affiliation).when(affiliateOperator, command, byOperator(sara, comune)).isRejected('unknown-organisation'));

  it('names each role once', () =>
    nobodyYet.when(affiliateOperator, { ...command, roles: ['operator', 'coordinator', 'operator'] }, byOperator(franca, filo)).then([affiliated]));

  it('changes nothing a second time, and gives no other roles by the way', () => {
    francaIsThere.when(affiliateOperator, { ...command, roles: ['coordinator', 'operator'] }, byOperator(franca, filo)).changesNothing();
    francaIsThere.when(affiliateOperator, { ...command, roles: ['administrator'] }, byOperator(franca, filo)).isRejected('already-affiliated');
  });

  it('begins anew for one who had left', () => francaHasLeft.when(affiliateOperator, command, byOperator(franca, filo)).then([affiliated]));
});

describe('changing roles', () => {
  it('gives others', () =>
    francaIsThere.when(changeRoles, { affiliation, roles: ['auditor'] }, byOperator(franca, filo)).then([event(RolesChanged, { roles: ['auditor'] })]));

  it('changes nothing where they are the same', () =>
    francaIsThere.when(changeRoles, { affiliation, roles: ['coordinator', 'operator'] }, byOperator(franca, filo)).changesNothing());

  it('is not for another organisation', () =>
    francaIsThere.when(changeRoles, { affiliation, roles: ['auditor'] }, byOperator(gino, asl)).isRejected('not-your-organisation'));

  it('comes too late for one who has left', () =>
    francaHasLeft.when(changeRoles, { affiliation, roles: ['auditor'] }, byOperator(franca, filo)).isRejected('not-affiliated-any-more'));
});

describe('ending an affiliation', () => {
  it('takes effect from now on, with a reason', () =>
    francaIsThere.when(endAffiliation, { affiliation, reason: 'left' }, byOperator(franca, filo)).then([left]));

  it('changes nothing a second time', () => francaHasLeft.when(endAffiliation, { affiliation, reason: 'moved' }, byOperator(franca, filo)).changesNothing());

  it('is not for another organisation', () =>
    francaIsThere.when(endAffiliation, { affiliation, reason: 'left' }, byOperator(gino, asl)).isRejected('not-your-organisation'));
});
