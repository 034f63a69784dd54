import { IsCode, Rejection } from '@patto/contracts';
import { NeedCorroborated, NeedSignalled, registered, type Sector } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { dossier, oneFor } from './dossier.ts';

/** An organisation says what is needed in an area; who says it after another corroborates it. */
export class SignalNeed {
  @IsCode() readonly category!: string;
  @IsCode() readonly area!: string;
}

export const signalNeed = decides(
  dossier,
  SignalNeed,
  { stream: oneFor, relies: (_, facts, { by }) => ({ own: registered(facts, by.organisation) }) },
  ({ seenBy }, { category, area }, { by, relied }) => {
    if (!relied.own || !by.organisation) throw new Rejection('not-your-organisation', 'An operator signals a need for their organisation.');
    if (seenBy.includes(by.organisation)) return [];
    const facts = { organisation: by.organisation, sector: relied.own.is.sector as Sector };
    return [seenBy.length === 0 ? event(NeedSignalled, { category, area, ...facts }) : event(NeedCorroborated, facts)];
  },
);
