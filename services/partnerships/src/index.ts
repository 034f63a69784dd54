import type { Service } from '@patto/service-kit';
import { affiliateOperator } from './affiliation/affiliate-operator.ts';
import { changeRoles } from './affiliation/change-roles.ts';
import { endAffiliation } from './affiliation/end-affiliation.ts';
import { AffiliationsController } from './affiliations.controller.ts';
import { certifyAttribute } from './attribute/certify-attribute.ts';
import { declareAttribute } from './attribute/declare-attribute.ts';
import { attributesLapsing, expireAttribute } from './attribute/expire-attribute.ts';
import { revokeAttribute } from './attribute/revoke-attribute.ts';
import { verifyAttribute } from './attribute/verify-attribute.ts';
import { AttributesController } from './attributes.controller.ts';
import { initialiseDeployment } from './deployment/initialise-deployment.ts';
import { DirectoryController } from './directory.controller.ts';
import { importDirectoryRecord } from './directory/import-directory-record.ts';
import { answerNeed } from './dossier/answer-need.ts';
import { recordUnmetNeed } from './dossier/record-unmet-need.ts';
import { signalNeed } from './dossier/signal-need.ts';
import { acceptMandate } from './mandate/accept-mandate.ts';
import { declineMandate } from './mandate/decline-mandate.ts';
import { delegateMandate } from './mandate/delegate-mandate.ts';
import { grantMandate } from './mandate/grant-mandate.ts';
import { revokeMandate } from './mandate/revoke-mandate.ts';
import { MandatesController } from './mandates.controller.ts';
import { NeedsController } from './needs.controller.ts';
import { recogniseCompetence } from './organisation/recognise-competence.ts';
import { registerOrganisation } from './organisation/register-organisation.ts';
import { OperatorsController } from './operators.controller.ts';
import { OrganisationsController } from './organisations.controller.ts';
import { admitSignatory } from './pact/admit-signatory.ts';
import { completeWithdrawal, noticesEnding } from './pact/complete-withdrawal.ts';
import { concludePact } from './pact/conclude-pact.ts';
import { draftPact } from './pact/draft-pact.ts';
import { resumeParticipation } from './pact/resume-participation.ts';
import { signPact } from './pact/sign-pact.ts';
import { suspendParticipation } from './pact/suspend-participation.ts';
import { withdrawFromPact } from './pact/withdraw-from-pact.ts';
import { PactsController } from './pacts.controller.ts';
import { ParticipationsController } from './participations.controller.ts';
import { whenAttributeRecordedResumeParticipation, whenAttributeRevokedSuspendParticipation } from './react/when-attribute-moved-suspend-or-resume.ts';
import { whenDecisionTookEffectFollow } from './react/when-decision-took-effect-follow.ts';
import { whenMandateRevokedRevokeDelegated } from './react/when-mandate-revoked-revoke-delegated.ts';
import { whenOptionUnavailableRecordUnmetNeed } from './react/when-option-unavailable-record-unmet-need.ts';
import { whenPerformerChangedCompleteWithdrawal, whenServiceClosedCompleteWithdrawal } from './react/when-performer-changed-complete-withdrawal.ts';
import { affiliationById } from './read/affiliation-by-id.ts';
import { affiliations } from './read/affiliations.ts';
import { affiliationsOfOrganisation } from './read/affiliations-of-organisation.ts';
import { attributes } from './read/attributes.ts';
import { attributesOfOrganisation } from './read/attributes-of-organisation.ts';
import { directoryServices } from './read/directory-services.ts';
import { directoryReadModels } from './read/directory.ts';
import { mandateById } from './read/mandate-by-id.ts';
import { mandateList } from './read/mandate-list.ts';
import { mandates } from './read/mandates.ts';
import { needDossierById } from './read/need-dossier-by-id.ts';
import { needDossierList } from './read/need-dossier-list.ts';
import { needDossiers } from './read/need-dossiers.ts';
import { operatorById } from './read/operator-by-id.ts';
import { organisationById } from './read/organisation-by-id.ts';
import { organisationList } from './read/organisation-list.ts';
import { organisations } from './read/organisations.ts';
import { pactById } from './read/pact-by-id.ts';
import { pactList } from './read/pact-list.ts';
import { pacts } from './read/pacts.ts';

// What a deployment begins with, before anybody can call it.
export { AffiliateOperator } from './affiliation/affiliate-operator.ts';
export { InitialiseDeployment } from './deployment/initialise-deployment.ts';
export { AcceptMandate } from './mandate/accept-mandate.ts';
export { GrantMandate } from './mandate/grant-mandate.ts';
export { RecogniseCompetence } from './organisation/recognise-competence.ts';
export { RegisterOrganisation } from './organisation/register-organisation.ts';

/** Who may act, under which mandate, in which pact; what areas need; what directories list. */
export const partnerships: Service = {
  name: 'partnerships',
  decisions: [
    initialiseDeployment,
    registerOrganisation,
    recogniseCompetence,
    affiliateOperator,
    changeRoles,
    endAffiliation,
    grantMandate,
    acceptMandate,
    declineMandate,
    delegateMandate,
    revokeMandate,
    draftPact,
    signPact,
    admitSignatory,
    suspendParticipation,
    resumeParticipation,
    withdrawFromPact,
    completeWithdrawal,
    concludePact,
    declareAttribute,
    verifyAttribute,
    certifyAttribute,
    revokeAttribute,
    expireAttribute,
    signalNeed,
    recordUnmetNeed,
    answerNeed,
    importDirectoryRecord,
  ],
  readModels: [organisations, affiliations, mandates, pacts, attributes, needDossiers, ...directoryReadModels],
  queries: [
    organisationById,
    organisationList,
    affiliationById,
    operatorById,
    affiliationsOfOrganisation,
    mandateById,
    mandateList,
    pactById,
    pactList,
    attributesOfOrganisation,
    needDossierById,
    needDossierList,
    directoryServices,
  ],
  reactions: [
    whenMandateRevokedRevokeDelegated,
    whenOptionUnavailableRecordUnmetNeed,
    whenAttributeRevokedSuspendParticipation,
    whenAttributeRecordedResumeParticipation,
    whenDecisionTookEffectFollow,
    whenPerformerChangedCompleteWithdrawal,
    whenServiceClosedCompleteWithdrawal,
  ],
  dues: [noticesEnding, attributesLapsing],
  controllers: [
    OrganisationsController,
    AffiliationsController,
    OperatorsController,
    MandatesController,
    PactsController,
    ParticipationsController,
    AttributesController,
    NeedsController,
    DirectoryController,
  ],
};
