import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** One of the processes of this folder. */
export class Child {
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess) {
    this.#process = process;
  }

  /** Starts one and waits for what it says first. */
  static async start<First>(file: string, ...args: readonly string[]): Promise<{ readonly child: Child; readonly first: First }> {
    // What the launcher loads into its own processes takes the channel for nothing to wait for; these wait for nothing else.
    const child = new Child(fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }));
    return { child, first: await child.#next<First>() };
  }

  /** Sends a message and waits for the answer. @throws Error with what failed there */
  async ask<Answer>(message: object): Promise<Answer> {
    const answer = this.#next<Answer | { readonly failed: string }>();
    this.#process.send(message);
    const answered = await answer;
    if (typeof answered === 'object' && answered !== null && 'failed' in answered) throw new Error(answered.failed);
    return answered;
  }

  /** Ends it, and waits until it has ended. */
  async end(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.disconnect();
    await ended;
  }

  #next<Message>(): Promise<Message> {
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error('A process of the measurement ended before its time.'));
      this.#process.once('exit', ended);
      this.#process.once('message', (message) => {
        this.#process.off('exit', ended);
        resolve(message as Message);
      });
    });
  }
}

/** Does something with processes of this folder, which all have ended when it has. */
export const withChildren = async <Result>(work: (start: typeof Child.start) => Promise<Result>): Promise<Result> => {
  const started: Child[] = [];
  const start: typeof Child.start = async <First>(file: string, ...args: readonly string[]) => {
    const { child, first } = await Child.start<First>(file, ...args);
    started.push(child);
    return { child, first };
  };
  try {
    return await work(start);
  } finally {
    for (const child of started) await child.end();
  }
};
