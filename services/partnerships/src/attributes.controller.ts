import { Controller, Get, Post } from '@nestjs/common';
import { Act, Ask, Routes } from '@patto/service-kit';
import { CertifyAttribute } from './attribute/certify-attribute.ts';
import { DeclareAttribute } from './attribute/declare-attribute.ts';
import { RevokeAttribute } from './attribute/revoke-attribute.ts';
import { VerifyAttribute } from './attribute/verify-attribute.ts';
import { AttributesOfOrganisation } from './read/attributes-of-organisation.ts';

/** What organisations have that pacts may require, and how sure that is. */
@Controller('organisations/:organisation/attributes')
export class AttributesController extends Routes {
  @Get() all(@Ask(AttributesOfOrganisation) ask: Ask<AttributesOfOrganisation>) {
    return this.answer(ask);
  }

  @Post() declare(@Act(DeclareAttribute) act: Act<DeclareAttribute>) {
    return this.decide(act);
  }

  @Post(':attribute/verifications') verify(@Act(VerifyAttribute) act: Act<VerifyAttribute>) {
    return this.decide(act);
  }

  @Post(':attribute/certifications') certify(@Act(CertifyAttribute) act: Act<CertifyAttribute>) {
    return this.decide(act);
  }

  @Post(':attribute/revocation') revoke(@Act(RevokeAttribute) act: Act<RevokeAttribute>) {
    return this.decide(act);
  }
}
