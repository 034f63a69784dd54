import { Act, Ask, Routes, WORLD, type World } from '@patto/service-kit';
import { Controller, Get, Header, Inject, Post } from '@nestjs/common';
import { AnnotateEvent } from './audit/annotate-event.ts';
import { AnswerFinding } from './audit/answer-finding.ts';
import { CloseAudit } from './audit/close-audit.ts';
import { OpenAudit } from './audit/open-audit.ts';
import { RaiseFinding } from './audit/raise-finding.ts';
import { archiveOf, type Chosen } from './ledger/bundle-archive.ts';
import { AuditEvents } from './read/audit-events.ts';
import { BundleOfAudit } from './read/bundle-of-audit.ts';
import { AuditById, AuditList } from './read/audit-by-id.ts';

/** What auditors look into, note and find, and what is answered. */
@Controller('audits')
export class AuditsController extends Routes {
  @Inject(WORLD) private readonly world!: World;

  @Post() open(@Act(OpenAudit) act: Act<OpenAudit>) {
    return this.decide(act);
  }
  @Get() list(@Ask(AuditList) ask: Ask<AuditList>) {
    return this.answer(ask);
  }
  @Get(':audit') one(@Ask(AuditById) ask: Ask<AuditById>) {
    return this.answer(ask);
  }
  @Get(':audit/history') life(@Ask(AuditById) ask: Ask<AuditById>) {
    return this.history(ask);
  }
  @Get(':audit/events') events(@Ask(AuditEvents) ask: Ask<AuditEvents>) {
    return this.answer(ask);
  }
  @Post(':audit/annotations') annotate(@Act(AnnotateEvent) act: Act<AnnotateEvent>) {
    return this.decide(act);
  }
  @Post(':audit/findings') find(@Act(RaiseFinding) act: Act<RaiseFinding>) {
    return this.decide(act);
  }
  @Post(':audit/findings/:finding/answer') reply(@Act(AnswerFinding) act: Act<AnswerFinding>) {
    return this.decide(act);
  }
  @Post(':audit/bundles') @Header('Content-Type', 'application/zip') async bundle(@Ask(BundleOfAudit) ask: Ask<BundleOfAudit>) {
    return archiveOf(this.world, (await this.disclose(ask)) as Chosen);
  }
  @Post(':audit/closure') close(@Act(CloseAudit) act: Act<CloseAudit>) {
    return this.decide(act);
  }
}
