import { type Fact, type PersonId, Rejection } from '@patto/contracts';
import { type ConsentTerms, delegationsBehind, personActing } from '@patto/contracts/persons';
import type { Acting, Context, FactsInForce } from '@patto/event-store/pure';

type About = { readonly person: PersonId };

/** What shows that the caller may say yes or no for the person, and that those who would be told exist. */
export const whoAnswers = ({ person, recipients }: About & Pick<ConsentTerms, 'recipients'>, facts: FactsInForce, { by }: Acting) => ({
  delegations: delegationsBehind(facts, by, 'consent'),
  subject: facts.find('person', person).find(({ is }) => is.person === person),
  recipients: [...new Set(recipients)].flatMap((recipient) => facts.find('organisation', recipient).filter(({ is }) => is.organisation === recipient)),
});

type Answering = Context<{
  readonly delegations: readonly Fact<'delegation'>[];
  readonly subject: Fact<'person'> | undefined;
  readonly recipients: readonly Fact<'organisation'>[];
}>;

/**
 * The answer's terms, each word once, where the caller may give it: the person, or a delegate in scope; for a minor one who holds parental responsibility.
 * @throws Rejection `not-a-recipient`, `only-the-person`, `outside-delegation`, `taken-by-decree`, `minor-needs-parents`, `unknown-party`
 */
export const answeredTerms = ({ person, ...terms }: About & ConsentTerms, { by, relied }: Answering): ConsentTerms => {
  const { delegations, subject, recipients } = relied;
  const acting = personActing(by, 'consent', delegations);
  if (acting === undefined) throw new Rejection('only-the-person', 'Only the person says who may be told, or a delegate whose scope covers it.');
  if (acting !== person || !subject) throw new Rejection('not-a-recipient', 'This is not yours to say.');
  const isParent = delegations.some(({ is }) => is.basis === 'parental-responsibility');
  if (subject.is.capacity === 'minor' && !isParent) throw new Rejection('minor-needs-parents', 'For a minor, whoever holds parental responsibility says it.');
  if (recipients.length < new Set(terms.recipients).size) throw new Rejection('unknown-party', 'One of the recipients is not registered.', ['/recipients']);
  return {
    recipients: [...new Set(terms.recipients)],
    purposes: [...new Set(terms.purposes)],
    dataCategories: [...new Set(terms.dataCategories)],
  };
};
