import { describe, expect, it } from '@jest/globals';
import { ReferralAccepted, ReferralClosed, ReferralLinkEnded, ReferralLinkIssued } from '@patto/contracts/comanagement';
import { event } from '@patto/event-store/pure';
import { byOperator, comune, fact, filo, franca, given, idFor, named, SECRET, sara, type TestActing } from '@patto/testing';
import { acceptReferral } from './accept-referral.ts';
import { acceptedByFilo, achieved, basisStands, homeCareService, PAST, referral, requested } from '../testing/referred.ts';
import { callOffReferralLink } from './call-off-referral-link.ts';
import { issueReferralLink } from './issue-referral-link.ts';
import { throughLink } from './through-link.ts';

const link = idFor('link', SECRET);
const bySara = byOperator(sara, comune);
const byLink: TestActing = { ...bySara, by: { actor: link, organisation: filo } };
const issued = event(ReferralLinkIssued, { link, recipient: filo, until: '2027-03-15T12:00:00.000Z' });
const good = fact('link', { link, referral, organisation: filo }, referral);
const used = event(ReferralLinkEnded, { link, why: 'used' });

describe('giving a one-time link to a referral', () => {
  it('is for whoever asked, to the one that answers, for two weeks; only what follows from the secret is recorded', () => {
    const { decided } = given([requested], referral).when(issueReferralLink, { referral }, bySara);
    expect(decided).toEqual([issued]);
    expect(JSON.stringify(decided)).not.toContain(SECRET);
  });

  it('is not for the provider itself, nor for a referral that is closed', () => {
    given([requested], referral)
      .with(...basisStands)
      .when(issueReferralLink, { referral }, byOperator(franca, filo))
      .isRejected('not-a-recipient');
    given([...PAST.completed, achieved, event(ReferralClosed, { outcome: 'achieved', service: homeCareService })], referral)
      .when(issueReferralLink, { referral }, bySara)
      .isRejected('not-in-this-state');
    given([], referral).when(issueReferralLink, { referral }, bySara).isRejected('not-a-recipient');
  });

  it('is taken back where it went astray, once, by whoever gave it', () => {
    const back = { referral, link };
    given([requested, issued], referral)
      .with(good)
      .when(callOffReferralLink, back, bySara)
      .then([event(ReferralLinkEnded, { link, why: 'called-off' })]);
    given([requested, issued, used], referral).when(callOffReferralLink, back, bySara).changesNothing();
    given([requested, issued], referral).with(good).when(callOffReferralLink, back, byOperator(franca, filo)).isRejected('not-a-recipient');
  });
});

describe('answering through a one-time link', () => {
  const accept = throughLink(acceptReferral);
  const call = { referral, steps: ['contacted' as const] };

  it('does what the provider may do, and ends the link in the same append', () => {
    const { decided } = given([requested, issued], referral)
      .with(...basisStands, good)
      .when(accept, call, byLink);
    expect(decided).toEqual([used, event(ReferralAccepted, { ...acceptedByFilo.data, obligation: named('obligation', 201) })]);
  });

  it('leaves an operator’s answer as it is', () =>
    given([requested, issued], referral)
      .with(...basisStands, good)
      .when(accept, call, byOperator(franca, filo))
      .then([event(ReferralAccepted, { ...acceptedByFilo.data, obligation: named('obligation', 201) })]));

  it('is refused with a link to another referral, and with one that is good no more', () => {
    const other = fact('link', { link, referral: named('referral', 2), organisation: filo }, named('referral', 2));
    given([requested], referral)
      .with(...basisStands, other)
      .when(accept, call, byLink)
      .isRejected('not-a-recipient');
    given([requested, issued, used], referral)
      .with(...basisStands)
      .when(accept, call, byLink)
      .isRejected('not-a-recipient');
  });

  it('is refused where the referral has gone to another provider meanwhile', () =>
    given([requested, issued], referral)
      .with(...basisStands, good)
      .when(accept, call, { ...byLink, by: { actor: link, organisation: comune } })
      .isRejected('not-a-recipient'));
});
