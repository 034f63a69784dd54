import { Ask, Routes, WORLD, type World } from '@patto/service-kit';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { consistencyOf, proofOf } from './ledger/proofs.ts';
import { ConsistencyOfAccessLedger, ConsistencyOfLedger, ProofOfEvent } from './read/event-places.ts';

/** Proofs from the ledgers, in the formats that other tools read. */
@Controller('ledger')
export class ProofsController extends Routes {
  @Inject(WORLD) private readonly world!: World;

  @Get('proofs/:event') @Header('Content-Type', 'text/plain; charset=utf-8') async proof(@Ask(ProofOfEvent) ask: Ask<ProofOfEvent>) {
    const { position } = (await this.answer(ask)) as { position: number };
    return proofOf(this.world, position);
  }

  @Get('consistency') @Header('Content-Type', 'text/plain; charset=utf-8') async consistency(@Ask(ConsistencyOfLedger) ask: Ask<ConsistencyOfLedger>) {
    return consistencyOf(this.world, 'events', (await this.answer(ask)) as ConsistencyOfLedger);
  }

  @Get('accesses/consistency')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  async consistencyOfAccesses(@Ask(ConsistencyOfAccessLedger) ask: Ask<ConsistencyOfAccessLedger>) {
    return consistencyOf(this.world, 'accesses', (await this.answer(ask)) as ConsistencyOfAccessLedger);
  }
}
