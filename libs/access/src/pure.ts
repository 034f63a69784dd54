/** What an aggregate's folder may import of access: plain functions over facts, nothing that touches the world. */
export * from './basis-for.ts';
export { type PolicyCase, POLICY_CASES, refusedBecause } from './policy/must-never.ts';
