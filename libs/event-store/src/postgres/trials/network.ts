import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';

/** A network between the log and its server that a test can break. */
export interface Network {
  /** The same URL over this network. */
  through(url: string): string;
  /** From here on the server's answers are held back, as if they were still under way. */
  holdAnswers(): void;
  /** From here on nothing that is sent reaches the server. */
  holdQuestions(): void;
  /** From here on what is said gets through again; what was held is lost. */
  heal(): void;
  /** Ends all connections at once, with what was held; new ones work. */
  cut(): void;
  close(): Promise<void>;
}

/** Opens a network to the server of a URL. */
export const openNetwork = async (server: string): Promise<Network> => {
  const { hostname, port } = new URL(server);
  const sockets = new Set<Socket>();
  const held = { answers: false, questions: false };
  const between = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        // The server is not told, as when a cable is pulled; it notices when it next writes.
        if (socket === upstream || !held.answers) upstream.end();
      });
    }
    client.on('data', (data) => held.questions || upstream.write(data));
    upstream.on('data', (data) => held.answers || client.write(data));
  }).listen(0, '127.0.0.1');
  await once(between, 'listening');
  const { port: own } = between.address() as { port: number };
  return {
    through: (url) => {
      const its = new URL(url);
      [its.hostname, its.port] = ['127.0.0.1', String(own)];
      return its.href;
    },
    holdAnswers: () => {
      held.answers = true;
    },
    holdQuestions: () => {
      held.questions = true;
    },
    heal: () => {
      [held.answers, held.questions] = [false, false];
    },
    cut: () => {
      for (const socket of [...sockets]) socket.destroy();
      [held.answers, held.questions] = [false, false];
    },
    close: async () => {
      for (const socket of [...sockets]) socket.destroy();
      between.close();
      await once(between, 'close');
    },
  };
};
