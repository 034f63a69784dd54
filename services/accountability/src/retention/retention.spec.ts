import { describe, it } from '@jest/globals';
import { ErasureCompleted, ErasureOrdered, LegalHoldLifted, LegalHoldPlaced, PersonalDataErased } from '@patto/contracts/accountability';
import { event } from '@patto/event-store/pure';
import { byOperator, bySystem, comune, fact, filo, franca, given, maria, named, sara } from '@patto/testing';
import { completeErasure } from './complete-erasure.ts';
import { liftLegalHold } from './lift-legal-hold.ts';
import { orderErasure } from './order-erasure.ts';
import { placeLegalHold } from './place-legal-hold.ts';
import { recordErasure } from './record-erasure.ts';

const stream = named('retention', 1);
const hold = named('hold', 1);
const UNTIL = '2028-01-01T00:00:00.000Z';
const person = fact('person', { person: maria, area: 'valcurta', capacity: 'adult' });
const mandate = fact('mandate', { holder: comune, competences: ['reading-needs'], areas: ['valcurta'], categories: [], basis: 'law' });
const charge = fact('charge', { person: maria, organisation: comune, caseManager: sara });
const held = event(LegalHoldPlaced, { person: maria, hold, ground: 'legal-claim', until: UNTIL });
const lifted = event(LegalHoldLifted, { person: maria, hold });
const ordered = event(ErasureOrdered, { person: maria, area: 'valcurta', ground: 'no-longer-needed' });
const erased = event(PersonalDataErased, { person: maria, ground: 'no-longer-needed', epoch: 2 });
const completed = event(ErasureCompleted, { person: maria, retired: 2 });
const asComune = byOperator(sara, comune);
const order = { person: maria, ground: 'no-longer-needed' } as const;
const having = (...past: Parameters<typeof given>[0]) => given(past, stream).with(person, mandate);

describe('an erasure', () => {
  it('is ordered by a body that answers for people where the person lives, and by nobody else', () => {
    having().when(orderErasure, order, asComune).then([ordered]);
    having().when(orderErasure, order, byOperator(franca, filo)).isRejected('no-mandate');
    given([], stream).with(mandate).when(orderErasure, order, asComune).isRejected('no-mandate');
  });

  it('is refused while a hold stands against it, and not when that is lifted or its time is over', () => {
    having(held).when(orderErasure, order, asComune).isRejected('erasure-held');
    having(held, lifted).when(orderErasure, order, asComune).then([ordered]);
    having(held)
      .when(orderErasure, order, { ...asComune, now: UNTIL })
      .then([ordered]);
  });

  it('is refused while a body has the person in charge', () => having().with(charge).when(orderErasure, order, asComune).isRejected('still-in-charge'));

  it('is ordered once', () => {
    for (const past of [[ordered], [ordered, erased], [ordered, erased, completed]]) {
      having(...past)
        .when(orderErasure, order, asComune)
        .isRejected('already-ordered');
    }
  });

  it('has its receipt once, and only where it was ordered', () => {
    const receipt = { person: maria, epoch: 2 };
    having(ordered).when(recordErasure, receipt, bySystem()).then([erased]);
    having(ordered, erased).when(recordErasure, receipt, bySystem()).changesNothing();
    having().when(recordErasure, receipt, bySystem()).changesNothing();
  });

  it('is complete once the keys of all epochs are gone under which a backup may hold it', () => {
    having(ordered, erased).when(completeErasure, { person: maria, retired: 1 }, bySystem()).changesNothing();
    having(ordered, erased).when(completeErasure, { person: maria, retired: 2 }, bySystem()).then([completed]);
    having(ordered, erased, completed).when(completeErasure, { person: maria, retired: 3 }, bySystem()).changesNothing();
    having(ordered).when(completeErasure, { person: maria, retired: 2 }, bySystem()).changesNothing();
  });
});

describe('a hold', () => {
  const place = { person: maria, ground: 'legal-claim', until: UNTIL } as const;

  it('is placed and lifted by a body that answers for people where the person lives', () => {
    having().when(placeLegalHold, place, asComune).then([held]);
    having(held).when(liftLegalHold, { person: maria, hold }, asComune).then([lifted]);
    having().when(placeLegalHold, place, byOperator(franca, filo)).isRejected('no-mandate');
    having(held).when(liftLegalHold, { person: maria, hold }, byOperator(franca, filo)).isRejected('no-mandate');
  });

  it('is not placed for a time that is over, nor on who is erased', () => {
    having()
      .when(placeLegalHold, place, { ...asComune, now: UNTIL })
      .isRejected('period-impossible');
    having(ordered).when(placeLegalHold, place, asComune).isRejected('already-ordered');
  });

  it('is lifted once', () => having(held, lifted).when(liftLegalHold, { person: maria, hold }, asComune).isRejected('no-such-hold'));
});
