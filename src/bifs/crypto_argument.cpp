// SPDX-License-Identifier: Apache-2.0
#include "bifs/crypto_argument.h"

#include <unistd.h>

#include <algorithm>
#include <string_view>

#include "runtime/iolist.h"
#include "runtime/map.h"
#include "runtime/reductions.h"
#include "term/bitstring.h"
#include "term/map.h"
#include "vm_state.h"

namespace linac {

Term crypto_failure(Context& context, Term id, int argument, const char* text, CodePlace place) {
  static const Term kFile = intern("c_file_name");
  static const Term kLine = intern("c_file_line_num");
  static const Term kArgument = intern("c_function_arg_num");
  std::string_view file = place.file;
  file = file.substr(file.rfind('/') + 1);
  Heap& heap = context.heap;
  Term pairs[] = {kFile,     heap.string(file.data(), file.size()),
                  kLine,     Term::small(place.line),
                  kArgument, Term::small(argument)};
  const Term where = make_map(heap, pairs, 3);
  return context.error(
      heap.tuple(id, where, heap.string(text, std::char_traits<char>::length(text))));
}

Term not_supported(Context& context, int argument, const char* text, CodePlace place) {
  static const Term kNotsup = intern("notsup");
  return crypto_failure(context, kNotsup, argument, text, place);
}

std::optional<Bytes> read_data(Context& context, Term term) {
  Bytes bytes;
  if (!term.is_list() && !term.is_bitstring()) return std::nullopt;
  if (!append_iolist(term, bytes)) return std::nullopt;
  use_reductions(context, static_cast<int64_t>(bytes.size()) / kCryptoBytesPerReduction);
  return bytes;
}

Term bytes_term(Context& context, std::span<const uint8_t> bytes) {
  return make_binary(context.heap, bytes.data(), bytes.size());
}

Term resource_term(Context& context, std::unique_ptr<Resource> resource) {
  const Word number = context.vm->state().scheduler.next_reference();
  return make_resource(context.heap, number, std::move(resource));
}

bool fill_randomly(std::span<uint8_t> bytes) {
  constexpr size_t kMostAtOnce = 256;
  while (!bytes.empty()) {
    const size_t size = std::min(bytes.size(), kMostAtOnce);
    if (getentropy(bytes.data(), size) != 0) return false;
    bytes = bytes.subspan(size);
  }
  return true;
}

}  // namespace linac
