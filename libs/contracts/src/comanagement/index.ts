export * from './decision.ts';
export * from './delivery.ts';
export * from './problems.ts';
export * from './referral.ts';
export * from './referral-course.ts';
export * from './referral-link.ts';
export * from './service.ts';
export * from './transfer.ts';
