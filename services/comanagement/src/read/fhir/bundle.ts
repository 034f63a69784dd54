import { AreViews, IsView } from '@patto/access';
import { type Instant, IsInstant, IsText } from '@patto/contracts';
import { Equals, IsIn, IsOptional, Matches } from 'class-validator';

/** The parts of HL7 FHIR R4 (4.0.1) that a referral is exported in, as classes, so that the answer has its schema. */

/** `Task.status`, of the value set task-status, as far as a referral comes to it. */
export const TASK_STATUSES = ['requested', 'received', 'accepted', 'rejected', 'cancelled', 'in-progress', 'on-hold', 'completed'] as const;
/** `ServiceRequest.status`, of the value set request-status, as far as a referral comes to it. */
export const REQUEST_STATUSES = ['active', 'on-hold', 'revoked', 'completed'] as const;

/** FHIR's `id`: an id of ours fits into it. */
const FHIR_ID = /^[A-Za-z0-9.-]{1,64}$/;

/** A `Reference` by a logical identifier: nobody's name is in it. */
export class FhirReference {
  /** The type of what is referred to, as `Patient`. */
  @IsText(40) readonly type!: string;
  @IsView(() => FhirIdentifier) readonly identifier!: FhirIdentifier;
}

/** An `Identifier` of this deployment. */
export class FhirIdentifier {
  @Equals('urn:patto:id') readonly system!: 'urn:patto:id';
  @IsText(64) readonly value!: string;
}

/** A `CodeableConcept` of one code. */
export class FhirConcept {
  @AreViews(() => FhirCoding, 1) readonly coding!: readonly FhirCoding[];
}

/** A `Coding`. */
export class FhirCoding {
  @IsText(80) readonly system!: string;
  @IsText(60) readonly code!: string;
}

/** A `Period`. */
export class FhirPeriod {
  @IsInstant() readonly start!: Instant;
  @IsOptional() @IsInstant() readonly end?: Instant;
}

/** A reference to another entry of the same bundle. */
export class FhirEntryReference {
  @IsText(80) readonly reference!: string;
}

/** `Task` and `ServiceRequest` as far as a referral fills them; which members are there depends on `resourceType`. */
export class FhirResource {
  @IsIn(['Task', 'ServiceRequest']) readonly resourceType!: 'Task' | 'ServiceRequest';
  @Matches(FHIR_ID) readonly id!: string;
  @AreViews(() => FhirIdentifier, 1) readonly identifier!: readonly FhirIdentifier[];
  @IsIn([...new Set([...TASK_STATUSES, ...REQUEST_STATUSES])]) readonly status!: (typeof TASK_STATUSES)[number] | (typeof REQUEST_STATUSES)[number];
  @Equals('order') readonly intent!: 'order';
  @IsView(() => FhirConcept) readonly code!: FhirConcept;
  @IsInstant() readonly authoredOn!: Instant;
  @IsView(() => FhirReference) readonly requester!: FhirReference;
  /** Of a `Task`: what it carries out, for whom, who performs it, until when it is answered, how it ended. */
  @IsOptional() @IsView(() => FhirEntryReference) readonly focus?: FhirEntryReference;
  @IsOptional() @IsView(() => FhirReference) readonly for?: FhirReference;
  @IsOptional() @IsView(() => FhirReference) readonly owner?: FhirReference;
  @IsOptional() @IsInstant() readonly lastModified?: Instant;
  @IsOptional() @IsView(() => FhirPeriod) readonly executionPeriod?: FhirPeriod;
  @IsOptional() @IsView(() => FhirConcept) readonly businessStatus?: FhirConcept;
  /** Of a `ServiceRequest`: for whom, and who performs it. */
  @IsOptional() @IsView(() => FhirReference) readonly subject?: FhirReference;
  @IsOptional() @AreViews(() => FhirReference, 1) readonly performer?: readonly FhirReference[];
}

/** One resource of a bundle. */
export class FhirEntry {
  @IsText(80) readonly fullUrl!: string;
  @IsView(() => FhirResource) readonly resource!: FhirResource;
}

/** A `Bundle` of the type collection. */
export class FhirBundle {
  @Equals('Bundle') readonly resourceType!: 'Bundle';
  @Equals('collection') readonly type!: 'collection';
  @IsInstant() readonly timestamp!: Instant;
  @AreViews(() => FhirEntry, 2) readonly entry!: readonly FhirEntry[];
}
