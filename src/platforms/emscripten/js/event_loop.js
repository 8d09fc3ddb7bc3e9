// SPDX-License-Identifier: Apache-2.0
//
// How the machine gives the thread back and asks for it again: after timers, input and painting had their turn, but
// without the delay that setTimeout adds.

/** @type {(callback: () => void) => void} */
export const soon =
  typeof setImmediate === 'function' ? (callback) => setImmediate(callback) : throughMessageChannel();

function throughMessageChannel() {
  const waiting = [];
  const channel = new MessageChannel();
  channel.port1.onmessage = () => waiting.shift()();
  return (callback) => {
    waiting.push(callback);
    channel.port2.postMessage(null);
  };
}
