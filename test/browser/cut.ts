import net from 'node:net';
import { after } from 'node:test';

/** A line to the product that can be cut: what the browser sees is a server that is not there. */
export async function line(to: string): Promise<{ base: string; cut(): Promise<void>; mend(): Promise<void> }> {
  const target = Number(new URL(to).port);
  const open = new Set<net.Socket>();
  const keep = (socket: net.Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  const server = net.createServer((socket) => {
    const onward = net.connect(target, '127.0.0.1');
    keep(socket);
    keep(onward);
    socket.pipe(onward).pipe(socket);
  });
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  await listen(0);
  const { port } = server.address() as net.AddressInfo;
  let is_cut = false;
  const cut = async () => {
    if (is_cut) return;
    is_cut = true;
    const closed = new Promise((done) => server.close(done));
    for (const socket of open) socket.destroy();
    await closed;
  };
  after(cut);
  return {
    base: `http://127.0.0.1:${port}`,
    cut,
    async mend() {
      await listen(port);
      is_cut = false;
    },
  };
}
