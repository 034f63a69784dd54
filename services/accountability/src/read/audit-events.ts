import { answers } from '@patto/access';
import { categoryOf, type Id, IsId, isId, type PersonId, Rejection } from '@patto/contracts';
import { Happening, told } from '@patto/service-kit';
import { IsObject } from 'class-validator';
import { audits } from './audits.ts';
import { eventsAt } from './authority-chain.ts';
import { eventPlaces } from './event-places.ts';
import { outside } from './outside-audit.ts';

/** An event with its facts, by its own declaration. */
export class AuditedEvent extends Happening {
  @IsObject() readonly facts!: object;
}

/** What happened, event by event, in the scope and the period of an audit that is open. Everybody who is named in it sees that it was looked at, and for which audit. */
export class AuditEvents {
  @IsId('audit') readonly audit!: Id<'audit'>;
}

export const auditEvents = answers(AuditEvents, { purpose: 'audit', dataCategories: ['facts'], page: AuditedEvent }, async ({ audit }, ask) => {
  const view = await ask.one(audits, audit);
  if (!view || view.auditor !== ask.by.organisation) throw new Rejection('not-a-recipient', 'This audit is not with your organisation.');
  if (view.status === 'closed') throw new Rejection('audit-closed', 'This audit is closed.');
  const stateOf = ask.sealStates();
  const page = await ask.pageOf(eventPlaces, {}, { sort: ['position'] }, async (places) => {
    const events = await eventsAt(
      ask.log,
      places.map(({ position }) => position),
    );
    return places.map(({ position }) => {
      const recorded = events.get(position);
      return recorded && outside(recorded, view) === undefined ? [told(recorded, stateOf(position))] : [];
    });
  });
  ask.standsOn({ basis: 'legal-obligation', relied: ask.facts.find('audit', view.id) }, ...namedIn(page.items));
  return page;
});

/** The persons whom these events name: they are told of it, with the audit. */
const namedIn = (events: readonly AuditedEvent[]): readonly PersonId[] => {
  const named = JSON.stringify(events).match(/person-[0-9a-f-]{36}/g) ?? [];
  return [...new Set(named)].filter((one): one is PersonId => isId(one) && categoryOf(one) === 'person');
};
