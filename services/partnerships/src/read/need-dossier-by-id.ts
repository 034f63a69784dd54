import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { NeedDossierView, needDossiers } from './need-dossiers.ts';

/** What one area needs of one category, who has seen it, and what answers it. */
export class NeedDossierById {
  @IsId('dossier') readonly dossier!: Id<'dossier'>;
}

export const needDossierById = answers(NeedDossierById, { purpose: 'planning', dataCategories: [], answer: NeedDossierView }, ({ dossier }, ask) =>
  ask.one(needDossiers, dossier),
);
