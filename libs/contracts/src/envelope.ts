import { IsOptional, Matches } from 'class-validator';
import { type ActorId, IsId, idPattern, type OrganisationId, type PersonId } from './ids.ts';

export const INITIATIVES = ['person', 'delegate', 'family', 'community', 'agency'] as const;
/** Whose idea the act was: what the activation share is computed from. */
export type Initiative = (typeof INITIATIVES)[number];

export const CHANNELS = ['self', 'dictated', 'paper'] as const;
export type Channel = (typeof CHANNELS)[number];

const CITED_MANDATE = new RegExp(`${idPattern('mandate').slice(0, -1)}@[1-9]\\d{0,14}$`);

/** Who acted, on whose behalf, under which mandate. */
export class By {
  @IsId('person', 'operator', 'link', 'system') readonly actor!: ActorId;
  @IsOptional() @IsId('organisation') readonly organisation?: OrganisationId;
  /** The person on whose behalf a delegate acted. */
  @IsOptional() @IsId('person') readonly onBehalfOf?: PersonId;
  /** `mandate-…@3` */
  @IsOptional() @Matches(CITED_MANDATE) readonly mandate?: string;
}

/** Who an issuer of tokens says is calling. */
export interface Login {
  readonly issuer: string;
  readonly subject: string;
}

/** The one who keeps the responsibility for an act: the person or organisation on whose behalf it was done. */
export const partyOf = (by: By): PersonId | OrganisationId | ActorId => by.onBehalfOf ?? by.organisation ?? by.actor;

/** One sealed part of an event: content of one subject that only a recorded read may open. */
export interface Sealed {
  readonly subject: string;
  readonly part: string;
  readonly alg: string;
  readonly iv: string;
  readonly tag: string;
  readonly commit: string;
  readonly sealed: string;
}

/** What every event says beside its own facts. */
export interface Circumstances {
  readonly by: By;
  readonly initiative: Initiative;
  readonly channel: Channel;
  readonly happenedAt: string;
  readonly basedOn: readonly string[];
}

/** A recorded event as CloudEvents 1.0 JSON: what is stored, sealed by the ledger and exported is exactly these bytes. */
export interface CloudEvent<Data = Record<string, unknown>> {
  readonly specversion: '1.0';
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  readonly revision: number;
  readonly partitionkey: string;
  readonly commandid: string;
  readonly commanddigest: string;
  readonly correlationid?: string;
  readonly causationid?: string;
  readonly traceparent?: string;
  /** The place in the policy that allowed it: `policy-…@14#/rules/7/action/3`, with a JSON Pointer (RFC 6901) into the data of that event. Earlier events do not say it. */
  readonly allowedby?: string;
  readonly authtype: 'user' | 'system';
  readonly authid: string;
  readonly data: Data & Circumstances & { readonly personal?: readonly Sealed[] };
}

/** What an event says by its own declaration: its data without circumstances and without sealed parts. */
export const eventFacts = ({ data }: CloudEvent): Record<string, unknown> => {
  const { by: _by, initiative: _initiative, channel: _channel, happenedAt: _happenedAt, basedOn: _basedOn, personal: _personal, ...facts } = data;
  return facts;
};
