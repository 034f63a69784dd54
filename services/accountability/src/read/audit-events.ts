import { type Asking, answers } from '@patto/access';
import { categoryOf, type Id, IsId, isId, type PersonId, Rejection } from '@patto/contracts';
import type { Recorded } from '@patto/event-store';
import { Happening, told } from '@patto/service-kit';
import { IsObject } from 'class-validator';
import { type AuditView, audits } from './audits.ts';
import { eventAt } from './authority-chain.ts';
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
  const stateOf = await ask.sealStates();
  return ask.pageOf(eventPlaces, {}, { sort: ['position'] }, async (places) => {
    const recorded = await Promise.all(places.map(({ position }) => eventAt(ask.log, position)));
    const inside = recorded.map((one) => (one && outside(one, view) === undefined ? [one] : []));
    noteNamed(inside.flat(), view, ask);
    return inside.map((those) => those.map((one) => told(one, stateOf(one.position))));
  });
});

/** Persons whom these events name are told of it, with the audit. */
const noteNamed = (events: readonly Recorded[], { id }: AuditView, ask: Asking): void => {
  const named = events.flatMap(({ body, publicEnd }) => (publicEnd === 0 ? body : body.slice(0, publicEnd)).match(/person-[0-9a-f-]{36}/g) ?? []);
  const persons = [...new Set(named)].filter((one): one is PersonId => isId(one) && categoryOf(one) === 'person');
  ask.standsOn({ basis: 'legal-obligation', relied: ask.facts.find('audit', id) }, ...persons);
};
