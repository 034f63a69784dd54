import { IsId, IsText, type OrganisationId, Rejection } from '@patto/contracts';
import { COMPETENCES, type Competence, CompetenceRecognised, refuseUnlessPublicBody, registered } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { organisation } from './organisation.ts';

/** A public body recognises what an organisation is able to do. What law gives a public body it records for itself, naming the law as evidence. */
export class RecogniseCompetence {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsIn(COMPETENCES) readonly competence!: Competence;
  @IsText(500) readonly evidence!: string;
}

export const recogniseCompetence = decides(
  organisation,
  RecogniseCompetence,
  { relies: (_, facts, { by }) => ({ own: registered(facts, by.organisation) }) },
  ({ recognised }, command, { by, relied }) => {
    if (relied.own?.is.sector !== 'public-body' && command.organisation === by.organisation) {
      throw new Rejection('own-competence', 'An organisation does not recognise its own competence.');
    }
    refuseUnlessPublicBody(relied.own, by);
    if (recognised.includes(command.competence)) return [];
    const recognisedBy = by.organisation ?? command.organisation;
    return [event(CompetenceRecognised, { competence: command.competence, recognisedBy, evidence: command.evidence })];
  },
);
