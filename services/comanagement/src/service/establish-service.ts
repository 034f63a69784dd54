import { type Id, IsId, Rejection } from '@patto/contracts';
import { ServiceEstablished, ServiceTerms } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { service } from './service.ts';

/** The parties have decided that this service runs: one decision establishes one. Sent by the reaction to its effect. */
export class EstablishService {
  @IsId('pact') readonly pact!: Id<'pact'>;
  @IsId('decision') readonly decision!: Id<'decision'>;
  @ValidateNested() @Type(() => ServiceTerms) readonly terms!: ServiceTerms;
}

export const establishService = decides(
  service,
  EstablishService,
  {
    stream: { onePer: ({ decision }) => decision },
    relies: ({ decision }, facts) => ({ decision: facts.find('decision', decision).find(({ is }) => is.decision === decision) }),
  },
  (state, { pact, decision, terms }, { relied, newId }) => {
    if (state.status !== 'none') return []; // The decision was heard before.
    if (relied.decision?.is.type !== 'establishment' || relied.decision.is.pact !== pact) {
      throw new Rejection('decision-not-in-effect', 'The parties have not decided to establish this.');
    }
    return [event(ServiceEstablished, { ...terms, pact, decision, obligation: newId('obligation') })];
  },
);
