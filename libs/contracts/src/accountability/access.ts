import { IsIn, IsOptional } from 'class-validator';
import { Event } from '../event.ts';
import { AreTexts, IsCode, IsText } from '../fields.ts';
import { IsId, type OperatorId, type PersonId } from '../ids.ts';
import { READING_BASES, type ReadingBasis } from '../legal-bases.ts';

/** So many members of an answer, or kinds of content, are named in one record. */
const MOST_NAMED = 100;
const LONGEST_NAME = 200;

/** Content of one person, or of an operator, was about to be shown: recorded before the first byte leaves. Who, for whom and under what is in `by` and `basedOn`. */
@Event('accountability.access', { version: 1 })
export class PersonalDataRead {
  @IsId('person', 'operator') readonly person!: PersonId | OperatorId;
  @IsCode() readonly purpose!: string;
  @AreTexts(MOST_NAMED, LONGEST_NAME) readonly dataCategories!: readonly string[];
  /** On what it was shown; the facts are in `basedOn`. Earlier records, and those of an operator's name, do not say it. */
  @IsOptional() @IsIn(READING_BASES) readonly basis?: ReadingBasis;
  /** The personal members that are opened. */
  @AreTexts(MOST_NAMED, LONGEST_NAME) readonly fields!: readonly string[];
  /** The id of the request. */
  @IsText(LONGEST_NAME) readonly request!: string;
}

/** Somebody tried to see personal content and was refused. */
@Event('accountability.access', { version: 1 })
export class ReadRefused {
  /** Whose content, where that is known. */
  @IsOptional() @IsId('person') readonly person?: PersonId;
  @IsCode() readonly purpose!: string;
  @AreTexts(MOST_NAMED, LONGEST_NAME) readonly dataCategories!: readonly string[];
  /** The code of the refusal. */
  @IsCode() readonly code!: string;
  @IsText(LONGEST_NAME) readonly request!: string;
}

/** Records that hold every fact of many were handed out, as a bundle of the ledger's entries to an auditor. */
@Event('accountability.access', { version: 1 })
export class RecordsHandedOut {
  /** Which ones. */
  @IsText(LONGEST_NAME) readonly what!: string;
  @IsCode() readonly purpose!: string;
  @AreTexts(MOST_NAMED, LONGEST_NAME) readonly dataCategories!: readonly string[];
  /** The id of the request. */
  @IsText(LONGEST_NAME) readonly request!: string;
}
