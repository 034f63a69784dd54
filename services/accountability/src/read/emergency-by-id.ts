import { type Asking, answers } from '@patto/access';
import { type Id, IsId, Rejection } from '@patto/contracts';
import { EmergencyView, emergencies, emergencyInList } from './emergencies.ts';

/** Whether the asker is told of it: the person, who acts for them, whoever opened it, those in charge, and auditors. */
export const isToldOfEmergency = (view: EmergencyView, ask: Pick<Asking, 'by' | 'kinds' | 'basis'>): boolean =>
  ask.basis(view.person) !== undefined || view.parties.some((party) => party === ask.by.organisation) || ask.kinds.includes('auditor');

/** One access in an emergency; what was written about it is for those who may be shown content of the person, and for who wrote it. */
export class EmergencyAccessById {
  @IsId('emergency') readonly emergency!: Id<'emergency'>;
}

export const emergencyAccessById = answers(
  EmergencyAccessById,
  { purpose: 'care', dataCategories: ['emergency'], answer: EmergencyView },
  async ({ emergency }, ask) => {
    const view = await ask.one(emergencies, emergency);
    if (!view || !isToldOfEmergency(view, ask)) throw new Rejection('not-a-recipient', 'This is not for you.');
    if (ask.basis(view.person)) return view;
    if (view.organisation !== ask.by.organisation) return emergencyInList(view);
    ask.standsOn({ basis: 'own-part', relied: [] }, view.person);
    return { ...emergencyInList(view), ...(view.words && { words: view.words }) };
  },
);
