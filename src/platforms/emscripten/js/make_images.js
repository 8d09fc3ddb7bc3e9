// SPDX-License-Identifier: Apache-2.0
//
// node make_images.js DIR: part of the build. Writes DIR/light.image and DIR/otp.image, machines with the modules of
// the installed OTP ready that programs use from their start on. Without an OTP there are no images, and none is needed.

import fs from 'node:fs';
import path from 'node:path';
import { NodeHost, createNodeVm } from './node.js';
import { programIdentity } from './node_images.js';
import { otpCodeDirectories, otpForBoot } from './otp.js';

/**
 * Groups of modules, each one unit as long as it is not too large; a unit is instantiated as a whole. For small programs
 * only what io:format needs: all of an image's memory is copied at a start.
 */
const kLight = [['standard_io', 'user', 'io', 'io_lib', 'io_lib_format']];

/** Loaded by `erl` before a program runs; the emulator's own modules are put before them. */
const kOtp = [
  [
    'error_handler', 'application', 'application_controller', 'application_master', 'code', 'code_server', 'erl_eval',
    'erl_lint', 'erl_parse', 'erl_scan', 'erl_anno', 'erl_internal', 'erl_features', 'error_logger', 'ets', 'file',
    'file_server', 'file_io_server', 'filename', 'gen', 'gen_event', 'gen_server', 'heart', 'kernel', 'lists', 'maps',
    'logger', 'logger_backend', 'logger_config', 'logger_filters', 'logger_formatter', 'logger_h_common',
    'logger_handler_watcher', 'logger_olp', 'logger_proxy', 'logger_server', 'logger_simple_h', 'logger_std_h',
    'logger_sup', 'os', 'proc_lib', 'proplists', 'supervisor', 'supervisor_bridge', 'io', 'io_lib', 'io_lib_format',
    'user', 'user_sup', 'standard_error', 'kernel_config', 'kernel_refc', 'queue', 'string', 'unicode', 'orddict',
    'ordsets', 'rand', 'rpc', 'erpc', 'global', 'global_group', 'inet', 'inet_config', 'inet_db', 'inet_parse',
    'inet_udp', 'inet_gethost_native', 'net_kernel', 'erl_distribution', 'erl_signal_handler', 'raw_file_io', 'peer',
    'gb_sets', 'gb_trees', 'binary', 'beam_lib', 'otp_internal', 'init',
  ],
  ['c', 'epp', 'io_lib_pretty', 'unicode_util', 'shell', 'edlin', 'edlin_expand', 'user_drv', 'group', 'group_history', 'erl_bits', 'erl_pp', 'erl_expand_records', 'eval_bits', 'filelib', 'shell_default', 're', 'timer', 'sys', 'sets', 'dict'],
];

const [, , directory] = process.argv;

function filesOf(names, directories) {
  const files = [];
  for (const name of names) {
    const file = directories.map((place) => path.join(place, `${name}.beam`)).find((each) => fs.existsSync(each));
    if (file) files.push({ path: file, bytes: fs.readFileSync(file) });
  }
  return files;
}

async function makeImage(name, groups) {
  const wasm = fs.readFileSync(path.join(directory, 'linac.wasm'));
  const otp = name === 'otp';
  const vm = await createNodeVm({ host: new NodeHost([]), otp, withoutImage: true, wasm });
  for (const files of groups) vm.makeReady(files);
  const file = path.join(directory, `${name}.image`);
  const temporary = `${file}.${process.pid}`;
  const descriptor = fs.openSync(temporary, 'w');
  for (const piece of vm.image({ program: programIdentity(wasm), otp })) {
    for (let at = 0; at < piece.length; ) at += fs.writeSync(descriptor, piece, at);
  }
  fs.closeSync(descriptor);
  fs.renameSync(temporary, file);
}

const boot = otpForBoot();
if (boot) {
  const directories = [path.join(directory, 'libs'), ...otpCodeDirectories()];
  const groups = (lists) => lists.map((names) => filesOf(names, directories));
  await makeImage('light', groups(kLight));
  const preloaded = new Set(boot.preloaded.map((file) => path.basename(file.path)));
  const others = (files) => files.filter((file) => !preloaded.has(path.basename(file.path)));
  const [first, ...rest] = groups(kOtp).map((files) => others(files.filter((file) => !file.path.startsWith(directory))));
  await makeImage('otp', [[...boot.preloaded, ...first], ...rest]);
}
