import { answers } from '@patto/access';
import { IsCode } from '@patto/contracts';
import { IsOptional } from 'class-validator';
import { NeedDossierView, needDossiers } from './need-dossiers.ts';

/** What is needed: in one area, of one category, what was most often not to be had first. */
export class NeedDossierList {
  @IsOptional() @IsCode() readonly area?: string;
  @IsOptional() @IsCode() readonly category?: string;
}

export const needDossierList = answers(NeedDossierList, { purpose: 'planning', dataCategories: [], page: NeedDossierView }, ({ area, category }, ask) =>
  ask.page(needDossiers, { ...(area && { area }), ...(category && { category }) }, { sort: ['-unmet'] }),
);
