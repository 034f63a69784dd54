import { ArrayMaxSize, IsArray, IsString, Matches, MaxLength, MinLength } from 'class-validator';

/** A moment: RFC 3339 in UTC with milliseconds at most, as `2027-03-01T09:00:00Z`. */
export type Instant = string;
/** A day without a time: `2027-03-01`. */
export type PlainDate = string;
/** A length of time: ISO 8601, as `PT2H`, `P7D`. */
export type Duration = string;

/** The pattern of an instant; no calendar that anybody uses has a year 0. */
export const INSTANT = /^(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?Z$/;
/** The pattern of a day. */
export const PLAIN_DATE = /^(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const DURATION = /^P(?!$)(\d{1,4}Y)?(\d{1,4}M)?(\d{1,4}W)?(\d{1,4}D)?(T(?=\d)(\d{1,4}H)?(\d{1,4}M)?(\d{1,4}S)?)?$/;

/** A field that holds a moment in UTC. */
export const IsInstant = (): PropertyDecorator => Matches(INSTANT) as PropertyDecorator;
/** A field that holds a day. */
export const IsPlainDate = (): PropertyDecorator => Matches(PLAIN_DATE) as PropertyDecorator;
/** A field that holds an ISO 8601 duration. */
export const IsPeriod = (): PropertyDecorator => Matches(DURATION) as PropertyDecorator;

/** A field that holds text of 1 to `longest` characters. */
export const IsText = (longest: number): PropertyDecorator => {
  const all = [IsString(), MinLength(1), MaxLength(longest)] as PropertyDecorator[];
  return (target, key) => {
    for (const decorate of all) decorate(target, key);
  };
};

/** A field that holds a short coded word of a list that others may extend: `transport`, `home-care`. */
export const IsCode = (): PropertyDecorator => Matches(/^[a-z][a-z0-9-]{0,39}$/) as PropertyDecorator;

/** A field that holds a list of at most `most` texts of 1 to `longest` characters each. */
export const AreTexts = (most: number, longest: number): PropertyDecorator => {
  const each = { each: true };
  const all = [IsArray(), ArrayMaxSize(most), IsString(each), MinLength(1, each), MaxLength(longest, each)] as PropertyDecorator[];
  return (target, key) => {
    for (const decorate of all) decorate(target, key);
  };
};
