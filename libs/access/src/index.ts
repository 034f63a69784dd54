export { type AuthorityFacts, authorityFacts, type FactsAtHead } from './facts.ts';
