// A load generator that leaves the processor to the server: raw sockets, requests made beforehand, one at a time per connection like one person.
import net from 'node:net';

export type Request = { bytes: Buffer };

export function request(method: string, path: string, session: { cookie: string; csrf: string }, body?: unknown): Request {
  const text = body === undefined ? '' : JSON.stringify(body);
  const head =
    `${method} ${path} HTTP/1.1\r\nhost: bench\r\ncookie: ${session.cookie}\r\nx-csrf-token: ${session.csrf}\r\n` +
    (body === undefined ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n`) +
    '\r\n';
  return { bytes: Buffer.from(head + text) };
}

export type Answered = { status: number; bytes: number; ms: number; body: () => string };

// Read into again and again: a new buffer for every chunk would cost the generator more than looking at it.
const READ = 256 * 1024;

/** One keep-alive connection that answers one request at a time. */
class Connection {
  readonly #socket: net.Socket;
  /** The reply so far. */
  #reply = Buffer.allocUnsafe(4 * 1024);
  #have = 0;
  #want = -1;
  #status = 0;
  #body_at = 0;
  #done: ((answered: Answered) => void) | null = null;
  #fail: ((error: Error) => void) | null = null;
  #began = 0;

  private constructor(port: number, opened: () => void) {
    this.#socket = net.connect(
      {
        port,
        host: '127.0.0.1',
        noDelay: true,
        onread: {
          buffer: Buffer.allocUnsafe(READ),
          callback: (bytes, buffer) => {
            this.#take(buffer, bytes);
            return true;
          },
        },
      },
      opened,
    );
    this.#socket.on('error', (error) => this.#fail?.(error));
    this.#socket.on('close', () => this.#fail?.(new Error('the server closed the connection')));
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const connection = new Connection(port, () => resolve(connection));
      connection.#fail = reject;
    });
  }

  ask({ bytes }: Request, began = performance.now()): Promise<Answered> {
    this.#began = began;
    return new Promise((resolve, reject) => {
      this.#done = resolve;
      this.#fail = reject;
      this.#socket.write(bytes);
    });
  }

  #take(chunk: Uint8Array, bytes: number): void {
    if (this.#have + bytes > this.#reply.length) {
      const longer = Buffer.allocUnsafe(2 * (this.#have + bytes));
      this.#reply.copy(longer, 0, 0, this.#have);
      this.#reply = longer;
    }
    this.#reply.set(chunk.subarray(0, bytes), this.#have);
    this.#have += bytes;
    if (this.#want < 0) {
      const end = this.#reply.subarray(0, this.#have).indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = this.#reply.toString('latin1', 0, end);
      this.#status = Number(head.slice(9, 12));
      this.#body_at = end + 4;
      this.#want = end + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
      if (Number.isNaN(this.#want)) throw new Error(`a reply without its length: ${head}`);
    }
    if (this.#have < this.#want) return;
    const [done, body_at, have, status] = [this.#done, this.#body_at, this.#have, this.#status];
    this.#have = 0;
    this.#want = -1;
    this.#done = null;
    this.#fail = null;
    done?.({
      status,
      bytes: have,
      ms: performance.now() - this.#began,
      // Only until the next request of this connection.
      body: () => this.#reply.toString('utf8', body_at, have),
    });
  }

  close(): void {
    this.#fail = null;
    this.#socket.destroy();
  }
}

export type Load = {
  name: string;
  seconds: number;
  /** Answered as expected, per second. */
  rate: number;
  answered: number;
  p50: number;
  p95: number;
  p99: number;
  most: number;
  megabytes: number;
  /** Other answers, by status: what the server refused. */
  others: Record<string, number>;
};

export function percentiles(times: readonly number[]): { p50: number; p95: number; p99: number; most: number } {
  const sorted = Float64Array.from(times).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), most: sorted.at(-1) ?? Number.NaN };
}

/** As many people as `next` is asked for, each sending the next request when the last was answered. Only 200 counts. */
export async function closedLoop(
  name: string,
  port: number,
  options: {
    people: number;
    seconds: number;
    warm_seconds: number;
    next: (person: number) => Request;
    look?: (answered: Answered) => void;
  },
): Promise<Load> {
  const { people, seconds, warm_seconds, next, look } = options;
  const connections = await Promise.all(Array.from({ length: people }, () => Connection.open(port)));
  const times: number[] = [];
  const others: Record<string, number> = {};
  let bytes = 0;
  const from = performance.now() + warm_seconds * 1000;
  const until = from + seconds * 1000;
  let first_other = '';
  await Promise.all(
    connections.map(async (connection, person) => {
      for (;;) {
        const began = performance.now();
        if (began >= until) break;
        const answered = await connection.ask(next(person), began);
        const ended = began + answered.ms;
        if (ended < from || ended >= until) continue;
        if (answered.status === 200) {
          times.push(answered.ms);
          bytes += answered.bytes;
          look?.(answered);
        } else {
          others[answered.status] = (others[answered.status] ?? 0) + 1;
          first_other ||= answered.body();
        }
      }
    }),
  );
  for (const connection of connections) connection.close();
  if (first_other) console.error(`${name}: ${JSON.stringify(others)} ${first_other.slice(0, 300)}`);
  const megabytes = bytes / 1_048_576;
  return { name, seconds, rate: times.length / seconds, answered: times.length, ...percentiles(times), megabytes, others };
}

/** Requests at a steady rate, whoever is answered or not; a late answer counts from when its request was due. */
export async function openLoop(
  port: number,
  options: { rate: number; seconds: number; people: number; next: (place: number) => { kind: string; request: Request } },
): Promise<Map<string, Load>> {
  const { rate, seconds, people, next } = options;
  const free = await Promise.all(Array.from({ length: people }, () => Connection.open(port)));
  const all = [...free];
  const waiting: ((connection: Connection) => void)[] = [];
  const taken = () => {
    const connection = free.pop();
    return connection ? Promise.resolve(connection) : new Promise<Connection>((resolve) => waiting.push(resolve));
  };
  const times = new Map<string, number[]>();
  const others = new Map<string, Record<string, number>>();
  const under_way: Promise<void>[] = [];
  const began = performance.now();
  for (let place = 0; place < rate * seconds; place += 1) {
    const due = began + (place / rate) * 1000;
    const wait = due - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    under_way.push(
      (async () => {
        const { kind, request: asked } = next(place);
        const connection = await taken();
        const { status, ms } = await connection.ask(asked, due);
        const following = waiting.shift();
        if (following) following(connection);
        else free.push(connection);
        if (status === 200) times.set(kind, [...(times.get(kind) ?? []), ms]);
        else others.set(kind, { ...others.get(kind), [status]: (others.get(kind)?.[status] ?? 0) + 1 });
      })(),
    );
  }
  await Promise.all(under_way);
  for (const connection of all) connection.close();
  return new Map(
    [...times].map(([kind, of_kind]) => [
      kind,
      {
        name: kind,
        seconds,
        rate: of_kind.length / seconds,
        answered: of_kind.length,
        ...percentiles(of_kind),
        megabytes: 0,
        others: others.get(kind) ?? {},
      },
    ]),
  );
}
