import { Controller, Get, Post } from '@nestjs/common';
import { Act, Ask, Routes } from '@patto/service-kit';
import { AffiliateOperator } from './affiliation/affiliate-operator.ts';
import { RecogniseCompetence } from './organisation/recognise-competence.ts';
import { RegisterOrganisation } from './organisation/register-organisation.ts';
import { AffiliationsOfOrganisation } from './read/affiliations-of-organisation.ts';
import { OrganisationById } from './read/organisation-by-id.ts';
import { OrganisationList } from './read/organisation-list.ts';

/** Who may act: organisations, what they are recognised for, and who works for them. */
@Controller('organisations')
export class OrganisationsController extends Routes {
  @Post() register(@Act(RegisterOrganisation) act: Act<RegisterOrganisation>) {
    return this.decide(act);
  }

  @Get() list(@Ask(OrganisationList) ask: Ask<OrganisationList>) {
    return this.answer(ask);
  }

  @Get(':organisation') one(@Ask(OrganisationById) ask: Ask<OrganisationById>) {
    return this.answer(ask);
  }

  @Get(':organisation/history') life(@Ask(OrganisationById) ask: Ask<OrganisationById>) {
    return this.history(ask);
  }

  @Post(':organisation/competences') recognise(@Act(RecogniseCompetence) act: Act<RecogniseCompetence>) {
    return this.decide(act);
  }

  @Post(':organisation/affiliations') affiliate(@Act(AffiliateOperator) act: Act<AffiliateOperator>) {
    return this.decide(act);
  }

  @Get(':organisation/affiliations') affiliations(@Ask(AffiliationsOfOrganisation) ask: Ask<AffiliationsOfOrganisation>) {
    return this.answer(ask);
  }
}
