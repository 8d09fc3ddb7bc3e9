// SPDX-License-Identifier: Apache-2.0
//
// What the network's drivers get of Node: TCP and UDP sockets, the host's name, interfaces and resolver. A socket is known by
// the machine's handle. Requests are answered at once, with bytes or by throwing an error that has a `code`; what takes time is
// told to the machine through the sink. Bytes are those of platforms/network_host.h. Invariants: the sink is never called while
// a request is answered; after `close` a handle is never spoken of again, but what was written to it still goes out.

import fs from 'node:fs';
import os from 'node:os';
import { getSystemErrorName } from 'node:util';
import { builtins } from './builtins.js';

/** NetworkEvent of platforms/network_host.h. */
const Event = { connected: 1, failed: 2, accepted: 3, data: 4, end: 5, pending: 6, timer: 7, message: 8, sent: 9, found: 10 };

/** NetworkOption of platforms/network_host.h: numbers of prim_inet. */
const Option = { keepalive: 1, broadcast: 4, sndbuf: 6, recbuf: 7, nodelay: 10, multicastIf: 11, multicastTtl: 12, multicastLoop: 13, ttl: 46 };

const kInet = 1;
const kInet6 = 2;
const kAny = 3;
const kLoopback = 4;
const kDatagram = 2;

/** @implements {import('./index.js').HostNetwork} */
export class NodeNetwork {
  #tell = () => {};
  /** @type {Map<number, TcpSocket | UdpSocket>} */
  #sockets = new Map();
  /** Sockets that were closed with something still to be written. @type {Set<net.Socket>} */
  #draining = new Set();

  /** @param {(handle: number, kind: number, bytes?: Uint8Array) => void} sink */
  connect(sink) {
    this.#tell = sink;
  }

  /**
   * @param {string} operation
   * @param {number} handle
   * @param {Uint8Array} bytes  the caller's for good
   * @returns {Uint8Array | undefined}
   */
  request(operation, handle, bytes) {
    const method = this[`$${operation}`];
    if (!method) throw failure('ENOTSUP');
    return method.call(this, handle, bytes);
  }

  /** The machine has ended: closes everything; resolves when all has been written. */
  async finish() {
    for (const handle of [...this.#sockets.keys()]) this.$close(handle, new Uint8Array([0]));
    await Promise.all([...this.#draining].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
  }

  // --- sockets

  $open(handle, [type, family]) {
    const tell = (kind, bytes) => this.#sockets.has(handle) && this.#tell(handle, kind, bytes);
    this.#sockets.set(handle, type === kDatagram ? new UdpSocket(family, tell) : new TcpSocket(family, tell));
  }

  /** A connection that a listening socket has told of becomes a socket of its own. */
  $take(handle, bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const listener = this.#sockets.get(view.getUint32(0));
    const tell = (kind, data) => this.#sockets.has(handle) && this.#tell(handle, kind, data);
    const socket = new TcpSocket(listener.family, tell);
    socket.use(listener.takeConnection(view.getUint32(4)));
    this.#sockets.set(handle, socket);
  }

  $bind(handle, bytes) {
    return this.#sockets.get(handle).bind(bytes);
  }
  $listen(handle, bytes) {
    this.#sockets.get(handle).listen((bytes[0] << 8) | bytes[1]);
  }
  $connect(handle, bytes) {
    this.#sockets.get(handle).connect(bytes);
  }
  $read(handle, [isWanted]) {
    this.#sockets.get(handle).read(isWanted !== 0);
  }
  $write(handle, bytes) {
    return number32(this.#sockets.get(handle).write(bytes));
  }
  $send(handle, bytes) {
    this.#sockets.get(handle).send(bytes);
  }
  $shutdown(handle) {
    this.#sockets.get(handle).shutdown();
  }
  $name(handle) {
    return this.#sockets.get(handle).name();
  }
  $peer(handle) {
    return this.#sockets.get(handle).peer();
  }
  $option(handle, bytes) {
    this.#sockets.get(handle).setOption(bytes[0], new DataView(bytes.buffer, bytes.byteOffset).getInt32(1));
  }
  $membership(handle, bytes) {
    this.#sockets.get(handle).membership(bytes);
  }
  $close(handle, [isReset]) {
    const rest = this.#sockets.get(handle)?.close(isReset !== 0);
    this.#sockets.delete(handle);
    if (rest && !rest.destroyed) {
      this.#draining.add(rest);
      rest.once('close', () => this.#draining.delete(rest));
    }
  }

  /** Tells of the time's end; a socket's close does not matter, since its machine knows which timers count. */
  $timer(handle, bytes) {
    const milliseconds = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4);
    setTimeout(() => this.#tell(handle, Event.timer, bytes.subarray(0, 4)), milliseconds).unref();
  }

  // --- names

  $hostname() {
    return Buffer.from(os.hostname());
  }

  $service(_, bytes) {
    const [name, protocol] = Buffer.from(bytes).toString('latin1').split('\0');
    const service = services().find((s) => s.protocol === protocol && s.names.includes(name));
    if (!service) throw failure('EINVAL');
    return new Uint8Array([service.port >> 8, service.port & 255]);
  }

  $port(_, bytes) {
    const port = (bytes[0] << 8) | bytes[1];
    const protocol = Buffer.from(bytes.subarray(2)).toString('latin1');
    const service = services().find((s) => s.protocol === protocol && s.port === port);
    if (!service) throw failure('EINVAL');
    return Buffer.from(service.names[0]);
  }

  /** As prim_inet:getifaddrs/1 reads it: names with a zero byte behind them, options by number, a zero byte. */
  $interfaces() {
    const [address, broadcast, netmask, flags, hardware] = [1, 2, 5, 6, 7];
    const parts = [];
    for (const [name, entries] of Object.entries(os.networkInterfaces())) {
      for (const entry of entries) {
        const family = entry.family === 'IPv6' || entry.family === 6 ? kInet6 : kInet;
        const [up, broadcasts, loopback, running, multicast] = [1, 2, 4, 16, 32];
        const bits = entry.internal ? up | loopback | running : up | broadcasts | running | multicast;
        parts.push(Buffer.from(`${name}\0`), [flags], number32(bits), [address, family], addressBytes(entry.address), [netmask, family]);
        parts.push(addressBytes(entry.netmask));
        if (family === kInet && !entry.internal) {
          const mask = addressBytes(entry.netmask);
          parts.push([broadcast, family], addressBytes(entry.address).map((byte, i) => byte | (~mask[i] & 255)));
        }
        parts.push([hardware, 0, 6], entry.mac.split(':').map((byte) => parseInt(byte, 16)), [0]);
      }
    }
    return concatenate(parts);
  }

  /** Addresses of a name, or names of an address: told with the bytes that came first. */
  $lookup(handle, bytes) {
    const [id, isName, family] = [bytes.subarray(0, 4), bytes[4] !== 0, bytes[5]];
    const answer = (error, parts) =>
      this.#tell(handle, Event.found, concatenate(error ? [id, [0], Buffer.from(lookupError(error))] : [id, [1], ...parts]));
    if (isName) {
      const name = Buffer.from(bytes.subarray(6)).toString('utf8');
      builtins.dns.lookup(name, { family: family === kInet6 ? 6 : 4, all: true }, (error, found) =>
        answer(error, [number32(found?.length ?? 0), ...(found ?? []).map((f) => addressBytes(f.address)), Buffer.from(`${name}\0`)]));
    } else {
      const raw = bytes.subarray(6);
      builtins.dns.lookupService(addressText(raw), 0, (error, name) => answer(error, [number32(1), raw, Buffer.from(`${name}\0`)]));
    }
  }
}

/** A stream socket, in whatever state. */
class TcpSocket {
  #tell;
  /** Bound and neither connected nor listening: the bare handle of Node's `net`. */
  #bound = null;
  #server = null;
  #socket = null;
  #options = new Map();
  #connections = new Map();
  #nextConnection = 1;
  #hasFailed = false;

  constructor(family, tell) {
    this.family = family;
    this.#tell = tell;
  }

  // Node's own way to have a socket bound at once, as `bind` must be; listen(…) looks names up first and answers later.
  bind(bytes) {
    const { address, port } = readAddress(bytes, this.family);
    const made = builtins.net._createServerHandle(address, port, this.family === kInet6 ? 6 : 4, undefined, this.family === kInet6 ? 1 : 0);
    if (typeof made === 'number') throw failure(getSystemErrorName(made));
    this.#bound = made;
    return this.name();
  }

  listen(backlog) {
    if (!this.#bound) this.bind(new Uint8Array([kAny, 0, 0]));
    this.#server = builtins.net.createServer({ pauseOnConnect: true, allowHalfOpen: true }, (socket) => {
      const id = this.#nextConnection++;
      this.#connections.set(id, socket);
      socket.on('error', () => {});
      this.#tell(Event.accepted, number32(id));
    });
    this.#server.on('error', () => {});
    this.#server.listen(this.#bound, backlog);
    if (!this.#server.listening) throw failure('EADDRINUSE');
  }

  takeConnection(id) {
    const socket = this.#connections.get(id);
    this.#connections.delete(id);
    return socket;
  }

  connect(bytes) {
    const { address, port } = readAddress(bytes, this.family);
    const options = { allowHalfOpen: true };
    if (this.#bound) Object.assign(options, { handle: this.#bound, manualStart: true });
    const socket = new builtins.net.Socket(options);
    this.use(socket);
    socket.once('connect', () => this.#tell(Event.connected));
    socket.connect({ host: address, port });
  }

  use(socket) {
    this.#socket = socket;
    socket.pause();
    socket.removeAllListeners('error');
    socket.on('data', (data) => this.#tell(Event.data, data));
    socket.on('end', () => this.#tell(Event.end));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#hasFailed || this.#tell(Event.end));
    for (const [option, value] of this.#options) this.#apply(option, value);
    // What has happened to a connection before somebody accepted it.
    if (socket.errored) setImmediate(() => this.#fail(socket.errored));
    else if (socket.destroyed) setImmediate(() => this.#tell(Event.end));
  }

  #fail(error) {
    this.#hasFailed = true;
    this.#tell(Event.failed, Buffer.from(errorName(error)));
  }

  read(isWanted) {
    if (isWanted) this.#socket?.resume();
    else this.#socket?.pause();
  }

  /** How much of what was written has not gone out yet; that changes are told of. */
  write(bytes) {
    const socket = this.#socket;
    if (!socket || socket.destroyed || socket.writableEnded) throw failure(socket ? 'EPIPE' : 'ENOTCONN');
    let isPending = false;
    socket.write(bytes, () => isPending && this.#tell(Event.pending, number32(socket.writableLength)));
    isPending = socket.writableLength > 0;
    return socket.writableLength;
  }

  shutdown() {
    if (!this.#socket) throw failure('ENOTCONN');
    this.#socket.end();
  }

  name() {
    if (this.#socket?.localAddress) return address(this.#socket.localAddress, this.#socket.localPort);
    const handle = this.#server?._handle ?? this.#bound;
    const found = {};
    if (!handle || handle.getsockname(found) !== 0) return anyAddress(this.family);
    return address(found.address, found.port);
  }

  peer() {
    if (!this.#socket?.remoteAddress) throw failure('ENOTCONN');
    return address(this.#socket.remoteAddress, this.#socket.remotePort);
  }

  setOption(option, value) {
    this.#options.set(option, value);
    if (this.#socket) this.#apply(option, value);
  }

  #apply(option, value) {
    if (option === Option.nodelay) this.#socket.setNoDelay(value !== 0);
    if (option === Option.keepalive) this.#socket.setKeepAlive(value !== 0);
  }

  /** The socket if it still has something to write. */
  close(isReset) {
    for (const connection of this.#connections.values()) connection.destroy();
    if (this.#server) this.#server.close();
    else if (!this.#socket) this.#bound?.close();
    const socket = this.#socket;
    if (!socket) return null;
    socket.removeAllListeners('data');
    socket.on('error', () => {});
    if (isReset && socket.resetAndDestroy) socket.resetAndDestroy();
    else if (socket.connecting) socket.destroy();
    else socket.destroySoon();
    return socket;
  }
}

/** A datagram socket. */
class UdpSocket {
  #tell;
  #socket;
  #isBound = false;
  #isReading = false;
  #kept = [];

  constructor(family, tell) {
    this.family = family;
    this.#tell = tell;
    this.#socket = builtins.dgram.createSocket({ type: family === kInet6 ? 'udp6' : 'udp4', reuseAddr: false });
    this.#socket.on('message', (data, from) => {
      const message = concatenate([address(from.address, from.port), data]);
      if (this.#isReading) this.#tell(Event.message, message);
      else if (this.#kept.length < 1000) this.#kept.push(message);
    });
    this.#socket.on('error', (error) => this.#tell(Event.failed, Buffer.from(errorName(error))));
  }

  bind(bytes) {
    const { address: text, port } = readAddress(bytes, this.family);
    const made = quietly(() => builtins.dgram._createSocketHandle(text, port, this.family === kInet6 ? 'udp6' : 'udp4', undefined, 0));
    if (typeof made === 'number') throw failure(getSystemErrorName(made));
    this.#socket.bind(made);
    this.#isBound = true;
    return this.name();
  }

  #beBound() {
    if (!this.#isBound) this.bind(new Uint8Array([kAny, 0, 0]));
  }

  read(isWanted) {
    this.#isReading = isWanted;
    if (!isWanted || this.#kept.length === 0) return;
    setImmediate(() => {
      while (this.#isReading && this.#kept.length > 0) this.#tell(Event.message, this.#kept.shift());
    });
  }

  /** A number to tell the outcome with, an address of a byte and its bytes, and data. */
  send(bytes) {
    this.#beBound();
    const id = bytes.subarray(0, 4);
    const size = addressSize(bytes[4]);
    const { address: text, port } = readAddress(bytes.subarray(4, 4 + size), this.family);
    const data = bytes.subarray(4 + size);
    const done = (error) => this.#tell(Event.sent, concatenate([id, Buffer.from(error ? errorName(error) : '')]));
    try {
      this.#socket.send(data, port, text, done);
    } catch (error) {
      setImmediate(done, error);
    }
  }

  name() {
    if (!this.#isBound) return anyAddress(this.family);
    const { address: text, port } = this.#socket.address();
    return address(text, port);
  }

  setOption(option, value) {
    const socket = this.#socket;
    const setters = {
      [Option.broadcast]: () => socket.setBroadcast(value !== 0),
      [Option.multicastTtl]: () => socket.setMulticastTTL(value),
      [Option.multicastLoop]: () => socket.setMulticastLoopback(value !== 0),
      [Option.ttl]: () => socket.setTTL(value),
      [Option.sndbuf]: () => socket.setSendBufferSize(value),
      [Option.recbuf]: () => socket.setRecvBufferSize(value),
    };
    if (!setters[option]) return;
    this.#beBoundForOptions(setters[option]);
  }

  // Options reach a socket once it is bound.
  #beBoundForOptions(set) {
    if (this.#isBound) set();
    else this.#socket.once('listening', set);
  }

  membership([isAdded, ...bytes]) {
    const [group, local] = [addressText(bytes.slice(0, 4)), addressText(bytes.slice(4, 8))];
    this.#beBound();
    if (isAdded) this.#socket.addMembership(group, local);
    else this.#socket.dropMembership(group, local);
  }

  close() {
    this.#isReading = false;
    this.#socket.close();
    return null;
  }
}

// Node deprecates that function, and has no other way to be bound at once.
function quietly(make) {
  const { noDeprecation } = process;
  process.noDeprecation = true;
  try {
    return make();
  } finally {
    process.noDeprecation = noDeprecation;
  }
}

// --- addresses

function addressSize(family) {
  if (family === kInet) return 7;
  return family === kInet6 ? 27 : 3;
}

/** A family, a port of two bytes, an address; as prim_inet writes it. */
function readAddress(bytes, socketFamily) {
  const [family, high, low] = bytes;
  const port = (high << 8) | low;
  const is6 = socketFamily === kInet6;
  if (family === kAny) return { address: is6 ? '::' : '0.0.0.0', port };
  if (family === kLoopback) return { address: is6 ? '::1' : '127.0.0.1', port };
  if (family !== kInet && family !== kInet6) throw failure('EAFNOSUPPORT');
  return { address: addressText(bytes.subarray(3, family === kInet ? 7 : 19)), port };
}

function address(text, port) {
  const bytes = addressBytes(text);
  return concatenate([[bytes.length === 4 ? kInet : kInet6, port >> 8, port & 255], bytes]);
}

function anyAddress(family) {
  return address(family === kInet6 ? '::' : '0.0.0.0', 0);
}

function addressText(bytes) {
  if (bytes.length === 4) return [...bytes].join('.');
  const groups = [];
  for (let i = 0; i < 16; i += 2) groups.push(((bytes[i] << 8) | bytes[i + 1]).toString(16));
  return groups.join(':');
}

/** Four or sixteen bytes. */
function addressBytes(text) {
  const [plain] = text.split('%');
  if (!plain.includes(':')) return plain.split('.').map(Number);
  const expanded = plain.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) =>
    `${((a << 8) | Number(b)).toString(16)}:${((c << 8) | Number(d)).toString(16)}`);
  const [front, back] = expanded.split('::');
  const groups = (part) => (part ? part.split(':').map((group) => parseInt(group, 16)) : []);
  const [first, last] = [groups(front), groups(back)];
  const all = back === undefined ? first : [...first, ...new Array(8 - first.length - last.length).fill(0), ...last];
  return all.flatMap((group) => [group >> 8, group & 255]);
}

// --- bytes and errors

function number32(value) {
  return new Uint8Array([value >>> 24, value >>> 16, value >>> 8, value]);
}

function concatenate(parts) {
  return Buffer.concat(parts.map((part) => (part instanceof Uint8Array ? part : Buffer.from(part))));
}

function failure(code) {
  return Object.assign(new Error(code), { code });
}

/** The name of an error of POSIX in small letters. */
export function errorName(error) {
  const code = String(error?.code ?? '');
  return /^E[A-Z0-9]+$/.test(code) ? code.toLowerCase() : 'einval';
}

function lookupError(error) {
  return error.code === 'EAI_AGAIN' ? 'try_again' : 'notfound';
}

/** What /etc/services lists. */
function services() {
  try {
    return fs.readFileSync('/etc/services', 'latin1').split('\n').flatMap((line) => {
      const [name, place, ...aliases] = line.replace(/#.*/, '').trim().split(/\s+/);
      if (!place?.includes('/')) return [];
      const [port, protocol] = place.split('/');
      return [{ names: [name, ...aliases], port: Number(port), protocol }];
    });
  } catch {
    return [];
  }
}
