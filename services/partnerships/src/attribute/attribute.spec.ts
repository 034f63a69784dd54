import { describe, it } from '@jest/globals';
import { AttributeRecorded, AttributeRevoked } from '@patto/contracts/partnerships';
import { event } from '@patto/event-store/pure';
import { asl, byOperator, bySystem, comune, corte, filo, franca, gino, given, named, registrations, sara } from '@patto/testing';
import { certifyAttribute } from './certify-attribute.ts';
import { declareAttribute } from './declare-attribute.ts';
import { expireAttribute } from './expire-attribute.ts';
import { revokeAttribute } from './revoke-attribute.ts';
import { LAPSED } from './stating.ts';
import { verifyAttribute } from './verify-attribute.ts';

const stream = named('attribute', 1);
const UNTIL = '2028-01-01T00:00:00.000Z';
const LATER = '2028-01-02T12:00:00.000Z';
const said = { organisation: filo, attribute: 'accreditation', evidence: 'Regional register' } as const;
const dated = { ...said, until: UNTIL };
const declared = event(AttributeRecorded, { ...said, level: 'declared', statedBy: filo });
const verified = event(AttributeRecorded, { ...dated, level: 'verified', statedBy: corte });
const certified = event(AttributeRecorded, { ...dated, level: 'certified', statedBy: comune });
const revoking = { organisation: filo, attribute: 'accreditation', motivation: 'Inspection' };
const revoked = event(AttributeRevoked, revoking);
const lapsed = event(AttributeRevoked, { ...revoking, motivation: LAPSED });
const [asFilo, asCorte, asComune] = [byOperator(franca, filo), byOperator(named('operator', 40), corte), byOperator(sara, comune)];
const having = (...past: (typeof declared | typeof revoked)[]) => given(past, stream).with(...registrations);

describe('an attribute of an organisation', () => {
  it('is declared by itself, verified by another, certified by a public body', () => {
    having().when(declareAttribute, said, asFilo).then([declared]);
    having(declared).when(verifyAttribute, dated, asCorte).then([verified]);
    having(verified).when(certifyAttribute, dated, asComune).then([certified]);
  });

  it('is not declared for another, nor verified or certified by itself, nor certified by a cooperative', () => {
    having().when(declareAttribute, said, asCorte).isRejected('not-your-organisation');
    having().when(verifyAttribute, dated, asFilo).isRejected('own-attribute');
    having()
      .when(certifyAttribute, { ...dated, organisation: comune }, asComune)
      .isRejected('own-attribute');
    having().when(certifyAttribute, dated, asCorte).isRejected('not-a-public-body');
  });

  it('is not verified for a time that is over', () =>
    having()
      .when(verifyAttribute, dated, { ...asCorte, now: LATER })
      .isRejected('period-impossible'));

  it('stays as sure as it is, and is recorded once', () => {
    having(verified).when(declareAttribute, said, asFilo).isRejected('surer-on-record');
    having(certified).when(verifyAttribute, dated, asCorte).isRejected('surer-on-record');
    having(declared)
      .when(declareAttribute, { ...said, evidence: 'Another paper' }, asFilo)
      .changesNothing();
  });

  it('is said anew when its time is over, without the old end', () =>
    having(verified)
      .when(declareAttribute, said, { ...asFilo, now: LATER })
      .then([lapsed, declared]));

  it('is revoked by who stated it or by a public body, once', () => {
    having(verified).when(revokeAttribute, revoking, asCorte).then([revoked]);
    having(verified).when(revokeAttribute, revoking, byOperator(gino, asl)).then([revoked]);
    having(verified).when(revokeAttribute, revoking, asFilo).isRejected('not-yours-to-revoke');
    having(verified, revoked).when(revokeAttribute, revoking, asCorte).changesNothing();
    having().when(revokeAttribute, revoking, asCorte).isRejected('attribute-not-held');
  });

  it('lapses at its end and not before', () => {
    const whose = { organisation: filo, attribute: 'accreditation' };
    having(verified).when(expireAttribute, whose, bySystem()).changesNothing();
    having(verified).when(expireAttribute, whose, bySystem(UNTIL)).then([lapsed]);
    having(declared).when(expireAttribute, whose, bySystem(LATER)).changesNothing();
    having(verified, revoked).when(expireAttribute, whose, bySystem(LATER)).changesNothing();
  });
});
