import { Controller, Get, Post } from '@nestjs/common';
import { Act, Ask, Routes } from '@patto/service-kit';
import { ReportNeed } from './need/report-need.ts';
import { AcceptSupport } from './network/accept-support.ts';
import { AppointDelegate } from './network/appoint-delegate.ts';
import { DeclineSupport } from './network/decline-support.ts';
import { InviteSupporter } from './network/invite-supporter.ts';
import { RevokeDelegate } from './network/revoke-delegate.ts';
import { StepBack } from './network/step-back.ts';
import { CorrectPersonDetails } from './person/correct-person-details.ts';
import { IssueLoginCode } from './person/issue-login-code.ts';
import { LinkExternalRecord } from './person/link-external-record.ts';
import { RecordMajority } from './person/record-majority.ts';
import { RegisterPerson } from './person/register-person.ts';
import { ChargesOfPerson } from './read/charges-of-person.ts';
import { NeedsOfPerson } from './read/needs-of-person.ts';
import { NetworkOfPerson } from './read/network-of-person.ts';
import { PersonById } from './read/person-by-id.ts';

/** A person, those around them, and what they say that they need. */
@Controller('persons')
export class PersonsController extends Routes {
  @Post() register(@Act(RegisterPerson) act: Act<RegisterPerson>) {
    return this.decide(act);
  }

  @Get(':person') one(@Ask(PersonById) ask: Ask<PersonById>) {
    return this.answer(ask);
  }

  @Get(':person/history') life(@Ask(PersonById) ask: Ask<PersonById>) {
    return this.history(ask);
  }

  @Post(':person/corrections') correct(@Act(CorrectPersonDetails) act: Act<CorrectPersonDetails>) {
    return this.decide(act);
  }

  @Post(':person/majority') comesOfAge(@Act(RecordMajority) act: Act<RecordMajority>) {
    return this.decide(act);
  }

  @Post(':person/login-codes') issueLoginCode(@Act(IssueLoginCode) act: Act<IssueLoginCode>) {
    return this.decide(act);
  }

  @Post(':person/external-records') linkRecord(@Act(LinkExternalRecord) act: Act<LinkExternalRecord>) {
    return this.decide(act);
  }

  @Get(':person/network') network(@Ask(NetworkOfPerson) ask: Ask<NetworkOfPerson>) {
    return this.answer(ask);
  }

  @Post(':person/delegates') appoint(@Act(AppointDelegate) act: Act<AppointDelegate>) {
    return this.decide(act);
  }

  @Post(':person/delegates/:delegate/revocation') revoke(@Act(RevokeDelegate) act: Act<RevokeDelegate>) {
    return this.decide(act);
  }

  @Post(':person/supporters') invite(@Act(InviteSupporter) act: Act<InviteSupporter>) {
    return this.decide(act);
  }

  @Post(':person/support/acceptance') acceptSupport(@Act(AcceptSupport) act: Act<AcceptSupport>) {
    return this.decide(act);
  }

  @Post(':person/support/refusal') declineSupport(@Act(DeclineSupport) act: Act<DeclineSupport>) {
    return this.decide(act);
  }

  @Post(':person/support/withdrawal') stepBack(@Act(StepBack) act: Act<StepBack>) {
    return this.decide(act);
  }

  @Get(':person/needs') needs(@Ask(NeedsOfPerson) ask: Ask<NeedsOfPerson>) {
    return this.answer(ask);
  }

  @Post(':person/needs') report(@Act(ReportNeed) act: Act<ReportNeed>) {
    return this.decide(act);
  }

  @Get(':person/charges') charges(@Ask(ChargesOfPerson) ask: Ask<ChargesOfPerson>) {
    return this.answer(ask);
  }
}
